"""What the files of an encrypted edition hold in place of names and free texts.

An identity is a file of its own, encrypted as a whole. Short texts in other records, such as a
reviewer's note, are encrypted in their place.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import fields
from typing import Any, Literal, NoReturn

from mentoring.errors import NeedsKeyError
from mentoring.keys.secret import SEALED, Secret, decoded
from mentoring.people.application import Application, Profile, Sealed
from mentoring.store.serialize import from_plain

HIDDEN = "(encrypted)"
"""The placeholder for a text that no key at hand opens."""
TEXTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "roster": (("members", "*", "institute"),),
    "review": (("note",),),
    "pair": (
        ("mentorships", "*", "matched", "reason"),
        ("mentorships", "*", "goals", "*", "goal"),
        ("mentorships", "*", "history", "*", "reason"),
    ),
    "decisions": tuple(
        (list_, "*", "reason") for list_ in ("pins", "forbids", "caps", "judgements")
    ),
}
"""The places of encrypted texts in records, by kind; a star is any item of a list."""

Fault = Literal["text-plain", "text-closed", "text-old-key"]


def opened(value: Any, kind: str, secret: Secret | None) -> Any:  # noqa: ANN401 (plain data)
    """The record with its encrypted texts opened; without a key, with placeholders."""

    def text(sealed: str) -> str:
        found = SEALED.fullmatch(sealed)
        if not found:
            return sealed
        plain = secret.open_text(sealed) if secret else None
        return plain if plain is not None else found["tag"] or HIDDEN

    return _changed(value, kind, text)


def sealed(
    value: Any,  # noqa: ANN401 (plain data)
    kind: str,
    secret: Callable[[], Secret],
    before: Any = None,  # noqa: ANN401 (plain data)
) -> Any:  # noqa: ANN401 (plain data)
    """The record with its texts encrypted; a text that `before` holds already keeps its bytes."""
    known: dict[str | None, list[str]] = defaultdict(list)
    for there in filter(SEALED.fullmatch, _texts(before, kind)):
        if _fault(there, kind, secret()) is None:
            known[secret().open_text(there)].append(there)

    def text(plain: str) -> str:
        if known[plain]:
            return known[plain].pop(0)
        return secret().seal_text(plain, tag=kind == "roster")

    return _changed(value, kind, text)


def faults(value: Any, kind: str, secret: Secret | None) -> set[Fault]:  # noqa: ANN401 (plain data)
    """What is wrong with the texts of a record that should be encrypted, as far as a key tells."""
    found = (_fault(text, kind, secret) for text in _texts(value, kind))
    return {fault for fault in found if fault}


def _fault(text: str, kind: str, secret: Secret | None) -> Fault | None:
    found = SEALED.fullmatch(text)
    if found is None:
        return "text-plain"
    if secret is None:
        return None
    plain = secret.open_text(text)
    if plain is None:
        return "text-closed"
    tag = secret.tag(plain) if kind == "roster" else ""
    is_present = found["tag"] == tag and secret.is_present(decoded(found["data"]))
    return None if is_present else "text-old-key"


def _texts(value: Any, kind: str) -> list[str]:  # noqa: ANN401 (plain data)
    return [block[key] for block, key in _places(value, kind)]


def _changed(value: Any, kind: str, text: Callable[[str], str]) -> Any:  # noqa: ANN401 (plain data)
    """A copy of the record with `text` called on each of its texts."""
    copy = deepcopy(value)
    for block, key in _places(copy, kind):
        block[key] = text(block[key])
    return copy


def _places(value: Any, kind: str) -> Iterator[tuple[dict[str, Any], str]]:  # noqa: ANN401
    """Each text's block and key, as far as the record has the shape of its kind."""
    for *steps, key in TEXTS.get(kind, ()):
        parts = [value]
        for step in steps:
            if step == "*":
                parts = [item for part in parts if isinstance(part, list) for item in part]
            else:
                parts = [part[step] for part in parts if isinstance(part, dict) and step in part]
        blocks = (part for part in parts if isinstance(part, dict))
        yield from ((block, key) for block in blocks if isinstance(block.get(key), str))


def stand_ins(application: Application, secret: Secret) -> Sealed:
    """What stays readable of the identity."""
    tags = tuple(dict.fromkeys(map(secret.tag, application.institutes)))
    return Sealed(
        institutes=tags, unresolved=application.unresolved, invented=application.is_invented
    )


class SealedProfile(Profile):
    """A profile whose text is encrypted; touching it raises NeedsKeyError."""

    __slots__ = ()

    @property
    def text(self) -> NoReturn:
        """Raise NeedsKeyError."""
        raise NeedsKeyError


class SealedApplication(Application):
    """An application whose identity no key at hand opens; its institutes are tags.

    Touching the person or what they wrote raises NeedsKeyError.
    """

    __slots__ = ()

    @property
    def person(self) -> NoReturn:
        """Raise NeedsKeyError."""
        raise NeedsKeyError(self.cohort)

    motivation = goals = person

    @property
    def is_open(self) -> bool:
        """False."""
        return False

    @property
    def unresolved(self) -> int:
        """The stored number."""
        return self.sealed.unresolved if self.sealed else 0

    @property
    def is_invented(self) -> bool:
        """The stored answer."""
        return self.sealed is not None and self.sealed.invented

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SealedApplication) and self._readable() == other._readable()

    def __hash__(self) -> int:
        return hash(self._readable())

    def __repr__(self) -> str:
        return f"SealedApplication({self.id})"

    def _readable(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in _READABLE if name != "profile")


_CLOSED = {"person", "motivation", "goals"}
_READABLE = [field.name for field in fields(Application) if field.name not in _CLOSED]


def sealed_application(readable: Mapping[str, Any]) -> SealedApplication:
    """The application in a readable part that its schema accepts, and that has `sealed`."""
    profile, tags = readable.get("profile"), readable["sealed"]["institutes"]
    filled = {
        **readable,
        "person": {"name": "-", "email": "-"},
        "institute": tags[0],
        "other_institutes": tags[1:],
        **({"profile": {**profile, "text": "-"}} if profile else {}),
    }
    record = from_plain(filled, Application)
    made = object.__new__(SealedApplication)
    for name in _READABLE:
        object.__setattr__(made, name, getattr(record, name))
    if record.profile:
        text = object.__new__(SealedProfile)
        object.__setattr__(text, "code", record.profile.code)
        object.__setattr__(text, "approved", record.profile.approved)
        object.__setattr__(made, "profile", text)
    return made
