"""An instance under other decisions, which the committee can examine before it decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from mentoring.errors import MentoringError, UsageError
from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.matching.instance.limits import exceeded
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
    for error in _errors(instance, wish):
        raise error
    ruled_out = dict.fromkeys(wish.forbids, rules.FORBIDDEN)
    for pair in product(instance.rows, instance.columns) if wish.without else ():
        if not set(wish.without).isdisjoint(pair):
            ruled_out[pair] = rules.LEFT_OUT
    codes = {":".join(pair): (code,) for pair, code in ruled_out.items()}
    other = replace(
        instance,
        fit=instance.with_fits(dict.fromkeys(ruled_out, FORBIDDEN)),
        why_not=None if instance.why_not is None else {**instance.why_not, **codes},
        pins=tuple({*instance.pins, *wish.pins} - ruled_out.keys()),
        cap=instance.cap if wish.cap is None else wish.cap,
    )
    mentors: dict[str, str] = {}
    for mentee, mentor in other.pins:
        if mentee in mentors:
            raise UsageError(
                f"Two pins of {mentee} clash: {mentors[mentee]} and {mentor}. Ask for only one of "
                f"them. To lift one that is already decided, add --forbid {mentee}:MENTOR."
            )
        mentors[mentee] = mentor
    for clash, advice in exceeded(other):
        raise MentoringError(f"{clash} {advice}")
    return other


def _errors(instance: Instance, wish: Wish) -> Iterator[MentoringError]:
    """People who are not in the instance, contradictions, and pins that break a hard rule."""
    rows, columns = instance.rows, instance.columns
    named = [(person, rows | columns, "mentee or mentor") for person in wish.without]
    for mentee, mentor in (*wish.pins, *wish.forbids):
        named += [(mentee, rows, "mentee"), (mentor, columns, "mentor")]
    for person, known, role in named:
        if person not in known:
            close = nearest(person, known)
            scores = f"See `mentoring scores {instance.cohort}`."
            hint = f"Did you mean {close}?" if close else scores
            yield UsageError(f"{person} is not a {role} who takes part. {hint}")
    for pair in wish.pins:
        if pair in wish.forbids or set(pair) & set(wish.without):
            pin = ":".join(pair)
            yield UsageError(f"The pin {pin} clashes with --forbid or --without: give one of them.")
    for pair, fit in zip(wish.pins, instance.fits(wish.pins), strict=True):
        if fit < 0:
            why = " ".join(rules.SENTENCES[code] for code in instance.codes(*pair))
            yield MentoringError(
                f"{pair[0]} and {pair[1]} may not be a pair. {why or 'A hard rule forbids it.'}"
            )
