"""Workbooks and .csv files of every format as grids of values, one reader a format."""
