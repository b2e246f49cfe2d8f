"""One form's bytes from a compiled template and data: fill, arrange, calculate, write."""
