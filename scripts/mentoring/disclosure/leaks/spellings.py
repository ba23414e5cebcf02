"""The spellings in which a personal value can occur in a text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from importlib.resources import files

from mentoring.disclosure.leaks.fields import Statement
from mentoring.disclosure.leaks.finding import Kind, Weight, WeightedTrace
from mentoring.people.name_forms import Form, forms_of_address, forms_of_name
from mentoring.people.normalized_words import bare, folded
from mentoring.people.traces import Trace

SHINGLE = 8
"""The number of consecutive words of a longer text that identify it."""

_SHORTEST = 5  # the fewest letters of a word that is not common
_PHRASE = 4  # fewer words than this are common to many texts
_PARTS = frozenset({Form.SURNAME, Form.GIVEN})


def forms(one: Statement, common: Collection[str] = ()) -> Iterator[tuple[Trace, WeightedTrace]]:
    """The traces of a statement, each with its weight; long texts are cut into shingles.

    Names in `common` are also words of the programme.
    """
    found = _of_name(one.text, common) if one.kind is Kind.NAME else _FORMS[one.kind](one.text)
    for trace, weight, kind in found:
        if trace:
            yield trace, WeightedTrace(one.person, kind, weight)


_Form = tuple["Trace", Weight, Kind]


def _of_name(name: str, common: Collection[str]) -> Iterator[_Form]:
    for trace, form in forms_of_name(name):
        yield trace, _weight(trace, form, common), Kind.PART if form in _PARTS else Kind.NAME


def _weight(trace: Trace, form: Form, common: Collection[str]) -> Weight:
    """How telling a form of a name is on its own; common words are less telling."""
    is_everyday = [is_common(word, common) for word in trace if len(word) > 1]
    match form:
        case Form.WHOLE | Form.INITIALS:
            return Weight.AS_A_NAME if all(is_everyday) else Weight.SURE
        case Form.SURNAME | Form.GLUED:
            return Weight.DOUBTFUL if all(is_everyday) else Weight.IN_PROSE
    return Weight.DOUBTFUL


def is_common(word: str, also: Collection[str] = ()) -> bool:
    """Whether a normalised word is too common or too short to identify a person.

    `also` are the programme's own words.
    """
    return (len(word) < _SHORTEST and word.isalpha()) or word in _everyday() or word in also


@cache
def _everyday() -> frozenset[str]:
    """Common words: of public pages and markup, names of physicists and towns, given names."""
    return frozenset(folded(files(__package__).joinpath("common.txt").read_text("utf-8")))


def _of_address(address: str) -> Iterator[_Form]:
    for trace, form in forms_of_address(address):
        is_user = form is Form.USER
        kind = Kind.USER if is_user else Kind.EMAIL
        yield trace, Weight.DOUBTFUL if is_user else Weight.SURE, kind


def _of_id(identity: str) -> Iterator[_Form]:
    yield folded(identity), Weight.SURE, Kind.ID


def _of_code(code: str) -> Iterator[_Form]:
    yield folded(code), Weight.SURE, Kind.CODE


def _of_passage(text: str) -> Iterator[_Form]:
    """A long text as shingles; a short one as a whole, which another person may have written."""
    words = folded(bare(text))
    for start in range(len(words) - SHINGLE + 1):
        yield words[start : start + SHINGLE], Weight.SURE, Kind.PASSAGE
    if len(words) < SHINGLE:
        weight = Weight.DOUBTFUL if len(words) >= _PHRASE else Weight.BESIDE
        yield words, weight, Kind.PASSAGE


def _of_detail(text: str) -> Iterator[_Form]:
    yield folded(bare(text)), Weight.BESIDE, Kind.DETAIL


_FORMS: dict[Kind, Callable[[str], Iterator[_Form]]] = {
    Kind.EMAIL: _of_address,
    Kind.ID: _of_id,
    Kind.CODE: _of_code,
    Kind.PASSAGE: _of_passage,
    Kind.DETAIL: _of_detail,
}
