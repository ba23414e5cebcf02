"""Sealed matches: the files under data/matches/, which are added and never rewritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentoring import __version__, schemas
from mentoring.errors import DataError, UsageError
from mentoring.files.messages import described
from mentoring.files.strict_json import indented, parse_json
from mentoring.files.text import SEALED_BYTES
from mentoring.files.tree import Tree
from mentoring.matching.instance import serialize as instances
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.serialize import digest
from mentoring.matching.proof import proof as proofs
from mentoring.matching.proof.proof import Proof
from mentoring.matching.proof.verify import verify
from mentoring.problems import Problem
from mentoring.store.entry import require_valid
from mentoring.store.programme import Edition

FOLDER = "data/matches"
PARTS = ("instance", "proof")


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """One sealed match: its number, its instance, and the chosen pairs with their proof.

    `tool` is the version of the tool that computed the fits.
    """

    cohort: str
    number: int
    instance: Instance
    pairs: tuple[Pair, ...]
    proof: Proof
    tool: str = __version__

    def path(self, part: str) -> str:
        """The file of a part, `instance` or `proof`."""
        return _path(self.cohort, self.number, part)

    @property
    def fits(self) -> dict[Pair, int]:
        """The fit of each chosen pair."""
        return dict(zip(self.pairs, self.instance.fits(self.pairs), strict=True))


def numbers(root: Path, cohort: str) -> tuple[int, ...]:
    """The numbers of an edition's sealed matches, in order."""
    names = {path.split("/")[3] for path in Tree(root).list(f"{FOLDER}/{cohort}").files}
    return tuple(sorted(int(name) for name in names if name.isdecimal()))


def number_for(root: Path, cohort: str, instance: Instance) -> tuple[int, Match | None]:
    """The number to seal an instance under, and the match that is sealed there with a valid proof.

    The last number is used again if its instance is the same, or if a crash left one of its files
    missing. So repeating an interrupted command completes it.
    """
    last = max(numbers(root, cohort), default=0)
    if not last or not all((root / _path(cohort, last, part)).is_file() for part in PARTS):
        return last or 1, None
    match = read(root, cohort, last)
    if digest(match.instance) != digest(instance):
        return last + 1, None
    return last, None if verify(instance, match.pairs, match.proof) else match


def read(root: Path, cohort: str, number: int) -> Match:
    """One sealed match; raises DataError if its files are not valid."""
    proof, instance = (_json(root, cohort, number, part) for part in ("proof", "instance"))
    return Match(
        cohort=cohort,
        number=number,
        instance=instances.decode(instance),
        pairs=tuple((mentee, mentor) for mentee, mentor in proof["pairs"]),
        proof=proofs.decode(proof),
        tool=proof.get("tool", __version__),
    )


def read_all(root: Path, cohort: str) -> tuple[list[Match], list[Problem]]:
    """Every readable sealed match of an edition, and the problems of the others."""
    found, problems = list[Match](), list[Problem]()
    for number in numbers(root, cohort):
        try:
            found.append(read(root, cohort, number))
        except DataError as error:
            problems += error.problems
    return found, problems


def latest(root: Path, cohort: str) -> Match:
    """The last sealed match of an edition; raises UsageError if there is none."""
    known = numbers(root, cohort)
    if not known:
        raise UsageError(f"Nothing is matched yet in {cohort}: run `mentoring match {cohort}`.")
    return read(root, cohort, known[-1])


def first_choice(root: Path, cohort: str) -> Match:
    """The last match of the whole edition, as opposed to a replacement."""
    match = latest(root, cohort)
    while match.instance.held and match.number > 1:
        match = read(root, cohort, match.number - 1)
    return match


def deciding(root: Path, edition: Edition, mentee: str) -> Match:
    """The match that made a mentee's current pair, or else the first whole one with the mentee.

    If they are in none of them, the last match of the whole edition.
    """
    if current := edition.current.get(mentee):
        return read(root, edition.name, current.matched.match)
    first = first_choice(root, edition.name)
    later = (number for number in numbers(root, edition.name) if number > first.number)
    matches = (first, *(read(root, edition.name, number) for number in later))
    return next((match for match in matches if mentee in match.instance.rows), first)


def first_of(matches: Sequence[Match]) -> Match:
    """The last of these matches that is not a replacement, or else the first."""
    return next((match for match in reversed(matches) if not match.instance.held), matches[0])


def files(match: Match) -> dict[str, bytes]:
    """The two files of a match, by path.

    Raises DataError if a schema refuses one, or it would be larger than what is read again.
    """
    chosen = {"pairs": [list(pair) for pair in match.pairs], "tool": match.tool}
    parts = {
        "instance": instances.encode(match.instance),
        "proof": proofs.encode(match.proof) | chosen,
    }
    problems = [
        violation.problem(match.path(part))
        for part, value in parts.items()
        for violation in schemas.validate(part, value)
    ]
    sealed = {match.path(part): indented(value) for part, value in parts.items()}
    problems += [
        Problem(path=path, **described(__package__, "match-too-large", size=SEALED_BYTES))
        for path, data in sealed.items()
        if len(data) > SEALED_BYTES
    ]
    if problems:
        raise DataError(problems, "Nothing was written, because the result would not be valid")
    return sealed


def _path(cohort: str, number: int, part: str) -> str:
    return f"{FOLDER}/{cohort}/{number}/{part}.json"


def _json(root: Path, cohort: str, number: int, part: str) -> Any:  # noqa: ANN401 (checked JSON)
    path = _path(cohort, number, part)
    if not (root / path).exists():
        missing = described(__package__, "match-incomplete", part=part, number=number)
        raise DataError([Problem(path=path, **missing)])
    document = parse_json(Tree(root).read(path, size=SEALED_BYTES), path)
    require_valid(part, document)
    return document.value
