"""An instance under other decisions, which the committee can examine before it decides."""

from dataclasses import dataclass, replace

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
    _require_known(instance, wish)
    _require_admissible(instance, wish)
    fit, why_not = instance.fit.copy(), dict(instance.why_not or {})
    left_out = set(wish.without)
    ruled_out = dict.fromkeys(wish.forbids, rules.FORBIDDEN) | {
        (mentee, mentor): rules.LEFT_OUT
        for mentee in instance.rows
        for mentor in instance.columns
        if mentee in left_out or mentor in left_out
    }
    for (mentee, mentor), code in ruled_out.items():
        fit[instance.rows[mentee], instance.columns[mentor]] = FORBIDDEN
        why_not[f"{mentee}:{mentor}"] = (code,)
    other = replace(
        instance,
        fit=fit,
        why_not=None if instance.why_not is None else why_not,
        pins=tuple({*instance.pins, *wish.pins} - ruled_out.keys()),
        cap=instance.cap if wish.cap is None else wish.cap,
    )
    _require_places(other)
    return other


def _require_known(instance: Instance, wish: Wish) -> None:
    named = [
        (person, {**instance.rows, **instance.columns}, "mentee or mentor")
        for person in wish.without
    ]
    for mentee, mentor in (*wish.pins, *wish.forbids):
        named += [(mentee, instance.rows, "mentee"), (mentor, instance.columns, "mentor")]
    for person, known, role in named:
        if person not in known:
            close = nearest(person, known)
            hint = (
                f"Did you mean {close}?" if close else f"See `mentoring scores {instance.cohort}`."
            )
            raise UsageError(f"{person} is not a {role} who takes part. {hint}")
    for pair in wish.pins:
        if pair in wish.forbids or set(pair) & set(wish.without):
            pin = ":".join(pair)
            raise UsageError(f"The pin {pin} clashes with --forbid or --without: give one of them.")


def _require_admissible(instance: Instance, wish: Wish) -> None:
    """Raise MentoringError, with the rule in words, if a pin breaks a hard rule."""
    for pair, place in zip(wish.pins, instance.places(wish.pins), strict=True):
        if instance.fit[place] < 0:
            why = " ".join(rules.SENTENCES[code] for code in instance.codes(*pair))
            raise MentoringError(
                f"{pair[0]} and {pair[1]} may not be a pair. {why or 'A hard rule forbids it.'}"
            )


def _require_places(instance: Instance) -> None:
    """Raise UsageError if two pins share a mentee, and MentoringError if pins exceed a limit."""
    mentors: dict[str, str] = {}
    for mentee, mentor in instance.pins:
        if mentee in mentors:
            raise UsageError(
                f"Two pins of {mentee} clash: {mentors[mentee]} and {mentor}. Ask for only one of "
                f"them. To lift one that is already decided, add --forbid {mentee}:MENTOR."
            )
        mentors[mentee] = mentor
    for clash, advice in exceeded(instance):
        raise MentoringError(f"{clash} {advice}")
