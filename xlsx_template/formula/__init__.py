"""Formulas and the references in them, and what they come to."""
