"""Finds the people that typed names refer to."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable

from mentoring.people import normalized_words
from mentoring.people.application import Application
from mentoring.people.normalized_words import normalised

CLOSE = 0.6  # difflib's ratio from which a name that shares a part is proposed
# What stands between people: a sign, or “and” and “or” in lower case, in the languages of forms.
_BETWEEN = re.compile(
    r"[;/|&+•·\n]|(?<!\w)\d+[.)]\s|\s[-–—]\s|[\u3001\uff0c]|\s(?:and|or|e|et|o|oder|ou|und|y)\s"
)


def split_names(text: str) -> tuple[str, ...]:
    """The names in a text, without duplicates; a single name is returned unchanged.

    A comma may separate people or be part of a name, as in “Muster, Carla”. Two parts stay
    together if one of them is a single word.
    """
    names: list[str] = []
    for part in _BETWEEN.split(text):
        pieces = [piece for piece in re.split(r"\s*,\s*", part) if piece]
        inside = len(pieces) == 2 and any(len(piece.split()) == 1 for piece in pieces)  # noqa: PLR2004
        names += [part] if inside else pieces
    found = (" ".join(name.split()).strip(" ,-–*") for name in names)
    return tuple(dict.fromkeys(filter(None, found))) or (text,)


def _folded(name: str) -> str:
    """A name normalised for comparison: no case or accents, its parts sorted."""
    return " ".join(sorted(normalized_words.folded(name))) or name.strip()


class PeopleIndex:
    """The people of an edition by name and by address; a person may have two applications."""

    def __init__(self, people: Iterable[Application] = ()) -> None:
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for application in people:
            for name in application.person.names:
                self.add(application.id, name, application.person.email)
            for address in map(normalised, application.person.other_emails):
                self._ids[address].add(application.id)

    def add(self, person: str, name: str, email: str) -> None:
        """Add the application `person`."""
        self._ids[normalised(email)].add(person)
        self._by_name[_folded(name)].add(normalised(email))

    def _ids_of(self, addresses: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(person for address in addresses for person in self._ids[address]))

    def matching(self, typed: str) -> tuple[str, ...]:
        """The ids of the one person that the name matches; empty if it matches none or several."""
        address = normalised(typed)
        meant = {address} if address in self._ids else self._by_name.get(_folded(typed), set())
        return self._ids_of(meant) if len(meant) == 1 else ()

    def namesakes(self, name: str, email: str) -> tuple[str, ...]:
        """The ids of people with the same name but another address."""
        return self._ids_of(self._by_name.get(_folded(name), set()) - {normalised(email)})

    def similar(self, typed: str) -> tuple[str, ...]:
        """The ids of people with similar names, for a steward to decide."""
        folded = _folded(typed)
        parts = set(folded.split())
        alike = sorted(name for name in self._by_name if parts & set(name.split()))
        close = difflib.get_close_matches(folded, alike, n=3, cutoff=CLOSE)
        return self._ids_of({address for name in close for address in self._by_name[name]})

    def resolved(self, lines: Iterable[str], by: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids that names refer to, without those of the address `by`, and unresolved names.

        A line that matches no name as a whole is split, and each name is resolved separately.
        """
        ids, unresolved, own = dict[str, None](), dict[str, None](), self.matching(by)
        for line in lines:
            for name in [line] if self.matching(line) else split_names(line):
                others = [person for person in self.matching(name) if person not in own]
                ids |= dict.fromkeys(others)
                unresolved |= {} if others else {name: None}
        return tuple(ids), tuple(unresolved)
