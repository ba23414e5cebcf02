"""What is public for other reasons, and therefore not a trace of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from mentoring.disclosure.leaks.finding import Kind
from mentoring.disclosure.leaks.index import Sighting
from mentoring.people.normalized_words import folded

_ONE_PERSONS_OWN = frozenset({Kind.EMAIL, Kind.ID, Kind.CODE})


@dataclass(frozen=True)
class Public:
    """Files by their digests, and the pages as they were on earlier days.

    `theme` are files that came with the theme, so nothing in them is from here. `looked_at` are
    files that no program can read and a person has vouched for. `judged` are the person, kind and
    page of traces that two stewards dismissed. `pages` returns the text of all pages before a day,
    and `since` has the day on which each person applied.
    """

    theme: frozenset[str] = frozenset()
    looked_at: frozenset[str] = frozenset()
    judged: frozenset[tuple[str, str, str]] = frozenset()
    pages: Callable[[date], str] = lambda _: ""
    since: Mapping[str, date] = field(default_factory=dict)

    def vouched(self, known_as: str) -> bool:
        """Whether an unreadable file has been inspected, or is the theme's."""
        return known_as in self.theme or known_as in self.looked_at

    def excuses(self, one: Sighting, path: str) -> bool:
        """Whether a sighting is for a person to judge, or has been judged.

        Addresses, ids and codes are never excused.
        """
        clue = one.clue
        if clue.kind in _ONE_PERSONS_OWN:
            return False
        if (clue.person, clue.kind.value, path) in self.judged:
            return True
        day = self.since.get(clue.person)  # words that were on the pages before are not theirs
        return day is not None and f" {' '.join(one.trace)} " in self._words(day)

    def _words(self, day: date) -> str:
        if day not in self._known:
            self._known[day] = f" {' '.join(folded(self.pages(day)))} "
        return self._known[day]

    @cached_property
    def _known(self) -> dict[date, str]:
        return {}
