"""Searches texts at once for all spellings of all personal values, and assesses what it finds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum, auto
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import NamedTuple

from mentoring.people.normalized_words import Words, bare, folded
from mentoring.people.personal_fields import Kind, Statement
from mentoring.people.traces import Form, Trace, TraceSearch, forms_of_address, forms_of_name

_SHINGLE = 8  # consecutive words of a longer text, which identify it
_SHORTEST = 5  # the fewest letters of a word that is not common
_PHRASE = 4  # fewer words than this are common to many texts
_SHARED = 3  # people with the same words, from which these are common
_NEAR = 100  # characters between a doubtful word and what makes it certain
_BESIDE = 300  # characters between a person and their institute


class Weight(IntEnum):
    """How telling a trace is, the most telling first."""

    SURE = auto()  # certain anywhere
    AS_A_NAME = auto()  # certain if written like a name
    IN_PROSE = auto()  # certain in prose; in a program it is another's name
    DOUBTFUL = auto()  # certain next to another trace of the same person
    BESIDE = auto()  # reported only next to another trace of the same person


_WEIGHTS: dict[Form, tuple[Kind, Weight, Weight]] = {
    "whole": (Kind.NAME, Weight.SURE, Weight.AS_A_NAME),
    "initials": (Kind.NAME, Weight.SURE, Weight.AS_A_NAME),
    "glued": (Kind.NAME, Weight.IN_PROSE, Weight.DOUBTFUL),
    "surname": (Kind.PART, Weight.IN_PROSE, Weight.DOUBTFUL),
    "given": (Kind.PART, Weight.DOUBTFUL, Weight.DOUBTFUL),
    "address": (Kind.EMAIL, Weight.SURE, Weight.SURE),
    "user": (Kind.USER, Weight.DOUBTFUL, Weight.DOUBTFUL),
}
"""What each form of a name or address is, its weight, and its weight if its words are everyday."""

Clue = tuple[str, Kind, Weight]
"""What a trace means: the person, the kind of value, and how telling it is on its own."""


class Sighting(NamedTuple):
    """A trace in a text, from `start` up to `end`, and its meaning."""

    start: int
    end: int
    trace: Trace
    person: str
    kind: Kind
    weight: Weight


class Index:
    """Searches for all people at once; names in `common` are also words of the programme."""

    def __init__(self, statements: Iterable[Statement], common: Collection[str] = ()) -> None:
        clues: dict[Trace, set[Clue]] = defaultdict(set)
        for statement in statements:
            for trace, kind, weight in _spellings(statement, common):
                clues[trace].add((statement.person, kind, weight))
        clues.pop((), None)
        self._telling: dict[Trace, list[Clue]] = {}
        self._beside: dict[Trace, dict[str, Clue]] = {}
        for trace, meant in clues.items():
            said = {clue for clue in meant if clue[1:] == (Kind.PASSAGE, Weight.SURE)}
            shared = said if len(said) >= _SHARED else set()
            own = sorted({(*clue[:2], Weight.DOUBTFUL) for clue in shared} | meant - shared)
            self._telling[trace] = [clue for clue in own if clue[2] < Weight.BESIDE]
            self._beside[trace] = {clue[0]: clue for clue in own if clue[2] is Weight.BESIDE}
        self._search = TraceSearch(clues)

    def sightings(self, text: str) -> Mapping[str, list[Sighting]]:
        """The sightings of each person in a normalised text."""
        people: dict[str, list[Sighting]] = defaultdict(list)
        places = list(self._search.places(Words(text)))
        for place in places:
            for clue in self._telling[place.trace]:
                people[clue[0]].append(Sighting(*place, *clue))
        for place in places if people else ():
            beside = self._beside[place.trace]
            for person in people.keys() & beside.keys():
                people[person].append(Sighting(*place, *beside[person]))
        return people

    def judged(self, text: str, *, prose: bool) -> Iterator[tuple[Sighting, bool]]:
        """The sightings in a text that are reported, each with whether it is certain.

        A detail such as an institute is reported only near a certain trace of the person.
        """
        for own in self.sightings(text).values():
            seen = list(_outermost(own))
            certain = [_is_certain(text, seen, number, prose=prose) for number in range(len(seen))]
            for number, sighting in enumerate(seen):
                is_doubtful = sighting.weight is Weight.DOUBTFUL and not certain[number]
                if sighting.weight is Weight.BESIDE:
                    if any(certain[other] for other in _around(seen, number, _BESIDE)):
                        yield sighting, True
                elif prose or not (is_doubtful and text[sighting.start].islower()):
                    yield sighting, certain[number]


def _spellings(
    statement: Statement, common: Collection[str]
) -> Iterator[tuple[Trace, Kind, Weight]]:
    """The traces of a statement: of a long text, its shingles; of a short one, the whole."""
    match statement.kind:
        case Kind.NAME | Kind.EMAIL:
            forms = forms_of_name if statement.kind is Kind.NAME else forms_of_address
            for trace, form in forms(statement.text):
                kind, weight, of_everyday = _WEIGHTS[form]
                yield trace, kind, of_everyday if _is_everyday(trace, common) else weight
        case Kind.PASSAGE:
            said = folded(bare(statement.text))
            short = Weight.DOUBTFUL if len(said) >= _PHRASE else Weight.BESIDE
            weight = Weight.SURE if len(said) >= _SHINGLE else short
            for start in range(max(1, len(said) - _SHINGLE + 1)):
                yield said[start : start + _SHINGLE], Kind.PASSAGE, weight
        case Kind.DETAIL:
            yield folded(bare(statement.text)), Kind.DETAIL, Weight.BESIDE
        case _:
            yield folded(statement.text), statement.kind, Weight.SURE


def _is_everyday(trace: Trace, common: Collection[str]) -> bool:
    """Whether all words of a name are common or short, which makes it less telling."""
    return all(
        (len(word) < _SHORTEST and word.isalpha()) or word in _everyday() or word in common
        for word in trace
        if len(word) > 1
    )


@cache
def _everyday() -> frozenset[str]:
    """Common words: of public pages and markup, names of physicists and towns, given names."""
    return frozenset(folded(files(__package__).joinpath("common.txt").read_text("utf-8")))


def _outermost(seen: Iterable[Sighting]) -> Iterator[Sighting]:
    """Leave out parts of a longer trace of the same person that is at least as telling."""
    ends = dict.fromkeys(Weight, 0)
    for place in sorted(seen, key=lambda place: (place.start, -place.end, place.weight)):
        if all(ends[weight] < place.end for weight in Weight if weight <= place.weight):
            yield place
            ends[place.weight] = place.end


def _is_certain(text: str, seen: Sequence[Sighting], number: int, *, prose: bool) -> bool:
    """Whether a sighting is certain by itself, or by another one near it."""
    sighting = seen[number]
    return sighting.weight is not Weight.BESIDE and (
        sighting.weight is Weight.SURE
        or (sighting.weight is Weight.AS_A_NAME and _is_written_as_name(text, sighting))
        or (sighting.weight is Weight.IN_PROSE and prose)
        or any(_confirms(text, seen[other], sighting) for other in _around(seen, number, _NEAR))
    )


def _around(seen: Sequence[Sighting], number: int, reach: int) -> Iterator[int]:
    start, end = seen[number].start, seen[number].end
    yield from takewhile(lambda i: start - seen[i].end <= reach, range(number - 1, -1, -1))
    yield from takewhile(lambda i: seen[i].start - end <= reach, range(number + 1, len(seen)))


def _confirms(text: str, witness: Sighting, sighting: Sighting) -> bool:
    if not set(witness.trace).isdisjoint(sighting.trace):
        return False
    if witness.kind is sighting.kind is Kind.PASSAGE:  # examples are often side by side
        return False
    if witness.weight is Weight.BESIDE and len(witness.trace) == 1:
        return False
    return all(
        each.weight is Weight.SURE
        or each.kind not in {Kind.NAME, Kind.PART}
        or _is_written_as_name(text, each)
        for each in (sighting, witness)
    )


def _is_written_as_name(text: str, sighting: Sighting) -> bool:
    """Whether each word is capitalised, or has no case, and each initial has a stop: “G. Young”."""
    name = text[sighting.start : sighting.end]
    behind = f"{name}{text[sighting.end : sighting.end + 1]} "
    words = Words(name)
    return all(
        not name[start].islower()
        and (len(word) > 1 or word.lower() == word.upper() or behind[end] == ".")
        for word, (start, end) in zip(words.folded, words.spans, strict=True)
    )
