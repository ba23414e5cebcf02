"""The subject of an erasure: all applications under one address, anywhere in the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import product
from typing import Any

from mentoring.checks.identity import normalised
from mentoring.errors import DataError
from mentoring.files.yaml.parse import parse
from mentoring.operations.git.objects import Object
from mentoring.people.name_forms import Form, forms_of_address, forms_of_name
from mentoring.people.normalized_words import folded
from mentoring.people.tombstone import tombstones
from mentoring.people.traces import Trace, Traces

_SHORTEST = 2
_TELLING = frozenset({Form.WHOLE, Form.GLUED, Form.ADDRESS})
_HOST = "erased.invalid"  # RFC 2606: a name that never resolves


@dataclass(frozen=True, slots=True)
class Holder:
    """The person in one version of an application; `code` is empty without a profile."""

    id: str
    cohort: str
    name: str
    email: str
    code: str

    @property
    def address(self) -> str:
        """The normalised address that identifies a person; unlike a trace, it keeps punctuation."""
        return normalised(self.email)


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """The people to erase: their tombstones by id, their profile codes, and their words.

    `certain` words identify them anywhere, and are cut out. `doubtful` words, such as a first
    name, may belong to other people, so a person has to examine each place. Each doubtful word
    has a number for use in reports.
    """

    tombstones: Mapping[str, str]
    codes: AbstractSet[str]
    certain: Traces
    doubtful: Traces

    @property
    def identity(self) -> Traces:
        """Only the ids and profile codes, which occur in no other repository."""
        words = (*self.tombstones, *self.codes)
        return Traces({(word,): "" for word in words})

    def address_instead(self, name: str, email: str) -> tuple[str, str]:
        """A commit's name and address, replaced by a tombstone's if they are the subject's."""
        marks = [*self.certain.marks(email), *self.certain.marks(name)]
        if not marks:
            return name, email
        return marks[0].instead, f"{marks[0].instead}@{_HOST}"


def holders(found: Iterable[Object]) -> Iterator[Holder]:
    """The holders of all applications among the objects, in every version."""
    for one in found:
        if one.kind == "blob" and b"person:" in one.data and b"email:" in one.data:
            yield from _holders(one.data)


def _holders(data: bytes) -> Iterator[Holder]:
    """An application's holder under each combination of name and address."""
    try:
        value: Any = parse(data, "").value
        person = value["person"]
        names = [person["name"], *person.get("former_names", ())]
        emails = [person["email"], *person.get("other_emails", ())]
        start, code = (value["id"], value["cohort"]), value.get("profile", {}).get("code") or ""
    except (DataError, LookupError, TypeError, AttributeError):
        return
    for name, email in product(names, emails):
        words = [*start, name, email, code]
        if all(isinstance(word, str) for word in words):
            yield Holder(*words)


def of_person(person: str, known: Iterable[Holder], taken: Iterable[str]) -> Subject:
    """The person with this id, and all applications under an address they have used."""
    everybody = set(known)
    ids = {person}
    while True:
        addresses = {one.address for one in everybody if one.id in ids}
        wider = ids | {one.id for one in everybody if one.address in addresses}
        if wider == ids:
            return _subject(ids, everybody, taken)
        ids = wider


def of_editions(
    cohorts: AbstractSet[str], known: Iterable[Holder], members: Iterable[str]
) -> Subject:
    """Everyone who applied to these editions, and `members`, without individual tombstones.

    Words shared with applications to other editions, perhaps of the same person, are kept.
    """
    everybody = set(known)
    ids = {person.id for person in everybody if person.cohort in cohorts} | set(members)
    return _subject(ids, everybody, None)


def _subject(
    ids: AbstractSet[str], everybody: AbstractSet[Holder], taken: Iterable[str] | None
) -> Subject:
    """The subject of these ids. `taken` are existing tombstones; None means the word “erased”."""
    mine = sorted(
        (person for person in everybody if person.id in ids), key=lambda one: (one.id, one.name)
    )
    others = {word for person in everybody if person.id not in ids for word in _words_of(person)}
    named = sorted(ids)
    stones = (
        dict.fromkeys(named, "erased")
        if taken is None
        else dict(zip(named, tombstones(len(named), taken), strict=True))
    )
    certain: dict[Trace, str] = {}
    for one in mine:
        certain |= dict.fromkeys(_words_of(one) - others, stones[one.id])
    certain |= {(word,): stones[word] for word in named}
    codes = {one.code for one in mine if one.code}
    certain |= {(code,): stones[one.id] for one in mine if (code := one.code)}
    parts = {part for one in mine for part in _parts_of(one) | _words_of(one)}
    doubtful = sorted(parts - certain.keys())
    return Subject(
        tombstones=stones,
        codes=codes,
        certain=Traces(certain),
        doubtful=Traces({part: str(number) for number, part in enumerate(doubtful, 1)}),
    )


def _words_of(one: Holder) -> set[Trace]:
    """The address, and the name if it has several words, in every spelling."""
    forms = (*forms_of_name(one.name), *forms_of_address(one.email))
    return {trace for trace, form in forms if form in _TELLING}


def _parts_of(one: Holder) -> set[Trace]:
    """Words that other people may share: parts of names, initials, the address's user."""
    parts = {(word,) for word in folded(one.name) if len(word) >= _SHORTEST}
    return parts | {trace for trace, _ in (*forms_of_name(one.name), *forms_of_address(one.email))}
