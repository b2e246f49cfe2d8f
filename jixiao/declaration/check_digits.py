"""Numbers that prove themselves: identity cards, bank cards and the codes of units, each by its check digit."""

from __future__ import annotations

import re

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def has_identity_check(number: str) -> bool:
    """True where the last character of an 18-digit identity number is its check (GB 11643: ISO 7064, MOD 11-2)."""
    remainder = sum(int(digit) * pow(2, 17 - index, 11) for index, digit in enumerate(number[:17])) % 11
    return "10X98765432"[remainder] == number[17].upper()


def has_card_check(number: str) -> bool:
    """True where the last digit of a card number is its check (ISO/IEC 7812-1, annex B: Luhn)."""
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(number))]
    return sum(digit // 10 + digit % 10 for digit in doubled) % 10 == 0


def has_credit_check(code: str) -> bool:
    """True for a 统一社会信用代码 with its check (GB 32100): ``has_credit_check("115301210151291309")``."""
    if len(code) != 18 or any(character not in _CREDIT_ALPHABET for character in code):
        return False
    values = [_CREDIT_ALPHABET.index(character) for character in code]
    summed = sum(value * pow(3, index, 31) for index, value in enumerate(values[:17]))
    return values[17] == -summed % 31


def has_organisation_check(code: str) -> bool:
    """True for a 组织机构代码 with its check (GB 11714): ``has_organisation_check("015129130")``."""
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        return False
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    check = 11 - sum(int(char, 36) * weight for char, weight in zip(code[:8], weights, strict=True)) % 11
    return code[8] == {10: "X", 11: "0"}.get(check, str(check))
