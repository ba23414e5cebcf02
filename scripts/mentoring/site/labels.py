"""What tables and categories are called in front of the public."""

from __future__ import annotations

from mentoring import schemas
from mentoring.schemas.library import titled

WORDS = {
    "others-or-not-stated": "Other experiments, or not stated",
    "large": "The four large experiments",
    "students": "Master and doctoral students",
    "postdocs": "Postdocs",
    "staff-or-not-stated": "Staff and later, or not stated",
    "later-or-not-stated": "Later stages, or not stated",
    "europe-africa": "Europe and Africa",
    "americas": "The Americas",
    "asia-oceania-or-not-stated": "Asia and Oceania, or not stated",
    "elsewhere-or-not-stated": "Elsewhere, or not stated",
    "good": "A good fit",
    "unsure-or-no": "Unsure, or no fit",
    "no-answer": "No answer",
    "completed": "Completed",
    "ended-or-not-stated": "Ended early, or not stated",
    "all-reached": "All goals reached",
    "some-reached": "Some goals reached",
    "none-or-not-stated": "None yet, or not stated",
    "high": "8 to 10 of 10",
    "lower": "1 to 7 of 10",
}


def category(name: str) -> str:
    """A category in words: experiments as they are written, topics from their names."""
    if name in WORDS or name in schemas.choices("experiment"):
        return WORDS.get(name, name)
    return titled(name)
