"""Sealing matches again after an erasure: with tombstones for ids, and a new valid proof.

A proof names people in its prices and depends on the draw's tickets, which are made of ids. So each
match is solved again with tombstones, and its new proof checked against the pairs of the time.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from mentoring.errors import DataError, MentoringError
from mentoring.files.messages import message
from mentoring.files.strict_json import parse_json
from mentoring.matching import proof as proofs
from mentoring.matching.instance.instance import Instance, Pair, decode
from mentoring.matching.proof import Proof, verify
from mentoring.matching.solve import solve
from mentoring.operations.git import Repository
from mentoring.operations.match_files import Match, files
from mentoring.people.ids import is_tombstone


def resealed(
    repository: Repository, tombstones: Mapping[str, str], folders: tuple[str, ...] = ()
) -> dict[str, bytes]:
    """New bytes, by blob, of every proven match, outside of `folders`, with one of these people."""
    instances: dict[str, tuple[str, Instance]] = {}
    proven: list[tuple[str, Proof]] = []
    for oid, path in sorted(repository.paths().items()):
        if path.startswith(folders) or not path.startswith("data/matches/"):
            continue
        with suppress(DataError, LookupError, TypeError, ValueError, AttributeError):
            data: Any = parse_json(repository.run("cat-file", "blob", oid), path).value
            if path.endswith("/instance.json"):
                instance = decode(data)
                instances[instance.digest] = (oid, instance)
            elif path.endswith("/proof.json"):
                proven.append((oid, proofs.decode(data)))
    new: dict[str, bytes] = {}
    for oid, proof in proven:
        if proof.instance in instances:
            instance_oid, instance = instances[proof.instance]
            is_theirs = not tombstones.keys().isdisjoint(instance.homes)
            if is_theirs and not verify(instance, proof):
                # the number is only in the path, and not needed
                match = Match(cohort=instance.cohort, number=1, instance=instance, proof=proof)
                new[instance_oid], new[oid] = files(reseal(match, tombstones)).values()
    return new


def reseal(match: Match, tombstones: Mapping[str, str]) -> Match:
    """The match with tombstones in place of ids; raises MentoringError if it has no new proof."""

    def name(person: str) -> str:
        return tombstones.get(person, person)

    def renamed(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        return tuple(sorted((name(mentee), name(mentor)) for mentee, mentor in pairs))

    old, pairs = match.instance, renamed(match.pairs)
    codes, drawn = old.why_not, tuple(pair for pair in pairs if any(map(is_tombstone, pair)))
    instance = replace(
        old,
        mentees=tuple(replace(mentee, id=name(mentee.id)) for mentee in old.mentees),
        mentors=tuple(replace(mentor, id=name(mentor.id)) for mentor in old.mentors),
        why_not=codes and {":".join(map(name, key.split(":"))): codes[key] for key in codes},
        pins=renamed(old.pins),
        held=renamed(old.held),
        waited={name(person): rank for person, rank in old.waited.items()},
        drawn=drawn if old.lottery is not None else (),
    )
    proof = replace(solve(instance).proof, pairs=pairs, tool=match.proof.tool)
    if verify(instance, proof):
        raise MentoringError(message(__package__, "no-proof", match=match))
    return replace(match, instance=instance, proof=proof)
