"""The subject of an erasure: all applications under one address, anywhere in the history."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from operator import attrgetter
from typing import Any, get_args

from mentoring.errors import DataError
from mentoring.files.yaml.parse import parse
from mentoring.operations.git import Object
from mentoring.people.ids import tombstones
from mentoring.people.normalized_words import folded, normalised
from mentoring.people.traces import Form, Trace, Traces, forms_of_address, forms_of_name
from mentoring.store.vault import Vault

Quote = tuple[str, Trace]
"""A person's id, and the words of theirs that may be quoted."""
_SHORTEST = 2
_TELLING: tuple[Form, ...] = ("whole", "glued", "address")
_OF_PEOPLE = re.compile(rb"person:|profile:|\nquote:")


@dataclass(frozen=True, slots=True)
class Holder:
    """The person in one version of an application; `code` is empty without a profile."""

    id: str
    cohort: str
    name: str
    email: str
    code: str

    def traces(self, forms: Collection[Form] = get_args(Form)) -> set[Trace]:
        """The name and the address in every spelling of these forms."""
        spellings = (*forms_of_name(self.name), *forms_of_address(self.email))
        return {trace for trace, form in spellings if form in forms}


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """The people to erase: their tombstones by id, and their words.

    `certain` words are cut out anywhere; `identity` are the ids and codes among them, which are in
    no other repository. A person examines the places of `doubtful` words, which reports number.
    """

    tombstones: Mapping[str, str]
    identity: Traces
    certain: Traces
    doubtful: Traces


def known_people(objects: Iterable[Object], vault: Vault) -> tuple[set[Holder], list[Quote]]:
    """The holders of all applications, and all quotes, in every version; `vault` opens them.

    A version, whose identity may be another file, has a holder for each combination of its values.
    """
    codes: dict[str, set[str]] = defaultdict(set)
    people: list[dict[str, Any]] = []
    quotes: list[Quote] = []
    for item in objects:
        data = vault.opened(item.data) if item.kind == "blob" else b""
        with suppress(DataError):
            value: Any = parse(data, "").value if _OF_PEOPLE.search(data) else None
            if not isinstance(value, dict):
                continue
            if "person" in value:
                people.append(value)
            if isinstance(profile := value.get("profile"), dict) and profile.get("code"):
                codes[str(value.get("id"))].add(str(profile["code"]))
            if isinstance(quote := value.get("quote"), str):
                quotes.append((str(value.get("id")), folded(quote)))
    holders = set()
    for record in people:
        with suppress(LookupError, TypeError, AttributeError):
            person, own = record["person"], codes.get(str(record["id"]), {""})
            names = [person["name"], *person.get("former_names", ())]
            emails = [person["email"], *person.get("other_emails", ())]
            for words in product([record["id"]], [record["cohort"]], names, emails, own):
                if all(isinstance(word, str) for word in words):
                    holders.add(Holder(*words))
    return holders, quotes


def of_person(
    person: str, known: Iterable[Holder], taken: Iterable[str], quotes: Iterable[Quote] = ()
) -> Subject:
    """The person with this id, and all applications under an address they have used."""
    everyone = {holder: normalised(holder.email) for holder in known}  # which keeps punctuation
    ids, wider = set[str](), {person}
    while wider != ids:
        ids = wider
        addresses = {address for holder, address in everyone.items() if holder.id in ids}
        wider = ids | {holder.id for holder, address in everyone.items() if address in addresses}
    stones = dict(zip(sorted(ids), tombstones(len(ids), taken), strict=True))
    said = {trace: stones[own] for own, trace in quotes if trace and own in stones}
    return _subject(stones, everyone.keys(), said)


def of_editions(
    cohorts: set[str], known: Iterable[Holder], members: Iterable[str], ended: Iterable[Trace] = ()
) -> Subject:
    """Everyone who applied to these editions, and `members`; words that others share stay."""
    everyone = set(known)
    ids = {holder.id for holder in everyone if holder.cohort in cohorts} | set(members)
    said = dict.fromkeys(ended, "erased")
    return _subject(dict.fromkeys(ids, "erased"), everyone, said)


def _subject(
    stones: Mapping[str, str], everyone: AbstractSet[Holder], said: Mapping[Trace, str]
) -> Subject:
    """The subject with these tombstones by id; `said` are their quotes."""
    mine = sorted((holder for holder in everyone if holder.id in stones), key=attrgetter("id"))
    shared = {word for holder in everyone - set(mine) for word in holder.traces(_TELLING)}
    codes = {holder.code: stones[holder.id] for holder in mine if holder.code}
    identity: dict[Trace, str] = {(word,): stone for word, stone in {**stones, **codes}.items()}
    certain: dict[Trace, str] = {}
    for holder in mine:
        certain |= dict.fromkeys(holder.traces(_TELLING) - shared, stones[holder.id])
    certain |= {**identity, **said}
    # Words that other people may share: parts of names, initials, the address's user.
    parts = {trace for holder in mine for trace in holder.traces()}
    parts |= {(word,) for holder in mine for word in folded(holder.name) if len(word) >= _SHORTEST}
    doubtful = enumerate(sorted(parts - certain.keys()), 1)
    return Subject(
        tombstones=stones,
        identity=Traces(identity),
        certain=Traces(certain),
        doubtful=Traces({part: str(number) for number, part in doubtful}),
    )
