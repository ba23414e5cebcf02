"""How many single changes `verify` catches: `python -m tests.tampering` prints it by kind of field.

Every value and every entry of the sealed instance and of the proof, its pairs among them, is
changed, one at a time, and every value of the data. A change in the data does not matter to
matching if today's data still seal the same instance, as after a change of a person's name.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from tests.matching.instances import DEFAULT, REPAIR, made
from tests.matching.tampering import mutations

from mentoring import schemas
from mentoring.errors import MentoringError
from mentoring.files.yaml.emit import dump
from mentoring.matching import proof
from mentoring.matching.instance.instance import decode, encode
from mentoring.matching.proof import verify
from mentoring.matching.solve import solve
from mentoring.operations.run_match import match
from mentoring.operations.verification import verdict
from mentoring.programme.rules import Balance
from mentoring.scoring.criteria import names
from mentoring.store.reader import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mentoring.matching.instance.instance import Instance

    Steps = tuple[str | int, ...]

BASE = Path(__file__).parent / "checks" / "base"
OBJECTIVES = (DEFAULT, REPAIR, ("pairs", "leximin"), ("floor", "pairs", "fit"), ("fit", "lottery"))
UNREADABLE = (
    MentoringError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
    OverflowError,
)
"""Errors of the schema or of reading the file, before anything is checked."""


@dataclass(kw_only=True, slots=True)
class Score:
    """Changes by kind of field: how many there were, and how many were caught."""

    made: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)

    def count(self, kind: str, *, caught: bool) -> None:
        """One change more."""
        self.made[kind] += 1
        self.caught[kind] += caught

    @property
    def missed(self) -> set[str]:
        """The kinds with an undetected change."""
        return {kind for kind, number in self.made.items() if self.caught[kind] < number}

    @property
    def never(self) -> set[str]:
        """The kinds with only undetected changes."""
        return {kind for kind in self.made if not self.caught[kind]}

    def __str__(self) -> str:
        total = f"{self.caught.total()}/{self.made.total()}"
        kinds = (f"  {kind:44} {self.caught[kind]}/{self.made[kind]}" for kind in sorted(self.made))
        return "\n".join([total, *kinds])


def instance_of(objective: tuple[str, ...], seed: int) -> Instance:
    """Seven mentees and six mentors with a pin, held pairs and bounds both ways."""
    free = made(seed, 7, 6, objective=objective, balance=Balance(), cap=4)
    ids = iter("bcdfghjkmnpqr")
    free = replace(
        free,
        mentees=tuple(replace(mentee, id=next(ids) * 6) for mentee in free.mentees),
        mentors=tuple(replace(mentor, id=next(ids) * 6) for mentor in free.mentors),
    )
    pin, *held = zip(free.mentees, free.mentors, strict=False)
    homes = sorted({one.home for one in free.mentees})
    return replace(
        free,
        fit=np.maximum(free.fit, seed),
        mentors=tuple(replace(one, capacity=one.capacity + 1) for one in free.mentors),
        pins=((pin[0].id, pin[1].id),),
        held=tuple((mentee.id, mentor.id) for mentee, mentor in held[:2]),
        waited={free.mentees[0].id: 0, free.mentees[1].id: 1},
        balance=Balance(mentees={homes[0]: (1, 2)}, mentors={free.mentors[0].home: (0, 2)}),
    )


def sealed(instance: Instance) -> Score:
    """Every change of what a match seals."""
    found = solve(instance).proof
    assert verify(instance, found) == ()
    parts: dict[str, tuple[Any, Callable[[Any], tuple[Instance, proof.Proof]]]] = {
        "proof": (proof.encode(found), lambda data: (instance, proof.decode(data))),
        "instance": (encode(instance), lambda data: (decode(data), found)),
    }
    score = Score()
    for part, (data, read) in parts.items():
        for steps, changed in mutations(data):
            if steps != ("tool",):  # no part of the proof: it says whose fits these are
                caught = _incomplete(part, changed) or _refused(read, changed)
                score.count(_kind(part, steps), caught=caught)
    return score


def _incomplete(part: str, changed: Any) -> bool:
    """Whether the schema, by which every file is read, misses a field."""
    found = schemas.validate(part, changed)
    return any(violation.code == "schema-required" for violation in found)


def _refused(read: Callable[[Any], tuple[Instance, proof.Proof]], changed: Any) -> bool:
    try:
        return bool(verify(*read(changed)))
    except UNREADABLE:
        return True


def data(folder: Path) -> Score:
    """Every change of a value in the files of a small programme, matched and not announced."""
    root = _matched(folder / "programme")
    score = Score()
    for path in sorted(root.rglob("*.yaml")):
        text = path.read_bytes()
        for steps, changed in _first_of_each(yaml.safe_load(text)):
            path.write_text(dump(changed))
            kind = _kind(path.relative_to(root).parts[1], steps)
            score.count(kind, caught=not _holds(root))
        path.write_bytes(text)
    return score


def _matched(root: Path) -> Path:
    shutil.copytree(BASE, root, ignore=shutil.ignore_patterns("pairs"))
    path = root / "data/cohorts/2031.yaml"
    cohort = yaml.safe_load(path.read_bytes())
    cohort["matching"] |= {"criteria": dict.fromkeys(names(), 5), "same_institute": False}
    path.write_text(dump(cohort))
    match(load(root), "2031", date(2031, 10, 28)).changes.apply()
    return root


def _first_of_each(values: Any) -> Iterator[tuple[Steps, Any]]:
    """One change of each place."""
    yield from dict(reversed(list(mutations(values)))).items()


def _holds(root: Path) -> bool:
    try:
        return verdict(load(root), "2031").holds
    except MentoringError:
        return False


def _kind(part: str, steps: Steps) -> str:
    """The names on the way to a field, without numbers, ids and homes."""
    names = [step for step in steps if isinstance(step, str) and step.islower()]
    return ".".join([part, *(name for name in names if name.replace("_", "").isalpha())])


if __name__ == "__main__":
    for stages in OBJECTIVES:
        print(" ".join(stages), sealed(instance_of(stages, 1)))  # noqa: T201
    with tempfile.TemporaryDirectory() as home:
        print("data", data(Path(home)))  # noqa: T201
