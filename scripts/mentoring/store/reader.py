"""Reads the repository's records: every file, every problem, in one go."""

from __future__ import annotations

from typing import Any

from mentoring.store.entry import Entry

Found = dict[str, dict[str, list[Entry[Any]]]]
SINGLE = ("cohort", "roster", "decisions")
PLURAL = {
    "application": "applications",
    "review": "reviews",
    "pair": "pairs",
    "sent": "sent",
    "released": "released",
}
