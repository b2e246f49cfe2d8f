"""The data workbook that clerks fill in, written with XlsxWriter."""
