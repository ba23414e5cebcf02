"""What the files of an encrypted edition hold in place of names and free texts.

An identity is a file of its own, encrypted as a whole. Short texts in other records, such as a
reviewer's note, are encrypted in their place.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
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
    for there in filter(_is_sealed, _texts(before, kind)):
        if _fault(there, kind, secret()) is None:
            known[secret().open_text(there)].append(there)

    def text(plain: str) -> str:
        if known[plain]:
            return known[plain].pop(0)
        return secret().seal_text(plain, tag=kind == "roster")

    return _changed(value, kind, text)


Fault = Literal["text-plain", "text-closed", "text-old-key"]


def faults(value: Any, kind: str, secret: Secret | None) -> set[Fault]:  # noqa: ANN401 (plain data)
    """What is wrong with the texts of a record that should be encrypted, as far as a key tells."""
    found = (
        ("text-plain" if not _is_sealed(text) else _fault(text, kind, secret) if secret else None)
        for text in _texts(value, kind)
    )
    return {fault for fault in found if fault}


def _fault(text: str, kind: str, secret: Secret) -> Fault | None:
    """What is wrong with an encrypted text: not opened, or not as the present key has it."""
    plain, found = secret.open_text(text), SEALED.fullmatch(text)
    if plain is None or found is None:
        return "text-closed"
    tag = secret.tag(plain) if kind == "roster" else ""
    is_present = found["tag"] == tag and secret.is_present(decoded(found["data"]))
    return None if is_present else "text-old-key"


def stand_ins(application: Application, secret: Secret) -> Sealed:
    """What stays readable of the identity."""
    tags = tuple(dict.fromkeys(map(secret.tag, application.institutes)))
    return Sealed(
        institutes=tags, unresolved=application.unresolved, invented=application.is_invented
    )


def has_sealed(value: Any, kind: str) -> bool:  # noqa: ANN401 (plain data)
    """Whether the record has an encrypted text."""
    return any(map(_is_sealed, _texts(value, kind)))


def _is_sealed(text: str) -> bool:
    return SEALED.fullmatch(text) is not None


def _texts(value: Any, kind: str) -> Iterator[str]:  # noqa: ANN401 (plain data)
    found: list[str] = []

    def noted(text: str) -> str:
        found.append(text)
        return text

    _changed(value, kind, noted)
    yield from found


def _changed(value: Any, kind: str, text: Callable[[str], str]) -> Any:  # noqa: ANN401 (plain data)
    for steps in TEXTS.get(kind, ()):
        value = _changed_at(value, steps, text)
    return value


def _changed_at(value: Any, steps: tuple[str, ...], text: Callable[[str], str]) -> Any:  # noqa: ANN401
    if not steps:
        return text(value) if isinstance(value, str) else value
    step, *rest = steps
    if step == "*" and isinstance(value, list):
        return [_changed_at(item, (*rest,), text) for item in value]
    if isinstance(value, dict) and step in value:
        return {**value, step: _changed_at(value[step], (*rest,), text)}
    return value


class SealedProfile(Profile):
    """A profile whose text is encrypted; touching it raises NeedsKeyError."""

    __slots__ = ()

    @property
    def text(self) -> NoReturn:
        """Raise NeedsKeyError."""
        raise NeedsKeyError


class SealedApplication(Application):
    """An application whose identity no key at hand opens.

    Its institutes are tags. Touching the person or what they wrote raises NeedsKeyError.
    """

    __slots__ = ()

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

    @property
    def institute(self) -> str:
        """The tag of the main institute."""
        return self._tags[0]

    @property
    def other_institutes(self) -> tuple[str, ...]:
        """The tags of the other institutes."""
        return self._tags[1:]

    @property
    def person(self) -> NoReturn:
        """Raise NeedsKeyError."""
        raise NeedsKeyError(self.cohort)

    motivation = goals = person

    @property
    def _tags(self) -> tuple[str, ...]:
        return self.sealed.institutes if self.sealed else ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SealedApplication) and self._open() == other._open()

    def __hash__(self) -> int:
        return hash(self._open())

    def __repr__(self) -> str:
        return f"SealedApplication({self.id})"

    def _open(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in _READABLE if name != "profile")


_READABLE = tuple(
    field.name
    for field in fields(Application)
    if not isinstance(vars(SealedApplication).get(field.name), property)
)


def sealed_application(readable: Mapping[str, Any]) -> SealedApplication:
    """The application in a readable part that its schema accepts."""
    profile = readable.get("profile")
    filled = {**readable, "person": {"name": "-", "email": "-"}, "institute": "-"}
    if profile:
        filled["profile"] = {**profile, "text": "-"}
    record = from_plain(filled, Application)
    made = object.__new__(SealedApplication)
    for name in _READABLE:
        object.__setattr__(made, name, getattr(record, name))
    if record.profile:
        object.__setattr__(made, "profile", _without_text(record.profile))
    return made


def _without_text(profile: Profile) -> SealedProfile:
    made = object.__new__(SealedProfile)
    for name in ("code", "approved"):
        object.__setattr__(made, name, getattr(profile, name))
    return made
