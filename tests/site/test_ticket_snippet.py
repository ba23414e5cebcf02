"""What the site tells applicants about their ticket gives the number that the matching drew."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from mentoring.matching.sealed.tickets import tickets

PAGE = Path(__file__).parents[2] / "docs" / "selection.md"
WORDS = {
    "the seed published above": "d4f1 – a round",
    "the mentee's id in your letter": "b7k2m9",
    "the mentor's id in your letter": "q4x8tz",
}


def test_the_page_s_snippet_computes_the_ticket() -> None:
    """Copied from the page and run by itself, with somebody's values put in."""
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    code = found[1]
    for asked, given in WORDS.items():
        assert asked in code
        code = code.replace(asked, given)
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    seed, mentee, mentor = WORDS.values()
    assert [int(told.stdout)] == list(tickets(seed, [(mentee, mentor)]))
