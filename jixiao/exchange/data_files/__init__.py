"""Data files to projects: JSON and data workbooks in both shapes, with the place of every value."""
