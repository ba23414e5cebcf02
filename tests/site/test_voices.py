"""Voices on the front page: what people allowed, from one day until another."""

from __future__ import annotations

from datetime import date

import pytest

from mentoring.errors import MentoringError
from mentoring.site.voices import Voice, voices

GOOD = """\
  - words: I asked what I could not ask at home.
    name: A mentee of 2025
    given: "2027-08-20"
    until: "2029-08-20"
"""


def page(listed: str) -> str:
    """A front page with these voices."""
    return f"---\ntemplate: home.html\nvoices:\n{listed}---\n\n# Home\n"


def test_a_voice_has_words_a_name_and_the_days_of_its_consent() -> None:
    """And a page without any has none."""
    [voice] = voices(page(GOOD))
    assert voice == Voice(
        words="I asked what I could not ask at home.",
        name="A mentee of 2025",
        given=date(2027, 8, 20),
        until=date(2029, 8, 20),
    )
    assert voices("# No front matter\n") == ()
    assert voices("---\nvoices: []\n---\n") == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('    given: "2027-08-20"\n', "", "voice 1 needs words, name, given, until"),
        ("2029-08-20", "later", "voice 1: “until” is no day"),
        ("2029-08-20", "2026-08-20", "voice 1 ends before its consent was given"),
        ("name:", "mail: x\n    name:", "and nothing else"),
    ],
)
def test_a_voice_without_consent_is_refused(old: str, new: str, said: str) -> None:
    """The message says which one, and never what it says."""
    with pytest.raises(MentoringError, match=said) as refused:
        voices(page(GOOD.replace(old, new)))
    assert "home" not in str(refused.value)
