"""Sheets in a loop: a sheet that is there several times, once or not at all."""
