"""The sealed instance as plain JSON data, and its digest."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from mentoring.errors import MentoringError
from mentoring.matching.instance.instance import FORBIDDEN, Instance

OPTIONAL = ("why_not", "held", "waited", "drawn")
"""The fields that are left out if they say nothing."""


def encode(instance: Instance) -> dict[str, Any]:
    """The instance as the JSON data that `decode` reads; a forbidden pair has the fit null."""
    fit = [[None if fit < 0 else fit for fit in row] for row in instance.fit.tolist()]
    return _without_fits(instance) | {"fit": fit}


def decode(data: Mapping[str, Any]) -> Instance:
    """The instance that `encode` wrote, its people sorted again.

    Raises:
        MentoringError: if there is not one fit for every mentee and mentor.
        LookupError, TypeError, ValueError: if the schema `instance` refuses the data.
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


def plain(record: object, order: Literal["deterministic"] | None = "deterministic") -> Any:  # noqa: ANN401 (JSON)
    """A record as JSON data, its mappings in the order of their keys, null for an array."""
    return msgspec.json.decode(msgspec.json.encode(record, enc_hook=lambda _: None, order=order))


def digest(instance: Instance) -> str:
    """The SHA-256 (hexadecimal) of the instance in canonical form, whatever the order of its file.

    The form is the JSON data without `fit`, with sorted keys, compact, in ASCII, followed by the
    fits row by row as 16-bit little-endian integers, with FORBIDDEN for null.
    """
    text = json.dumps(_without_fits(instance), sort_keys=True, separators=(",", ":"))
    hashed = hashlib.sha256(text.encode())
    hashed.update(np.ascontiguousarray(instance.fit, "<i2").data)
    return hashed.hexdigest()


def _without_fits(instance: Instance) -> dict[str, Any]:
    """The JSON data of all fields but `fit`, and without those that say nothing."""
    silent = {name for name in OPTIONAL if not getattr(instance, name)}
    silent -= set() if instance.why_not is None else {"why_not"}
    return {key: value for key, value in plain(instance).items() if key not in {"fit", *silent}}
