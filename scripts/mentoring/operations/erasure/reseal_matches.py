"""Sealing matches again after an erasure: with tombstones for ids, and a new valid proof.

A proof names people in its prices and, if there was a draw, depends on tickets, which are computed
from ids. So each match is solved again with tombstones (`matching.instance.tickets` defines their
tickets), and the new proof is checked against the pairs chosen at the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from mentoring import __version__
from mentoring.errors import DataError, MentoringError
from mentoring.files.strict_json import parse_json
from mentoring.matching.instance import serialize as sealed
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.proof import proof as proofs
from mentoring.matching.proof.verify import verify
from mentoring.matching.solve import prove, solve
from mentoring.operations.git.objects import paths
from mentoring.operations.git.repository import Repository
from mentoring.operations.match_files import Match, files
from mentoring.people.tombstone import is_tombstone


def resealed(
    repository: Repository, tombstones: Mapping[str, str], folders: tuple[str, ...] = ()
) -> dict[str, bytes]:
    """New bytes, by the blob's name, for every version of a sealed match with one of these people.

    Files in `folders` are skipped, because they will be removed. A match without a valid proof is
    skipped too: its ids are replaced as in any other file.
    """
    where = {oid: path for oid, path in paths(repository).items() if not path.startswith(folders)}
    instances = {}
    for oid, data in _versions(repository, where, "instance.json"):
        if instance := _instance(data):
            instances[sealed.digest(instance)] = (oid, instance)
    new: dict[str, bytes] = {}
    for oid, data in _versions(repository, where, "proof.json"):
        of, instance = instances.get(str(data.get("instance")), ("", None))
        if instance and _names(instance, tombstones) and _holds(match := _match(data, instance)):
            new[of], new[oid] = _both(match, tombstones)
    return new


def _holds(match: Match) -> bool:
    return not verify(match.instance, match.pairs, match.proof)


def _both(match: Match, tombstones: Mapping[str, str]) -> tuple[bytes, bytes]:
    instance, proof = files(reseal(match, tombstones)).values()
    return instance, proof


def reseal(match: Match, tombstones: Mapping[str, str]) -> Match:
    """The match with tombstones in place of ids, and a new proof of its pairs."""
    pairs = _renamed(match.pairs, tombstones)
    instance = _without(match.instance, pairs, tombstones)
    new = Match(
        cohort=match.cohort,
        number=match.number,
        instance=instance,
        pairs=pairs,
        proof=prove(instance, solve(instance)),
        tool=match.tool,
    )
    if not _holds(new):
        raise MentoringError(
            f"The sealed match {match.number} of {match.cohort} could not be proven again without "
            "this person. Nothing was changed; please report this."
        )
    return new


def _without(
    instance: Instance, pairs: tuple[Pair, ...], tombstones: Mapping[str, str]
) -> Instance:
    drawn = tuple(pair for pair in pairs if any(map(is_tombstone, pair)))
    return replace(
        instance,
        mentees=tuple(
            replace(mentee, id=tombstones.get(mentee.id, mentee.id)) for mentee in instance.mentees
        ),
        mentors=tuple(
            replace(mentor, id=tombstones.get(mentor.id, mentor.id)) for mentor in instance.mentors
        ),
        why_not=_why_not(instance.why_not, tombstones),
        pins=_renamed(instance.pins, tombstones),
        held=_renamed(instance.held, tombstones),
        waited={tombstones.get(key, key): rank for key, rank in instance.waited.items()},
        drawn=drawn if instance.lottery is not None else (),
    )


def _renamed(pairs: Iterable[Pair], tombstones: Mapping[str, str]) -> tuple[Pair, ...]:
    new = ((tombstones.get(one, one), tombstones.get(other, other)) for one, other in pairs)
    return tuple(sorted(new))


def _why_not(
    codes: Mapping[str, tuple[str, ...]] | None, tombstones: Mapping[str, str]
) -> dict[str, tuple[str, ...]] | None:
    if codes is None:
        return None
    split = ((key.split(":"), value) for key, value in codes.items())
    return {":".join(tombstones.get(one, one) for one in pair): value for pair, value in split}


def _versions(
    repository: Repository, where: Mapping[str, str], name: str
) -> Iterator[tuple[str, Any]]:
    """Every version of the sealed files with that name, as plain data."""
    for oid, path in sorted(where.items()):
        if path.startswith("data/matches/") and path.endswith(f"/{name}"):
            with suppress(DataError):
                yield (
                    oid,
                    parse_json(repository.run("cat-file", "blob", oid), path, whole=True).value,
                )


def _instance(data: Any) -> Instance | None:  # noqa: ANN401 (plain data)
    try:
        return sealed.decode(data)
    except (LookupError, TypeError, ValueError, AttributeError):
        return None


def _match(data: Any, instance: Instance) -> Match:  # noqa: ANN401 (plain data)
    """The match, without its number, which is only in its path and not needed."""
    return Match(
        cohort=instance.cohort,
        number=1,
        instance=instance,
        pairs=tuple((mentee, mentor) for mentee, mentor in data["pairs"]),
        proof=proofs.decode(data),
        tool=data.get("tool", __version__),
    )


def _names(instance: Instance, tombstones: Mapping[str, str]) -> bool:
    ids = [*(mentee.id for mentee in instance.mentees), *(mentor.id for mentor in instance.mentors)]
    return any(one in tombstones for one in ids)
