"""What the site tells applicants to compute gives the numbers that the programme has."""

from __future__ import annotations

import re
import subprocess
import sys

from mentoring.matching.instance.objective import tickets
from mentoring.people.ledger import commitment, personal
from tools import ROOT

PAGE = ROOT / "docs" / "about" / "check-the-draw.md"
SEED, MENTEE, MENTOR = "d4f1 – a round", "b7k2m9", "q4x8tz"


def printed(number: int, words: dict[str, str]) -> str:
    """What a snippet of the page prints, copied and run with somebody's values put in."""
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[number]
    for asked, given in words.items():
        assert asked in code
        code = code.replace(asked, given)
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return told.stdout.strip()


def test_the_page_s_snippet_computes_the_ticket() -> None:
    """With Python's standard library alone."""
    words = {
        "the seed published above": SEED,
        "the mentee's id in your letter": MENTEE,
        "the mentor's id in your letter": MENTOR,
    }
    assert [int(printed(0, words))] == list(tickets(SEED, [(MENTEE, MENTOR)]))


def test_the_page_s_snippet_opens_the_commitment() -> None:
    """From one's own nonce and the list of fingerprints, in whatever order they are pasted."""
    people = [personal("0f" * 16, MENTEE), personal("a1" * 16, MENTOR)]
    words = {
        "your nonce": "0f" * 16,
        "your id": MENTEE,
        "the list of fingerprints": "\n".join(people),
    }
    assert printed(1, words).split() == ["True", commitment(people)]
