"""Filled forms back into data: what a printed table says, whoever drew it.

A table is a plain grid of boxes with texts (:mod:`.boxes`), from whatever file it comes.  Recognisers find labels by
how they are spelt (:mod:`..form_labels`), never by where a cell stands, and each says which boxes it understood; what
no recogniser understood is handed on as it is.  Nothing here knows a file format.
"""
