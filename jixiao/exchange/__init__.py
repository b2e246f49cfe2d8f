"""Files in and out: JSON, data workbooks, the forms themselves, safe writing, PDF.

Knows the domain and the template engine, not the command line.  Results come back as values, nothing is printed.
"""
