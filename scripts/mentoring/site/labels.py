"""Public labels of tables and categories."""

from __future__ import annotations

from mentoring.programme.config import ProgrammeConfig

WORDS = {
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


def category(name: str, config: ProgrammeConfig) -> str:
    """The label of a category: the programme's own, a common one, or a month."""
    own = {**config.topics, **config.statistics.labels}
    if name in own or name in WORDS:
        return own.get(name) or WORDS[name]
    return name.replace("-", " ").capitalize() if name.startswith("month-") else name
