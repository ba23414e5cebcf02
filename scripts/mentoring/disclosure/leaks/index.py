"""Searches texts for all traces at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from mentoring.disclosure.leaks.fields import Statement
from mentoring.disclosure.leaks.finding import Kind, Weight, WeightedTrace
from mentoring.disclosure.leaks.spellings import forms
from mentoring.people.traces import Lookout, Trace

_EVERYBODYS = 3  # people with the same words, from which these are common


class Sighting(NamedTuple):
    """A trace in a text, from `start` up to `end`, and its meaning."""

    start: int
    end: int
    trace: Trace
    clue: WeightedTrace


class Index:
    """Searches for all people at once; names in `common` are also words of the programme."""

    def __init__(self, statements: Iterable[Statement], common: Collection[str] = ()) -> None:
        clues: dict[Trace, set[WeightedTrace]] = defaultdict(set)
        for statement in statements:
            for trace, clue in forms(statement, common):
                clues[trace].add(clue)
        self._telling: dict[Trace, tuple[WeightedTrace, ...]] = {}
        self._beside: dict[Trace, dict[str, WeightedTrace]] = {}
        for trace, found in clues.items():
            own = sorted(_own(found))
            self._telling[trace] = tuple(one for one in own if one.weight is not Weight.BESIDE)
            self._beside[trace] = {one.person: one for one in own if one.weight is Weight.BESIDE}
        self._lookout = Lookout(trace for trace, own in self._telling.items() if own)
        self._details = Lookout(trace for trace, own in self._beside.items() if own)

    def sightings(self, text: str) -> list[Sighting]:
        """The sightings in a normalised text, in order."""
        return sorted(set(self._found(text)))

    def _found(self, text: str) -> Iterator[Sighting]:
        people = set()
        for start, end, trace in self._lookout.places(text):
            for clue in self._telling[trace]:
                people.add(clue.person)
                yield Sighting(start, end, trace, clue)
        for start, end, trace in self._details.places(text) if people else ():
            beside = self._beside[trace]
            for person in people & beside.keys():
                yield Sighting(start, end, trace, beside[person])


def _own(clues: set[WeightedTrace]) -> Iterator[WeightedTrace]:
    """The clues of a trace; passages shared by several people become doubtful."""
    said = {clue for clue in clues if clue.kind is Kind.PASSAGE and clue.weight is Weight.SURE}
    shared = said if len(said) >= _EVERYBODYS else set()
    yield from clues - shared
    yield from (one._replace(weight=Weight.DOUBTFUL) for one in shared)
