"""The domain: what a declaration is, when it cannot be filed, and what a form template sees of it.

Pure values in and out; nothing here knows a file format or the command line.
"""
