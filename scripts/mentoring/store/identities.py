"""An application's two files: what matching and checks read, and who the person is.

The identity file holds the person, the institutes as typed and every free text. It repeats the
application's shape, so that a place in the record is the same place in its file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NoReturn

from mentoring.errors import NeedsKeyError
from mentoring.keys.secret import HIDDEN, Secret
from mentoring.people.application import Application, Person, Sealed
from mentoring.problems import DataPath
from mentoring.schemas.library import IDENTITY
from mentoring.store.serialize import from_plain

Plain = dict[str, Any]
_SHARED = ("id", "cohort")


def split(application: Mapping[str, Any]) -> tuple[Plain, Plain]:
    """The readable part of an application and its identity, both as plain data."""
    readable = {key: value for key, value in application.items() if key not in IDENTITY}
    identity = {key: application[key] for key in (*_SHARED, *IDENTITY) if key in application}
    if isinstance(profile := readable.get("profile"), dict) and "text" in profile:
        readable["profile"] = _without(profile, "text")
        identity["profile"] = {"text": profile["text"]}
    ranked = _ranked(readable)
    if reasons := [wish for wish in ranked if isinstance(wish, dict) and "reason" in wish]:
        mentors = [_without(wish, "reason") for wish in ranked]
        readable["preferences"] = {**readable["preferences"], "mentors": mentors}
        identity["preferences"] = {"mentors": reasons}
    return readable, identity


def join(readable: Mapping[str, Any], identity: Mapping[str, Any]) -> Plain:
    """The application that the two parts make; `identity` is as its schema accepts it."""
    whole = {**readable, **{key: identity[key] for key in IDENTITY if key in identity}}
    if "profile" in identity and isinstance(profile := whole.get("profile", {}), dict):
        whole["profile"] = {**profile, **identity["profile"]}
    if places := _reason_places(readable, identity):
        mentors = list(_ranked(readable))
        for number, place in places.items():
            mentors[number] = {**mentors[number], "reason": _ranked(identity)[place]["reason"]}
        whole["preferences"] = {**readable["preferences"], "mentors": mentors}
    return whole


def has_identity(application: Mapping[str, Any]) -> bool:
    """Whether an application's file holds identity fields itself, as in earlier layouts."""
    return bool(split(application)[1].keys() - _SHARED)


def place_in_identity(at: DataPath, readable: Any, identity: Any) -> DataPath | None:  # noqa: ANN401
    """The place in the identity file of a place in the record; None if it is not there."""
    if (at[:1] and at[0] in IDENTITY) or at[:2] == ("profile", "text"):
        return at
    if at[:2] == ("preferences", "mentors") and at[3:4] == ("reason",):
        place = _reason_places(readable, identity).get(int(at[2]))
        return None if place is None else (*at[:2], place, *at[3:])
    return None


def unused_reasons(readable: Mapping[str, Any], identity: Mapping[str, Any]) -> Iterator[int]:
    """The places of reasons for profiles that the application does not rank."""
    used = _reason_places(readable, identity).values()
    yield from (place for place in range(len(_ranked(identity))) if place not in used)


def _ranked(part: Mapping[str, Any]) -> list[Any]:
    """The ranked profiles of one part, as far as it has the shape of an application."""
    wishes = part.get("preferences")
    ranked = wishes.get("mentors") if isinstance(wishes, dict) else None
    return ranked if isinstance(ranked, list) else []


def _reason_places(readable: Mapping[str, Any], identity: Mapping[str, Any]) -> dict[int, int]:
    """The number of each reason, by the number of its ranked profile."""
    waiting = [reason["profile"] for reason in _ranked(identity)]
    places = {}
    for number, wish in enumerate(_ranked(readable)):
        code = wish.get("profile") if isinstance(wish, dict) else None
        if code in waiting:
            places[number] = waiting.index(code)
            waiting[places[number]] = None
    return places


def _without(block: Any, name: str) -> Any:  # noqa: ANN401 (plain data)
    if not isinstance(block, dict):
        return block
    return {key: value for key, value in block.items() if key != name}


def stand_ins(application: Application, secret: Secret) -> Sealed:
    """What stays readable of the identity."""
    tags = tuple(dict.fromkeys(map(secret.tag, application.institutes)))
    return Sealed(
        institutes=tags, unresolved=application.unresolved, invented=application.is_invented
    )


class ClosedPerson(Person):
    """The person of an application that no key at hand opens: every field raises NeedsKeyError."""

    __slots__ = ("cohort",)
    is_open = False

    def __init__(self, cohort: str) -> None:
        object.__setattr__(self, "cohort", cohort)

    def __getattr__(self, name: str) -> NoReturn:
        raise NeedsKeyError(self.cohort)

    __eq__, __hash__, __repr__ = object.__eq__, object.__hash__, object.__repr__


def closed_application(readable: Mapping[str, Any]) -> Application:
    """The application whose identity no key at hand opens; its institutes are tags.

    `readable` is as its schema accepts it, and has `sealed`.
    """
    first, *others = readable["sealed"]["institutes"]
    known = {
        **readable,
        "person": {"name": HIDDEN, "email": HIDDEN},
        "institute": first,
        "other_institutes": others,
    }
    if profile := readable.get("profile"):
        known["profile"] = {**profile, "text": HIDDEN}
    return replace(from_plain(known, Application), person=ClosedPerson(readable["cohort"]))
