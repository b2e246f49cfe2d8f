"""The proof on paper: whether every character of a workbook stands in its own cell when LibreOffice prints it.

projects  projects of any shape and text, from a seed
dyes      a copy of a workbook in which every cell has a colour of its own for its text and its ground
office    workbooks printed, many in one start of LibreOffice
pages     what stands on the pages of a PDF: characters and rectangles with their colours
proof     what is wrong with a printed workbook: lost, drawn twice, outside its cell, ###
"""
