"""Institutes are typed by hand; this is how two of them are compared."""

from __future__ import annotations

from functools import cache

from mentoring.people.normalized_words import folded


@cache
def comparable(institute: str) -> str:
    """The institute without case, accents, punctuation and spacing.

    “Univ. Genève” and “univ geneve” are one; an abbreviation and its full name are not.
    """
    return " ".join(folded(institute)) or institute.strip()
