"""What the templates of the forms may name beyond the common names of ``context``: a module a form, pure values."""
