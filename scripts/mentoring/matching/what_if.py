"""An instance as it would be under other decisions, for the committee to look at first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mentoring.errors import UsageError
from mentoring.matching.instance import FORBIDDEN
from mentoring.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentoring.matching.instance import Instance, Pair


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What might be decided: pairs that must or may not be, people left out, another cap."""

    pins: tuple[Pair, ...] = ()
    forbids: tuple[Pair, ...] = ()
    without: tuple[str, ...] = ()
    cap: int | None = None

    def __bool__(self) -> bool:
        """Whether anything would be different."""
        return bool(self.pins or self.forbids or self.without) or self.cap is not None


def granted(instance: Instance, wish: Wish) -> Instance:
    """The instance under these decisions. Whoever is left out keeps their place and has no fit.

    Raises UsageError for somebody who is not in the instance, or a pin that a hard rule forbids.
    """
    _require_known(instance, wish)
    fit = instance.fit.copy()
    for who in wish.without:
        if who in instance.rows:
            fit[instance.rows[who], :] = FORBIDDEN
        else:
            fit[:, instance.columns[who]] = FORBIDDEN
    for place in instance.places(wish.forbids):
        fit[place] = FORBIDDEN
    dropped = {*wish.forbids, *_of(instance.pins, wish.without)}
    pins = tuple(pair for pair in {*instance.pins, *wish.pins} if pair not in dropped)
    return replace(instance, fit=fit, pins=pins, cap=instance.cap if wish.cap is None else wish.cap)


def _of(pairs: Iterable[Pair], people: tuple[str, ...]) -> list[Pair]:
    return [pair for pair in pairs if set(pair) & set(people)]


def _require_known(instance: Instance, wish: Wish) -> None:
    for mentee, mentor in (*wish.pins, *wish.forbids):
        _require(mentee, instance.rows, "mentee")
        _require(mentor, instance.columns, "mentor")
    for who in wish.without:
        _require(who, {**instance.rows, **instance.columns}, "mentee or mentor")
    for mentee, mentor in wish.pins:
        if instance.fit[instance.rows[mentee], instance.columns[mentor]] < 0:
            raise UsageError(f"{mentee} and {mentor} may not be a pair: a hard rule forbids it.")


def _require(who: str, known: Iterable[str], role: str) -> None:
    if who not in set(known):
        close = nearest(who, known)
        hint = f"Did you mean {close}?" if close else "See `mentoring scores`."
        raise UsageError(f"{who} is no {role} who takes part. {hint}")
