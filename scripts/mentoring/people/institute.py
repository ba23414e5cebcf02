"""Institutes are typed by hand; this is how two of them are compared."""

from __future__ import annotations

import unicodedata
from functools import cache


@cache
def comparable(institute: str) -> str:
    """The institute without case, accents, punctuation and spacing.

    “Univ. Genève” and “univ geneve” are one; an abbreviation and its full name are not.
    """
    decomposed = unicodedata.normalize("NFKD", institute)
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    words = "".join(sign if sign.isalnum() else " " for sign in letters.casefold()).split()
    return " ".join(words) or institute.strip()
