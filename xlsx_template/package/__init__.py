"""The zip package and its XML: parts, mark-up with its places, the workbook part, styles and texts."""
