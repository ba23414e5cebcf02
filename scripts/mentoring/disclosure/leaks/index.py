"""Searches texts at once for all spellings of all personal values."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from mentoring.disclosure.leaks.fields import Statement
from mentoring.disclosure.leaks.finding import Kind, Weight, WeightedTrace
from mentoring.people.normalized_words import Words, bare, folded
from mentoring.people.traces import Form, Trace, TraceSearch, forms_of_address, forms_of_name

SHINGLE = 8
"""The number of consecutive words of a longer text that identify it."""

_SHORTEST = 5  # the fewest letters of a word that is not common
_PHRASE = 4  # fewer words than this are common to many texts
_SHARED = 3  # people with the same words, from which these are common
_PARTS = frozenset({Form.SURNAME, Form.GIVEN})


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
            for trace, weight, kind in _spellings(statement, common):
                if trace:
                    clues[trace].add(WeightedTrace(statement.person, kind, weight))
        self._telling: dict[Trace, tuple[WeightedTrace, ...]] = {}
        self._beside: dict[Trace, dict[str, WeightedTrace]] = {}
        for trace, found in clues.items():
            own = sorted(_own(found))
            self._telling[trace] = tuple(clue for clue in own if clue.weight is not Weight.BESIDE)
            self._beside[trace] = {
                clue.person: clue for clue in own if clue.weight is Weight.BESIDE
            }
        self._search = TraceSearch(trace for trace, own in self._telling.items() if own)
        self._details = TraceSearch(trace for trace, own in self._beside.items() if own)

    def sightings(self, text: str) -> list[Sighting]:
        """The sightings in a normalised text, in order."""
        words = Words(text)
        found = {
            Sighting(start, end, trace, clue)
            for start, end, trace in self._search.places(words)
            for clue in self._telling[trace]
        }
        people = {sighting.clue.person for sighting in found}
        for start, end, trace in self._details.places(words) if people else ():
            beside = self._beside[trace]
            found |= {
                Sighting(start, end, trace, beside[person]) for person in people & beside.keys()
            }
        return sorted(found)


def _own(clues: set[WeightedTrace]) -> Iterator[WeightedTrace]:
    """The clues of a trace; passages shared by several people become doubtful."""
    said = {clue for clue in clues if clue.kind is Kind.PASSAGE and clue.weight is Weight.SURE}
    shared = said if len(said) >= _SHARED else set()
    yield from clues - shared
    yield from (clue._replace(weight=Weight.DOUBTFUL) for clue in shared)


def _spellings(one: Statement, common: Collection[str]) -> Iterator[tuple[Trace, Weight, Kind]]:
    """The traces of a statement, each with its weight; long texts are cut into shingles."""
    match one.kind:
        case Kind.NAME:
            for trace, form in forms_of_name(one.text):
                kind = Kind.PART if form in _PARTS else Kind.NAME
                yield trace, _weight(trace, form, common), kind
        case Kind.EMAIL:
            for trace, form in forms_of_address(one.text):
                is_user = form is Form.USER
                kind = Kind.USER if is_user else Kind.EMAIL
                yield trace, Weight.DOUBTFUL if is_user else Weight.SURE, kind
        case Kind.PASSAGE:
            yield from _of_passage(folded(bare(one.text)))
        case Kind.DETAIL:
            yield folded(bare(one.text)), Weight.BESIDE, Kind.DETAIL
        case _:
            yield folded(one.text), Weight.SURE, one.kind


def _of_passage(words: Trace) -> Iterator[tuple[Trace, Weight, Kind]]:
    """A long text as shingles; a short one as a whole, which another person may have written."""
    for start in range(len(words) - SHINGLE + 1):
        yield words[start : start + SHINGLE], Weight.SURE, Kind.PASSAGE
    if len(words) < SHINGLE:
        weight = Weight.DOUBTFUL if len(words) >= _PHRASE else Weight.BESIDE
        yield words, weight, Kind.PASSAGE


def _weight(trace: Trace, form: Form, common: Collection[str]) -> Weight:
    """How telling a form of a name is on its own; common words are less telling."""
    is_everyday = all(_is_common(word, common) for word in trace if len(word) > 1)
    match form:
        case Form.WHOLE | Form.INITIALS:
            return Weight.AS_A_NAME if is_everyday else Weight.SURE
        case Form.SURNAME | Form.GLUED:
            return Weight.DOUBTFUL if is_everyday else Weight.IN_PROSE
    return Weight.DOUBTFUL


def _is_common(word: str, also: Collection[str]) -> bool:
    """Whether a normalised word is too common or too short to identify a person."""
    return (len(word) < _SHORTEST and word.isalpha()) or word in _everyday() or word in also


@cache
def _everyday() -> frozenset[str]:
    """Common words: of public pages and markup, names of physicists and towns, given names."""
    return frozenset(folded(files(__package__).joinpath("common.txt").read_text("utf-8")))
