"""What a sheet is compiled to, and the run of it: row instances with typed values."""
