"""Finds the people that typed names refer to."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from babel import Locale

from mentoring.checks.identity import normalised
from mentoring.people import normalized_words
from mentoring.people.application import Application

LANGUAGES = ("en", "fr", "de", "it", "es", "pt")
"""The languages of forms; Unicode's CLDR gives their words for “and” and “or”."""
_SIGNS = r"[;/|&+•·\n]|(?<!\w)\d+[.)]\s|\s[-–—]\s|[\u3001\uff0c]"
_COMMA = re.compile(r"\s*,\s*")


def split_names(text: str) -> tuple[str, ...]:
    """The names in a text, without duplicates; a single name is returned unchanged.

    A comma may separate people or be part of a name, as in “Muster, Carla”. Two parts stay
    together if one of them is a single word.
    """
    pieces = [piece for part in _between().split(text) for piece in _at_commas(part)]
    names = (" ".join(piece.split()).strip(" ,-–*") for piece in pieces)
    return tuple(dict.fromkeys(filter(None, names))) or (text,)


def _at_commas(part: str) -> list[str]:
    pieces = [piece for piece in _COMMA.split(part) if piece]
    inside = len(pieces) == 2 and any(len(piece.split()) == 1 for piece in pieces)  # noqa: PLR2004
    return [part] if inside else pieces


@cache
def _between() -> re.Pattern[str]:
    """The separators between people: a sign, or a lower-case word for “and” or “or”."""
    words = {_word(language, style) for language in LANGUAGES for style in ("standard", "or")}
    joined = "|".join(sorted(filter(None, words), key=len, reverse=True))
    return re.compile(rf"{_SIGNS}|\s(?:{joined})\s")


def _word(language: str, style: str) -> str:
    """The word before the last item of a list: “und” in “A, B und C”."""
    pattern: str = Locale.parse(language).list_patterns[style]["end"]
    return re.escape(pattern.replace("{0}", "").replace("{1}", "").strip(" ,"))


CLOSE = 0.6  # difflib's ratio from which a name that shares a part is proposed


def folded(name: str) -> str:
    """A name normalised for comparison: no case or accents, its parts sorted."""
    return " ".join(sorted(normalized_words.folded(name))) or name.strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleIndex:
    """The people of an edition by name and by address; a person may have two applications."""

    _ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_part: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, id: str, name: str, email: str) -> None:  # noqa: A002 (it is one)
        """Add a person's application."""
        address = normalised(email)
        self._ids[address].add(id)
        self._by_name[folded(name)].add(address)
        for part in folded(name).split():
            self._by_part[part].add(folded(name))

    def add_addresses(self, id: str, emails: Iterable[str]) -> None:  # noqa: A002 (it is one)
        """Add other addresses of a person already in the index."""
        for address in map(normalised, emails):
            self._ids[address].add(id)

    def exactly(self, typed: str) -> tuple[str, ...]:
        """The ids of the one person that the name matches; empty if it matches none or several."""
        address = normalised(typed)
        meant = {address} if address in self._ids else self._by_name.get(folded(typed), set())
        return tuple(sorted(self._ids[next(iter(meant))])) if len(meant) == 1 else ()

    def namesakes(self, name: str, email: str) -> tuple[str, ...]:
        """The ids of people with the same name but another address."""
        others = self._by_name.get(folded(name), set()) - {normalised(email)}
        return self._of(others)

    def perhaps(self, typed: str) -> tuple[str, ...]:
        """The ids of people with similar names, for a steward to decide."""
        parts = folded(typed).split()
        alike = sorted({name for part in parts for name in self._by_part.get(part, ())})
        close = difflib.get_close_matches(folded(typed), alike, n=3, cutoff=CLOSE)
        addresses = {address for name in close for address in self._by_name[name]}
        return self._of(addresses)

    def _of(self, addresses: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(one for address in addresses for one in self._ids[address]))


def everybody(people: Iterable[Application]) -> PeopleIndex:
    """The people of these applications."""
    known = PeopleIndex()
    for person in people:
        for name in person.person.names:
            known.add(person.id, name, person.person.email)
        known.add_addresses(person.id, person.person.other_emails)
    return known


def resolved(
    names: Iterable[str], known: PeopleIndex, own: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids that the names refer to, and the unresolved names; the person's own id is left out.

    A line that matches no name as a whole is split, and each name in it is resolved separately.
    """
    ids: list[str] = []
    left: list[str] = []
    for line in names:
        for name in [line] if known.exactly(line) else split_names(line):
            found = [one for one in known.exactly(name) if one not in set(own)]
            ids += found
            left += [] if found else [name]
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(left))
