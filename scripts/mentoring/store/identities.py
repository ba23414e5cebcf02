"""An application's two files: what matching and checks read, and who the person is.

The identity file holds the person, the institutes as typed and every free text. It repeats the
application's shape, so that a place in the record is the same place in its file.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from mentoring.schemas.parts import IDENTITY

Plain = dict[str, Any]
Steps = tuple[str | int, ...]
_SHARED = ("id", "cohort")


def split(application: Mapping[str, Any]) -> tuple[Plain, Plain]:
    """The readable part of an application and its identity, both as plain data."""
    readable = {key: value for key, value in application.items() if key not in IDENTITY}
    identity = {key: application[key] for key in (*_SHARED, *IDENTITY) if key in application}
    if isinstance(profile := readable.get("profile"), dict) and "text" in profile:
        readable["profile"] = {key: value for key, value in profile.items() if key != "text"}
        identity["profile"] = {"text": profile["text"]}
    wishes = readable.get("preferences")
    if isinstance(wishes, dict) and isinstance(ranked := wishes.get("mentors"), list):
        reasons = [wish for wish in ranked if isinstance(wish, dict) and "reason" in wish]
        if reasons:
            readable["preferences"] = {**wishes, "mentors": [_without_reason(w) for w in ranked]}
            identity["preferences"] = {"mentors": reasons}
    return readable, identity


def join(readable: Mapping[str, Any], identity: Mapping[str, Any]) -> Plain:
    """The application that the two parts make; `identity` is as its schema accepts it."""
    whole = {**readable, **{key: identity[key] for key in IDENTITY if key in identity}}
    if "profile" in identity and isinstance(profile := whole.get("profile", {}), dict):
        whole["profile"] = {**profile, **identity["profile"]}
    wishes = whole.get("preferences")
    if isinstance(wishes, dict) and isinstance(ranked := wishes.get("mentors"), list):
        reasons = dict(_reason_places(ranked, identity))
        given = identity.get("preferences", {}).get("mentors", ())
        whole["preferences"] = {
            **wishes,
            "mentors": [
                {**wish, "reason": given[reasons[number]]["reason"]} if number in reasons else wish
                for number, wish in enumerate(ranked)
            ],
        }
    return whole


def has_identity(application: Mapping[str, Any]) -> bool:
    """Whether an application's file holds identity fields itself, as in earlier layouts."""
    return bool(split(application)[1].keys() - _SHARED)


def place_in_identity(
    at: Steps, readable: Mapping[str, Any], identity: Mapping[str, Any]
) -> Steps | None:
    """The place in the identity file of a place in the record; None if it is not there."""
    if (at[:1] and at[0] in IDENTITY) or at[:2] == ("profile", "text"):
        return at
    if at[:2] == ("preferences", "mentors") and at[3:4] == ("reason",):
        ranked = readable.get("preferences", {}).get("mentors", [])
        place = dict(_reason_places(ranked, identity)).get(int(at[2]))
        return None if place is None else ("preferences", "mentors", place, *at[3:])
    return None


def unused_reasons(readable: Mapping[str, Any], identity: Mapping[str, Any]) -> Iterator[int]:
    """The places of reasons for profiles that the application does not rank."""
    wishes = readable.get("preferences")
    ranked = wishes.get("mentors") if isinstance(wishes, dict) else None
    used = {place for _, place in _reason_places(ranked or [], identity)}
    given = identity.get("preferences", {}).get("mentors", ())
    yield from (place for place in range(len(given)) if place not in used)


def _without_reason(wish: object) -> object:
    if not isinstance(wish, dict):
        return wish
    return {key: value for key, value in wish.items() if key != "reason"}


def _reason_places(ranked: object, identity: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """The number of each ranked profile that has a reason, and the number of that reason."""
    given = identity.get("preferences", {}).get("mentors", ())
    waiting = [reason["profile"] for reason in given]
    for number, wish in enumerate(ranked if isinstance(ranked, list) else ()):
        code = wish.get("profile") if isinstance(wish, dict) else None
        if code in waiting:
            place = waiting.index(code)
            waiting[place] = None
            yield number, place
