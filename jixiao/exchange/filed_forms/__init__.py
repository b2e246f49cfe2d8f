"""Filled forms, of any layout and format, back into data."""
