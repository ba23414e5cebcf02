"""The forms in which something of somebody's could stand in a text."""

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
"""Of a longer text, so many words that follow each other give it away."""

_SHORTEST = 5  # letters of a word that is no everyday one
_PHRASE = 4  # fewer words than these are said by everybody
_PARTS = frozenset({Form.SURNAME, Form.GIVEN})


def forms(one: Statement, common: Collection[str] = ()) -> Iterator[tuple[Trace, WeightedTrace]]:
    """The traces of a statement, each with what it says; long texts are cut into shingles.

    Names in `common` are words of the programme, too.
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
    """How much a form of a name says on its own; everyday words say less."""
    is_everyday = [is_common(word, common) for word in trace if len(word) > 1]
    match form:
        case Form.WHOLE | Form.INITIALS:
            return Weight.AS_A_NAME if all(is_everyday) else Weight.SURE
        case Form.SURNAME | Form.GLUED:
            return Weight.DOUBTFUL if all(is_everyday) else Weight.IN_PROSE
    return Weight.DOUBTFUL


def is_common(word: str, also: Collection[str] = ()) -> bool:
    """Whether a word, as it compares, tells nobody apart: an everyday word, or a short one.

    `also` are the programme's own words.
    """
    return (len(word) < _SHORTEST and word.isalpha()) or word in _everyday() or word in also


@cache
def _everyday() -> frozenset[str]:
    """Words of the public pages and of their markup, physicists, towns, given names."""
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
    """A long text by its shingles; a short one as a whole, which may well be somebody else's."""
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
