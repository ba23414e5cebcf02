"""An instance under other decisions, which the committee can examine before it decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mentoring.errors import MentoringError, UsageError
from mentoring.matching.instance.exceeded_limits import overfull
from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.problems import nearest
from mentoring.scoring import rules


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """Possible decisions: pinned and forbidden pairs, people left out, another cap."""

    pins: tuple[Pair, ...] = ()
    forbids: tuple[Pair, ...] = ()
    without: tuple[str, ...] = ()
    cap: int | None = None

    def __bool__(self) -> bool:
        """Whether the wish changes anything."""
        return bool(self.pins or self.forbids or self.without) or self.cap is not None


def granted(instance: Instance, wish: Wish) -> Instance:
    """The instance under these decisions. People left out keep their row or column, without fits.

    Raises UsageError if a person is not in the instance or the wish contradicts itself, and
    MentoringError if the pins break a hard rule or exceed a limit.
    """
    _require_known(instance, wish)
    _require_admissible(instance, wish)
    fit, why_not = instance.fit.copy(), dict(instance.why_not or {})
    for code, mentee, mentor in _ruled_out(instance, wish):
        fit[instance.rows[mentee], instance.columns[mentor]] = FORBIDDEN
        why_not[f"{mentee}:{mentor}"] = (code,)
    dropped = {*wish.forbids, *_of(instance.pins, wish.without)}
    pins = tuple(pair for pair in {*instance.pins, *wish.pins} if pair not in dropped)
    cap = instance.cap if wish.cap is None else wish.cap
    known = None if instance.why_not is None else why_not
    other = replace(instance, fit=fit, why_not=known, pins=pins, cap=cap)
    _require_room(other)
    return other


def _ruled_out(instance: Instance, wish: Wish) -> Iterator[tuple[str, str, str]]:
    """The pairs that the wish rules out, as (code, mentee, mentor)."""
    yield from ((rules.FORBIDDEN, *pair) for pair in wish.forbids)
    left_out = set(wish.without)
    for mentee in instance.rows:
        for mentor in instance.columns:
            if left_out & {mentee, mentor}:
                yield rules.LEFT_OUT, mentee, mentor


def _of(pairs: Iterable[Pair], people: tuple[str, ...]) -> list[Pair]:
    return [pair for pair in pairs if set(pair) & set(people)]


def _require_known(instance: Instance, wish: Wish) -> None:
    for mentee, mentor in (*wish.pins, *wish.forbids):
        _require(mentee, instance.rows, "mentee")
        _require(mentor, instance.columns, "mentor")
    for who in wish.without:
        _require(who, {**instance.rows, **instance.columns}, "mentee or mentor")
    for pair in wish.pins:
        if pair in wish.forbids or set(pair) & set(wish.without):
            pin = ":".join(pair)
            raise UsageError(f"The pin {pin} clashes with --forbid or --without: give one of them.")


def _require_admissible(instance: Instance, wish: Wish) -> None:
    """Raise MentoringError, with the rule in words, if a pin breaks a hard rule."""
    for pair, place in zip(wish.pins, instance.places(wish.pins), strict=True):
        if instance.fit[place] < 0:
            codes = (instance.why_not or {}).get(":".join(pair), ())
            why = " ".join(rules.SENTENCES[code] for code in codes) or "A hard rule forbids it."
            raise MentoringError(f"{pair[0]} and {pair[1]} may not be a pair. {why}")


def _require_room(instance: Instance) -> None:
    """Raise UsageError if two pins share a mentee, and MentoringError if pins exceed a limit."""
    mentors: dict[str, str] = {}
    for mentee, mentor in instance.pins:
        if mentee in mentors:
            raise UsageError(
                f"Two pins of {mentee} clash: {mentors[mentee]} and {mentor}. Ask for one alone; "
                f"one that is decided already is lifted by --forbid {mentee}:MENTOR."
            )
        mentors[mentee] = mentor
    for full in overfull(instance):
        raise MentoringError(f"{full} {full.advice}")


def _require(who: str, known: Iterable[str], role: str) -> None:
    if who not in set(known):
        close = nearest(who, known)
        hint = f"Did you mean {close}?" if close else "See `mentoring scores`."
        raise UsageError(f"{who} is no {role} who takes part. {hint}")
