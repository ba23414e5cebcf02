"""Everything that is looked for, and where in a text it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mentoring.disclosure.leaks.clue import Clue, Weight
from mentoring.disclosure.leaks.finding import Kind
from mentoring.disclosure.leaks.forms import forms
from mentoring.people.traces import Lookout, Trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentoring.disclosure.leaks.fields import Statement

_EVERYBODYS = 3  # people who say the same in so many words


class Sighting(NamedTuple):
    """A trace in a text, from `start` up to `end`, and what it says."""

    start: int
    end: int
    trace: Trace
    clue: Clue


class Index:
    """Looks for everybody at once."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        clues: dict[Trace, set[Clue]] = defaultdict(set)
        for one in statements:
            for trace, clue in forms(one):
                clues[trace].add(clue)
        self._clues = {trace: tuple(sorted(_own(found))) for trace, found in clues.items()}
        self._beside = {
            trace: {one.person: one for one in found if one.weight is Weight.BESIDE}
            for trace, found in self._clues.items()
        }
        self._lookout = Lookout(self._clues)
        codes = {trace[0] for trace, found in clues.items() if _is_code(trace, found)}
        lengths = sorted({len(code) for code in codes})
        self._codes = codes
        self._code = re.compile(
            "|".join(rf"(?<![a-z])[a-z]{{{one}}}(?![a-z])" for one in lengths) or "(?!)"
        )

    def sightings(self, text: str) -> list[Sighting]:
        """What stands in a bare text, in order."""
        return sorted(set(self._found(text)))

    def _found(self, text: str) -> Iterator[Sighting]:
        places = [*self._lookout.places(text), *self._joined(text)]
        telling = [
            Sighting(start, end, trace, clue)
            for start, end, trace in places
            for clue in self._clues[trace]
            if clue.weight is not Weight.BESIDE
        ]
        yield from telling
        people = {one.clue.person for one in telling}
        for start, end, trace in places if people else ():
            beside = self._beside[trace]
            for person in people & beside.keys():
                yield Sighting(start, end, trace, beside[person])

    def _joined(self, text: str) -> Iterator[tuple[int, int, Trace]]:
        """Ids and codes of letters between digits: `pair2kfwtzn` is no word, but has an id."""
        for found in self._code.finditer(text.lower()):
            if found[0] in self._codes:
                yield found.start(), found.end(), (found[0],)


def _is_code(trace: Trace, clues: Iterable[Clue]) -> bool:
    return trace[0].isalpha() and any(one.kind in {Kind.ID, Kind.CODE} for one in clues)


def _own(clues: set[Clue]) -> Iterator[Clue]:
    """The clues of a trace; the words of a text that several people share are nobody's own."""
    said = {one.person for one in clues if one.kind is Kind.PASSAGE}
    for one in clues:
        if one.kind is Kind.PASSAGE and len(said) >= _EVERYBODYS:
            yield one._replace(weight=Weight.DOUBTFUL)
        else:
            yield one
