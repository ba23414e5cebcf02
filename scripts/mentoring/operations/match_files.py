"""Sealed matches: files that are added and never rewritten."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentoring import schemas
from mentoring.errors import DataError, UsageError
from mentoring.files.messages import described
from mentoring.files.strict_json import indented, parse_json
from mentoring.files.text import SEALED_BYTES
from mentoring.files.tree import Tree
from mentoring.matching import proof as proofs
from mentoring.matching.instance import instance as instances
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.proof import Proof, verify
from mentoring.problems import Problem
from mentoring.store.entry import require_valid
from mentoring.store.programme import Edition

FOLDER = "data/matches"
PARTS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "instance": (instances.encode, instances.decode),
    "proof": (proofs.encode, proofs.decode),
}
"""The files of a match: how each is encoded and decoded."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """One sealed match: its number, its instance, and the proof of its pairs."""

    cohort: str
    number: int
    instance: Instance
    proof: Proof

    def path(self, part: str) -> str:
        """The file of a part, `instance` or `proof`."""
        return _path(self.cohort, self.number, part)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The chosen pairs, by mentee."""
        return self.proof.pairs

    @property
    def fits(self) -> dict[Pair, int]:
        """The fit of each chosen pair."""
        return dict(zip(self.pairs, self.instance.fits(self.pairs), strict=True))


def numbers(root: Path, cohort: str) -> tuple[int, ...]:
    """The numbers of an edition's sealed matches, in order."""
    names = {path.split("/")[3] for path in Tree(root).list(f"{FOLDER}/{cohort}").files}
    return tuple(sorted(int(name) for name in names if name.isdecimal()))


def sealed(root: Path, cohort: str, instance: Instance, prove: Callable[[], Proof]) -> Match:
    """The match of an instance: the last one if it is proven, or else a new one.

    The last number is used again if its instance is the same, or if a crash left one of its files
    missing. So repeating an interrupted command completes it.
    """
    number = max(numbers(root, cohort), default=0)
    if number and all((root / _path(cohort, number, part)).is_file() for part in PARTS):
        match = read(root, cohort, number)
        if match.instance.digest != instance.digest:
            number += 1
        elif not verify(instance, match.proof):
            return match
    return Match(cohort=cohort, number=number or 1, instance=instance, proof=prove())


def read(root: Path, cohort: str, number: int) -> Match:
    """One sealed match; raises DataError if its files are not valid."""
    parts: dict[str, Any] = {}
    # The proof first: if it is missing or damaged, the large instance need not be read.
    for part in reversed(PARTS):
        path = _path(cohort, number, part)
        if not (root / path).exists():
            missing = described(__package__, "match-incomplete", part=part, number=number)
            raise DataError([Problem(path=path, **missing)])
        parts[part] = decoded(part, Tree(root).read(path, size=SEALED_BYTES), path)
    return Match(cohort=cohort, number=number, **parts)


def decoded(part: str, data: bytes, path: str) -> Any:  # noqa: ANN401 (an instance or a proof)
    """A part of a match from its file; raises DataError if it is not valid by its schema."""
    document = parse_json(data, path)
    require_valid(part, document)
    return PARTS[part][1](document.value)


def read_all(root: Path, cohort: str) -> tuple[list[Match], list[Problem]]:
    """Every readable sealed match of an edition, and the problems of the others."""
    found, problems = list[Match](), list[Problem]()
    for number in numbers(root, cohort):
        try:
            found.append(read(root, cohort, number))
        except DataError as error:
            problems += error.problems
    return found, problems


def newest_first(root: Path, cohort: str) -> Iterator[Match]:
    """The sealed matches of an edition, each read when needed; raises UsageError without any."""
    known = numbers(root, cohort)
    if not known:
        raise UsageError(f"Nothing is matched yet in {cohort}: run `mentoring match {cohort}`.")
    return (read(root, cohort, number) for number in reversed(known))


def since_first_choice(newest_first: Iterable[Match]) -> list[Match]:
    """The last match of the whole edition (or else the oldest), and the replacements after it."""
    found = list[Match]()
    for match in newest_first:
        found.insert(0, match)
        if not match.instance.held:
            break
    return found


def deciding(root: Path, edition: Edition, mentee: str) -> Match:
    """The match that made a mentee's current pair, or else the first whole one with the mentee.

    If they are in none of them, the last match of the whole edition.
    """
    if current := edition.current.get(mentee):
        return read(root, edition.name, current.matched.match)
    matches = since_first_choice(newest_first(root, edition.name))
    return next((match for match in matches if mentee in match.instance.rows), matches[0])


def files(match: Match) -> dict[str, bytes]:
    """The two files of a match, by path.

    Raises DataError if a schema refuses one, or it would be larger than what is read again.
    """
    written, problems = dict[str, bytes](), list[Problem]()
    for part, (encode, _) in PARTS.items():
        value, path = encode(getattr(match, part)), match.path(part)
        written[path] = indented(value)
        problems += (violation.problem(path) for violation in schemas.validate(part, value))
        if len(written[path]) > SEALED_BYTES:
            too_large = described(__package__, "match-too-large", size=SEALED_BYTES)
            problems.append(Problem(path=path, **too_large))
    if problems:
        raise DataError(problems, "Nothing was written, because the result would not be valid")
    return written


def _path(cohort: str, number: int, part: str) -> str:
    return f"{FOLDER}/{cohort}/{number}/{part}.json"
