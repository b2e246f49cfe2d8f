"""Worksheets as they come: rows and cells with their place in the source, names, page set-up."""
