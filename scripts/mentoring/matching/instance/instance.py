"""The sealed instance: all that matching reads. Of people it holds only ids and numbers."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from mentoring.errors import MentoringError
from mentoring.programme.rules import Balance

Pair = tuple[str, str]
"""A mentee's id and a mentor's id."""

FORBIDDEN = -1
"""The fit of two people who may not be paired."""

FULL = 1000
"""The highest fit there is."""

DEFAULT_OBJECTIVE = ("pairs", "motivation", "floor", "fit", "lottery")

SILENT: Mapping[str, object] = {"why_not": None, "held": [], "waited": {}, "drawn": []}
"""Values as JSON that say nothing, and are left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentee:
    """An applicant who wants a mentor. Band 0 is the most motivated; bounds count only `home`."""

    id: str
    band: int = 0
    home: str
    experiments: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentor:
    """A person who can guide `capacity` mentees at a time. Bounds count only `home`."""

    id: str
    capacity: int = 1
    home: str
    experiments: tuple[str, ...] = ()


Person = Mentee | Mentor


@dataclass(frozen=True, kw_only=True, eq=False)
class Instance:
    """One matching problem. People are sorted by (home, id), whatever their order on input.

    `fit` has the shape (mentee, mentor): whole points from 0 to 1000, or `FORBIDDEN`. `balance`
    bounds the selected mentees by their home, and the *pairs* by their mentor's home: counting
    pairs keeps the problem a flow, and for mentors of capacity one it equals counting mentors.
    `pins` are required pairs. `lottery` is the seed of the tickets, once drawn. `why_not` has the
    codes of the rules that forbid a pair, by `mentee:mentor`. `held` are announced pairs that a
    repair should keep. `waited` ranks mentees by waiting time (0 is the longest). `drawn` are pairs
    that the draw gave to people erased since, whose tickets can no longer be computed.
    """

    cohort: str
    cap: int
    objective: tuple[str, ...] = DEFAULT_OBJECTIVE
    minimum_fit: int = 0
    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    fit: NDArray[np.integer]
    balance: Balance = field(default_factory=Balance)
    pins: tuple[Pair, ...] = ()
    lottery: str | None = None
    why_not: Mapping[str, tuple[str, ...]] | None = None
    held: tuple[Pair, ...] = ()
    waited: Mapping[str, int] = field(default_factory=dict)
    drawn: tuple[Pair, ...] = ()

    def __post_init__(self) -> None:
        rows, columns = (
            sorted(range(len(side)), key=lambda place: (side[place].home, side[place].id))
            for side in (self.mentees, self.mentors)
        )
        if rows != sorted(rows) or columns != sorted(columns):
            object.__setattr__(self, "mentees", tuple(self.mentees[i] for i in rows))
            object.__setattr__(self, "mentors", tuple(self.mentors[j] for j in columns))
            object.__setattr__(self, "fit", self.fit[np.ix_(rows, columns)])
        for name in ("pins", "held", "drawn"):
            object.__setattr__(self, name, tuple(sorted(getattr(self, name))))

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each mentee in `fit`, by id."""
        return {mentee.id: i for i, mentee in enumerate(self.mentees)}

    @cached_property
    def columns(self) -> dict[str, int]:
        """The column of each mentor in `fit`, by id."""
        return {mentor.id: j for j, mentor in enumerate(self.mentors)}

    @property
    def people(self) -> tuple[Person, ...]:
        """The mentees, then the mentors."""
        return (*self.mentees, *self.mentors)

    @cached_property
    def homes(self) -> dict[str, str]:
        """The home experiment of each person, by id."""
        return {person.id: person.home for person in self.people}

    @property
    def held_places(self) -> list[tuple[int, int]]:
        """The (row, column) of the held pairs whose two people still take part."""
        return self.places([pair for pair in self.held if self.has(pair)])

    def has(self, pair: Pair) -> bool:
        """Whether both people of a pair take part."""
        return pair[0] in self.rows and pair[1] in self.columns

    def places(self, pairs: Sequence[Pair]) -> list[tuple[int, int]]:
        """The (row, column) of each pair."""
        return [(self.rows[mentee], self.columns[mentor]) for mentee, mentor in pairs]

    def fits(self, pairs: Sequence[Pair]) -> list[int]:
        """The fit of each pair."""
        return [int(self.fit[place]) for place in self.places(pairs)]

    def with_fits(self, fits: Mapping[Pair, int]) -> NDArray[np.integer]:
        """A copy of `fit`, with other fits of some pairs."""
        fit = self.fit.copy()
        for place, points in zip(self.places([*fits]), fits.values(), strict=True):
            fit[place] = points
        return fit

    def codes(self, mentee: str, mentor: str) -> tuple[str, ...]:
        """The codes of the rules that forbid a pair; empty if they are not recorded."""
        return (self.why_not or {}).get(f"{mentee}:{mentor}", ())

    @cached_property
    def digest(self) -> str:
        """The SHA-256 (hexadecimal) of the instance in canonical form, whatever its file's order.

        The form is the JSON data without `fit`, with sorted keys, compact, in ASCII, followed by
        the fits row by row as 16-bit little-endian integers, with FORBIDDEN for null.
        """
        text = json.dumps(_without_fits(self), sort_keys=True, separators=(",", ":"))
        hashed = hashlib.sha256(text.encode())
        hashed.update(np.ascontiguousarray(self.fit, "<i2").data)
        return hashed.hexdigest()


def encode(instance: Instance) -> dict[str, Any]:
    """The instance as the JSON data that `decode` reads; a forbidden pair has the fit null."""
    fit = [[None if fit < 0 else fit for fit in row] for row in instance.fit.tolist()]
    return _without_fits(instance) | {"fit": fit}


def decode(data: Mapping[str, Any]) -> Instance:
    """The instance that `encode` wrote, its people sorted again.

    The data must be valid by the schema `instance`; a field that is missing takes its default.
    Raises MentoringError if there is not one fit for every mentee and mentor.
    """
    height, width = len(data["mentees"]), len(data["mentors"])
    if [len(row) for row in data["fit"]] != [width] * height:
        raise MentoringError(
            f"A sealed instance has {height} mentees and {width} mentors, and not one fit for each "
            "pair of them. Restore its file from the history."
        )

    def fits(_: type, rows: list[list[int | None]]) -> NDArray[np.int16]:
        points = [FORBIDDEN if fit is None else fit for row in rows for fit in row]
        return np.array(points, np.int16).reshape(height, width)

    return msgspec.convert(data, Instance, dec_hook=fits)


def plain(record: object) -> Any:  # noqa: ANN401 (JSON)
    """A record as JSON data, its mappings in the order of their keys, null for an array."""
    text = msgspec.json.encode(record, enc_hook=lambda _: None, order="deterministic")
    return msgspec.json.decode(text)


def _without_fits(instance: Instance) -> dict[str, Any]:
    data = plain(instance)
    del data["fit"]
    return {key: value for key, value in data.items() if (key, value) not in SILENT.items()}
