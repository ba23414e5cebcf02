"""Every fact about the programme is on the page where an applicant would look for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DOCS = ROOT / "docs"
GENERATED = re.compile(r"(?:<!--|#) generated:(?P<name>[a-z-]+).*? /generated:(?P=name)", re.DOTALL)
FACTS = {
    "why": (
        "sharing your knowledge, skills and life experience",
        "well-defined professional goals",
        "willing to share it",
        "represents the interests of early-career scientists",
        "four committees joined forces to pilot",
        "similar mentoring programmes succeed",
        "different experiments",
        "neutral and confidential",
    ),
    "eligibility": (
        "All physicists working on any CERN experiment are eligible",
        "do not need to be at CERN",
        "depending on where you see yourself in your career",
        "No previous experience as a mentor is required",
        "number of pairs is limited",
    ),
    "selection": ("exceptional motivation", "randomness beacon"),
    "about/check-the-draw": ("first six bytes", "HMAC-SHA-256", "mentee:mentor"),
    "how-it-works": (
        "From the information in the applications",
        "early in November",
        "nine months",
        "Virtually",
        "in the same place – at CERN, say – and both would like to",
        "how often and for how long you will meet, how to reach each other",
        "both sign it",
        "goals that can really be reached within the programme",
        "Regularly",
        "networking opportunities for all mentees and for all mentors, separately",
        "at least one to two times a month",
        "agree at your first meeting",
        "to change at any time",
    ),
    "apply": ("apply through a form", "all year round", "Everyone gets an answer"),
}


def words(page: str) -> str:
    """The page's words on one line, without emphasis and links' targets."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8").split("\n---\n", 1)[-1]
    text = re.sub(r"\]\([^)]*\)", "", text)
    return " ".join(re.sub(r"[*\[`]", "", text).split())


@pytest.mark.parametrize(("page", "fact"), [(page, one) for page in FACTS for one in FACTS[page]])
def test_fact_is_told(page: str, fact: str) -> None:
    """In these words, on this page."""
    assert fact in words(page)


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md"), key=str), ids=lambda page: page.stem)
def test_no_fact_of_the_cohort_file_is_typed(page: Path) -> None:
    """Dates and addresses stand only where they are generated."""
    if "statistics/20" in page.as_posix():
        return
    typed = GENERATED.sub("", page.read_text(encoding="utf-8"))
    assert "<time" not in typed
    assert "@example.org" not in typed
    assert not re.search(r"\b20 (pairs|mentor)", typed)
