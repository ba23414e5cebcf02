"""A bottleneck in words: the people, the few places they can have, and the rules that limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.scoring.rules import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mentoring.matching.explain.cut import Cut, Limit

NAMED = 12
"""At most this many ids are listed; the rest are counted."""

DEMANDS = {
    "mentee_homes": ("mentee", "of {of}"),
    "mentor_homes": ("pair", "with mentors of {of}"),
}
LEFT = {
    "cap": "The cap leaves room for {places}.",
    "mentee_homes": "The bound on mentees of {of} leaves room for {places}.",
    "mentor_homes": "The bound on pairs with mentors of {of} leaves room for {places}.",
}


def sentence(cut: Cut) -> str:
    """The demand, the capacity, and why there is no more capacity."""
    return " ".join([_headline(cut), *_group(cut), *_others(cut)])


def group(cut: Cut) -> str:
    """The mentees who compete for a few places, and why they have no others."""
    return " ".join(_group(cut))


def _group(cut: Cut) -> Iterator[str]:
    yield from _confined(cut)
    yield from _rules(cut)


def _headline(cut: Cut) -> str:
    if not cut.demands:
        few = f"no more than {cut.room} can be paired" if cut.room else "nobody can be paired"
        return f"Beside {_counted(cut.pins, 'pin')}, {few}." if cut.pins else f"{few.capitalize()}."
    wanted = " and ".join(map(_demand, cut.demands))
    return f"The bounds ask for {wanted}: there is room for {cut.room}{_of(cut)}."


def _demand(limit: Limit) -> str:
    noun, whose = DEMANDS[limit.kind]
    return f"{_counted(limit.places, noun)} {whose.format(of=limit.of)}"


def _of(cut: Cut) -> str:
    """The total demand if several bounds ask, or that no such pair is possible."""
    if not (cut.supplies or cut.reasons):
        return ", for nobody like that can be paired"
    return f" of {cut.demanded}" if len(cut.demands) > 1 else ""


def _confined(cut: Cut) -> Iterator[str]:
    """The mentees who can only be paired through a few places, and those places."""
    mentors = {limit.of: limit.places for limit in cut.supplies if limit.kind == "mentors"}
    if not cut.confined or not (mentors or cut.reasons):
        return
    among = _homes(cut.demands, "Of the mentors of {}, ")
    aside = _homes(cut.supplies, "Mentors of {} aside, ")
    few = f"only {_people([*mentors], 'mentor')}" if mentors else "nobody"
    room = f", who can take {sum(mentors.values())} of them" if mentors else ""
    yield f"{aside or among}{_people(cut.confined, 'mentee')} may be paired with {few}{room}."


def _homes(limits: Iterable[Limit], words: str) -> str:
    """The words about mentors' limited home experiments, or an empty string."""
    homes = sorted({limit.of for limit in limits if limit.kind == "mentor_homes"})
    return words.format(" and ".join(homes)) if homes else ""


def _rules(cut: Cut) -> Iterator[str]:
    """The rules that forbid their other pairs, the most frequent first."""
    frequent = sorted(cut.reasons.items(), key=lambda item: (-item[1], item[0]))
    words = "; ".join(f"{_inside(code)} ({_times(count)})" for code, count in frequent)
    if words:
        yield f"What rules out their other pairs: {words}."


def _inside(code: str) -> str:
    """A rule's sentence, written as part of another sentence."""
    words = SENTENCES.get(code, code)
    return f"{words[0].lower()}{words[1:]}".removesuffix(".")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _others(cut: Cut) -> Iterator[str]:
    """The other places: those that limits leave, and one for each mentee outside the bottleneck."""
    for limit in cut.supplies:
        if limit.kind in LEFT:
            yield LEFT[limit.kind].format(places=limit.places, of=limit.of)
    alone = [limit.of for limit in cut.supplies if limit.kind == "mentees"]
    if alone:
        also = "also " if len(alone) < len(cut.supplies) else ""
        each = ", with one mentor each" if len(alone) > 1 else ""
        yield f"{_people(alone, 'mentee')} can {also}be paired{each}."


def _people(ids: Sequence[str], noun: str) -> str:
    """The number of people, and the ids of the first few."""
    shown = ", ".join(ids[:NAMED])
    rest = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f"{_counted(len(ids), noun)} ({shown}{rest})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
