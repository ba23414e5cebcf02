"""An explanation in words and as JSON. Ids only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from mentoring.matching.explain.bottleneck import group
from mentoring.matching.instance.objective import Value
from mentoring.matching.outcome import WHY, WaitingReason
from mentoring.operations.explanation import Absence, Explanation, PairExplanation
from mentoring.people.application import ApplicationStatus
from mentoring.render.impossible import bottleneck
from mentoring.render.objective import price
from mentoring.render.phrases import band, many
from mentoring.scoring.rules import SENTENCES

DECIDED = {
    "pairs": "The number of pairs decided: with them there would be fewer.",
    "motivation": "Motivation decided: somebody of a higher band would have to go.",
    "floor": "The worst fit of a pair decided: with them it would be lower.",
    "fit": "The sum of all fits decided: with them it would be lower.",
    "lottery": "The lottery decided, all else being equal: with them the tickets sum to less.",
    "leximin": "The list of fits, the worst first, decided: with them it would be worse.",
    "moves": "That announced pairs are left alone decided.",
    "waited": "The time of waiting decided: somebody has waited longer.",
    None: "Nothing decided: an outcome with them is as good, and no lots were drawn.",
}


def as_json(found: Explanation | Absence) -> dict[str, Any]:
    """The content of the text as plain data."""
    if isinstance(found, Absence):
        sealed = str(found.sealed) if found.sealed else None
        return asdict(found) | {"submitted": str(found.submitted), "sealed": sealed}
    data = asdict(found)
    for pairing, one in zip(data["pairings"], found.pairings, strict=True):
        if one.price:
            pairing["price"]["decided"] = one.price.decided
    if found.standing:
        data["standing"] |= {
            "tied": found.standing.tied,
            "overtaken": found.standing.overtaken,
        }
    if found.rivals:
        data["rivals"]["text"] = group(found.rivals)
    if found.shortage:
        data["shortage"] = bottleneck(found.shortage)
    return data


def as_text(found: Explanation | Absence) -> str:
    """The mentee's result in the match, then each mentor asked about."""
    if isinstance(found, Absence):
        return "\n".join(_absence(found))
    lines = [f"Edition {found.cohort}, match {found.match} as it was sealed.", "", *_place(found)]
    if found.pinned:
        lines += ["  Pairs decided by hand are left out of the worst fit."]
    if found.standing and len(found.pairings) > 1:
        lines += ["", "The changes of the outcome that would pair them, the smallest first:"]
    for pairing in found.pairings:
        lines += ["", *_pairing(pairing, found.objective)]
    return "\n".join(lines)


def _absence(found: Absence) -> Iterator[str]:
    """Why a mentee is not in the match, and their place among those who wait."""
    why = "they took no part when it was sealed"
    if found.sealed and found.submitted > found.sealed:
        why = f"they applied on {found.submitted}, after it was sealed on {found.sealed}"
    if found.status is not ApplicationStatus.SUBMITTED:
        why = f"the application is {found.status}"
    yield f"Edition {found.cohort}: {found.mentee} is not in match {found.match}, because {why}."
    if found.place:
        waiting = many(found.waiting, "mentee")
        yield f"  They are number {found.place} of the {waiting} who wait."
        yield "  A free place goes to those who lost a mentor, then in the order of applying."
        yield f"  To see who would get one: mentoring replace {found.cohort} --dry-run"


def _place(found: Explanation) -> Iterator[str]:
    if found.mentor:
        yield f"{found.mentee} was given the mentor {found.mentor}."
    else:
        yield f"{found.mentee} was given no mentor: {WHY[found.why or 'place-free']}."
    if found.now and (found.now.mentor != found.mentor or found.now.match != found.match):
        yield f"Their last mentor is {found.now.mentor}, by match {found.now.match}."
    if found.now:
        yield f"The mentorship is {found.now.status} today."
    if found.standing:
        yield from _standing(found, found.standing)


def _standing(found: Explanation, one: WaitingReason) -> Iterator[str]:
    """The obstacles, the most important first."""
    yield f"  Places: {one.pairs} of {one.cap} are taken."
    yield f"  Band {band(one.band)}: {_bands(one)}"
    rules = (f"Not with {n}: {SENTENCES[code]}" for code, n in sorted(one.ruled_out.items()))
    may = f"{one.admissible} of {one.mentors} may be paired with them."
    yield f"  Mentors: {' '.join([may, *rules])}"
    if one.bound:
        low, high = one.bound
        most = f"at most {high}" if high is not None else "no upper bound"
        yield f"  Balance: {one.at_home} of {one.home} have a mentor; {most}, at least {low}."
    if one.least:
        least = ", ".join(f"{n} of {home}" for home, n in one.least.items())
        yield f"  Kept by least numbers, whatever the band: places for {least}."
    if found.rivals:
        yield f"  Too few mentors: {group(found.rivals)}"
    if found.shortage:
        yield f"  In all: {found.shortage}"
    if found.freeing:
        yield f"  They would have a mentor if you were to {' or '.join(map(str, found.freeing))}."
    nearest = next((pairing.price for pairing in found.pairings if pairing.price), None)
    if nearest:
        yield f"  {DECIDED[nearest.decided]}"


def _bands(one: WaitingReason) -> str:
    paired, everybody = one.bands[one.band]
    own = f"{paired} of its {many(everybody, 'mentee')} have a mentor"
    if one.overtaken:
        lower = f"{one.overtaken} of lower bands do, too"
        return f"{own}; {lower}, for something else than motivation decided."
    if one.tied:
        return f"{own}. Motivation does not tell these apart; what comes after it does."
    higher = enumerate(one.bands[: one.band])
    before = [f"{has} of {all_} of band {band(n)}" for n, (has, all_) in higher]
    return f"{own}; {' and '.join(before)} do." if before else f"{own}."


def _pairing(one: PairExplanation, best: Mapping[str, Value]) -> Iterator[str]:
    if one.fit is None:
        yield f"{one.mentee} · {one.mentor}: may not be a pair."
        yield from (f"  {SENTENCES[code]}" for code in one.why_not)
        return
    chosen = ", chosen" + ", pinned by a decision" * one.pinned if one.chosen else ""
    ticket = f", ticket {one.ticket}" if one.ticket is not None else ""
    yield f"{one.mentee} · {one.mentor}: fit {one.fit}{ticket}{chosen}"
    if one.reasons:
        yield "  Beside an average mentor:"
    yield from _parts(one)
    what = "Without this pair" if one.chosen else "With this pair"
    if one.change:
        yield from (f"  {line}" for line in price(one.change, best, what=what))
    elif one.pinned:
        yield "  The decision holds whatever it costs; `mentoring verify` states its price."
    else:
        yield f"  {what}, no outcome keeps every bound and pin."


def _parts(one: PairExplanation) -> Iterator[str]:
    """Each criterion's contribution, if it is still known."""
    for part in one.reasons:
        yield f"  {part.criterion:10} {part.beyond:+4}  {part.text}"
    if not one.reasons:
        yield "  One of the two takes part no more, so the parts of the fit are not known."
    elif not one.current:
        total = sum(part.points for part in one.reasons)
        yield f"  These parts are of today and make {total}: what the two stated has changed since."
