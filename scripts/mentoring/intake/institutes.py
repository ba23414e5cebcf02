"""The register of institutes: their spellings in records, similar names, and how to settle them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from mentoring.errors import DataError, NeedsKeyError, UsageError
from mentoring.files.atomic import content
from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse
from mentoring.intake import describe
from mentoring.intake.corrections import tag_of
from mentoring.people.application import Application
from mentoring.people.institute import Institute, Institutes, alike, comparable
from mentoring.people.organisers import Roster
from mentoring.problems import DataPath, Problem
from mentoring.store import vault
from mentoring.store.entry import Entry, read_record, to_plain
from mentoring.store.programme import Programme

SCHEMA = "# yaml-language-server: $schema=.schemas/institutes.json\n"


class Spelling(NamedTuple):
    """An institute's name in a record: the entry, and the steps to the name."""

    entry: Entry[Application] | Entry[Roster]
    steps: DataPath
    name: str


def read(root: Path) -> Institutes:
    """The programme's register; raises DataError, or NeedsKeyError if no key at hand opens it."""
    data = vault.read_register(root, vault.vault_of(root))
    if data is None:
        return Institutes()
    return read_record(parse(data, vault.REGISTER), "institutes", Institutes)


def files(root: Path, register: Institutes) -> vault.Files:
    """The register's files; what is encrypted changes only with its text."""
    text = (SCHEMA + dump(to_plain(register))).encode()
    return vault.register_files(text, vault.vault_of(root), content(root / vault.SEALED_REGISTER))


def spellings(programme: Programme) -> Iterator[Spelling]:
    """Every institute in the records of every edition."""
    for edition in (each for each in programme.editions.values() if each.is_open):
        for entry in edition.applications:
            yield Spelling(entry, ("institute",), entry.record.institute)
            for number, name in enumerate(entry.record.other_institutes):
                yield Spelling(entry, ("other_institutes", number), name)
        if roster := edition.roster:
            for number, member in enumerate(roster.record.members):
                yield Spelling(roster, ("members", number, "institute"), member.institute)


def alike_pairs(found: Iterable[Spelling], register: Institutes) -> dict[str, tuple[str, str]]:
    """Names that may be one institute, by a lasting tag; first the registered or frequent one."""
    counts = Counter(register.name_of(spelling.name) for spelling in found)
    for institute in register.institutes:
        counts[institute.name] += len(counts) + sum(counts.values())
    distinct = {comparable(name): name for name in sorted(counts)}
    pairs = [
        tuple(sorted(pair, key=lambda name: (-counts[name], name)))
        for pair in combinations(sorted(distinct.values()), 2)
        if alike(*pair) and not register.are_two(*pair)
    ]
    return {tag_of("\n".join(pair), 4): (pair[0], pair[1]) for pair in pairs}


def problems(root: Path, programme: Programme) -> Iterator[Problem]:
    """Problems: spellings that the register replaces, and similar names that are not settled."""
    try:
        register = read(root)
    except DataError as error:
        yield from error.problems
        return
    except NeedsKeyError:  # without names there is nothing to compare
        return
    found = list(spellings(programme))
    for spelling in found:
        if register.name_of(spelling.name) != spelling.name:
            yield spelling.entry.problem(**describe("institute-alias"), at=spelling.steps)
    places = {comparable(spelling.name): spelling for spelling in reversed(found)}
    for tag, pair in alike_pairs(found, register).items():
        first, second = (places.get(comparable(name)) for name in pair)
        if second is not None:
            where = f" as at {first.entry.where(first.steps)}" if first else ""
            alike_names = describe("institutes-alike", where=where, tag=tag)
            yield second.entry.problem(**alike_names, at=second.steps)


def settle(
    register: Institutes, pairs: dict[str, tuple[str, str]], tag: str, *, same: bool
) -> Institutes:
    """The register with a pair settled, as one institute or two; UsageError for an unknown tag."""
    if tag not in pairs:
        waiting = f"The tags are {', '.join(pairs)}." if pairs else "There are none left."
        raise UsageError(f"No two institutes have the tag {tag}. {waiting}")
    name, alias = pairs[tag]
    if not same:
        return replace(register, distinct=(*register.distinct, (name, alias)))
    known = {institute.name: institute for institute in register.institutes}
    taken = known.pop(alias, Institute(name=alias))
    kept = known.get(name, Institute(name=name))
    known[name] = replace(kept, aliases=(*kept.aliases, alias, *taken.aliases))
    return replace(register, institutes=tuple(known[key] for key in sorted(known)))


def rewritten(programme: Programme, register: Institutes) -> Iterator[Application | Roster]:
    """The records that spell a registered institute differently, with its registered name."""
    name_of = register.name_of
    for edition in programme.editions.values():
        for application in (entry.record for entry in edition.applications):
            first, *others = dict.fromkeys(map(name_of, application.institutes))
            if (first, *others) != application.institutes:
                yield replace(application, institute=first, other_institutes=tuple(others))
        if edition.roster:
            roster = edition.roster.record
            named = (replace(each, institute=name_of(each.institute)) for each in roster.members)
            renamed = replace(roster, members=tuple(named))
            yield from [renamed] if renamed != roster else []
