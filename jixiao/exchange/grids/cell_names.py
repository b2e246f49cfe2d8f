"""Names of columns: A to Z, AA to XFD."""

from __future__ import annotations


def column_letters(column_index: int) -> str:
    """The letters of a column, counted from 0: ``column_letters(27) == "AB"``."""
    letters = ""
    number = column_index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column of letters, counted from 0: ``column_index("AB") == 27``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
