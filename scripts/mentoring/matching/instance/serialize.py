"""The sealed instance as plain JSON data, and its digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from mentoring.errors import MentoringError
from mentoring.matching.instance.instance import FORBIDDEN, Instance, Mentee, Mentor
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


def encode(instance: Instance) -> dict[str, Any]:
    """The instance as the JSON data that `decode` reads; a forbidden pair has the fit null."""
    fit = [[None if fit < 0 else fit for fit in row] for row in instance.fit.tolist()]
    return _described(instance) | {"fit": fit}


def decode(data: Mapping[str, Any]) -> Instance:
    """The instance that `encode` wrote, its people sorted again. The data must fit the schema."""
    return Instance(
        cohort=data["cohort"],
        cap=data["cap"],
        objective=tuple(data["objective"]),
        minimum_fit=data["minimum_fit"],
        mentees=tuple(Mentee(band=one["band"], **_person(one)) for one in data["mentees"]),
        mentors=tuple(Mentor(capacity=one["capacity"], **_person(one)) for one in data["mentors"]),
        fit=_matrix(data["fit"], len(data["mentees"]), len(data["mentors"])),
        why_not=_why_not(data.get("why_not")),
        balance=Balance(**{side: _pairs(bounds) for side, bounds in data["balance"].items()}),
        pins=tuple((mentee, mentor) for mentee, mentor in data["pins"]),
        lottery=data["lottery"],
        held=tuple((mentee, mentor) for mentee, mentor in data.get("held", ())),
        waited=dict(data.get("waited", {})),
        drawn=tuple((mentee, mentor) for mentee, mentor in data.get("drawn", ())),
    )


def digest(instance: Instance) -> str:
    """The SHA-256 (hexadecimal) of the instance in canonical form, whatever the order of its file.

    The form is the JSON data without `fit`, with sorted keys, compact, in ASCII, followed by the
    fits row by row as 16-bit little-endian integers, with FORBIDDEN for null.
    """
    text = json.dumps(_described(instance), sort_keys=True, separators=(",", ":"))
    hashed = hashlib.sha256(text.encode())
    hashed.update(np.ascontiguousarray(instance.fit, "<i2").data)
    return hashed.hexdigest()


def _described(instance: Instance) -> dict[str, Any]:
    data: dict[str, Any] = {
        "cohort": instance.cohort,
        "cap": instance.cap,
        "objective": list(instance.objective),
        "minimum_fit": instance.minimum_fit,
        "mentees": [_plain(asdict(mentee)) for mentee in instance.mentees],
        "mentors": [_plain(asdict(mentor)) for mentor in instance.mentors],
        "balance": {side: _bounds(bounds) for side, bounds in asdict(instance.balance).items()},
        "pins": [list(pair) for pair in instance.pins],
        "lottery": instance.lottery,
    }
    if instance.why_not is not None:
        data["why_not"] = {pair: list(codes) for pair, codes in sorted(instance.why_not.items())}
    if instance.held:
        data["held"] = [list(pair) for pair in instance.held]
    if instance.waited:
        data["waited"] = dict(sorted(instance.waited.items()))
    if instance.drawn:
        data["drawn"] = [list(pair) for pair in instance.drawn]
    return data


def _plain(person: dict[str, Any]) -> dict[str, Any]:
    return person | {"experiments": list(person["experiments"])}


def _person(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: data[key] for key in ("id", "home")} | {"experiments": tuple(data["experiments"])}


def _bounds(bounds: Mapping[str, tuple[int, int | None]]) -> dict[str, list[int | None]]:
    return {experiment: list(bound) for experiment, bound in sorted(bounds.items())}


def _pairs(bounds: Mapping[str, list[Any]]) -> dict[str, tuple[int, int | None]]:
    return {experiment: (low, high) for experiment, (low, high) in bounds.items()}


def _matrix(rows: list[list[int | None]], height: int, width: int) -> NDArray[np.int16]:
    if [len(row) for row in rows] != [width] * height:
        raise MentoringError(
            f"A sealed instance has {height} mentees and {width} mentors, and no fit for each two "
            "of them: restore its file from the history."
        )
    fits = [FORBIDDEN if fit is None else fit for row in rows for fit in row]
    return np.array(fits, np.int16).reshape(height, width)


def _why_not(data: Mapping[str, list[str]] | None) -> dict[str, tuple[str, ...]] | None:
    return None if data is None else {pair: tuple(codes) for pair, codes in data.items()}
