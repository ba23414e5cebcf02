"""The texts shared by both forms of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mentoring.matching.explain.blocking_pairs import BlockingPair
from mentoring.matching.outcome import WHY, Chosen
from mentoring.operations.report.balance import Side
from mentoring.operations.report.cut_off import Candidate, CutOff
from mentoring.operations.report.report import Report
from mentoring.render.phrases import band, many
from mentoring.render.reviews import summary as reviews
from mentoring.render.reviews.summary import hundredths
from mentoring.render.sensitivity import percent, standing

NO_MARKS = "Nobody was reviewed, so all mentees are in one band."
EACH_BY_FIT = (
    "In these, both would have a better fit with each other than with whom they have. A choice "
    "for everybody at once passes some over: for one more pair, a mentee of a higher band, or a "
    "better worst fit."
)
NONE_BLOCK = "None: no two people would both have a better fit with each other."


def title(report: Report) -> str:
    """The title of the report."""
    return f"Matching {report.matching.outcome.cohort}"


def state(report: Report) -> str:
    """Whether the pairs are proposed or announced, and the match they come from."""
    done = report.matching
    count = len(done.outcome.pairs)
    sealed = f"match {done.match}, sealed with its proof"
    if not done.standing:
        return f"Proposal: {many(count, 'pair')}, of which nobody has been told yet; {sealed}."
    untold = f", of which {report.untold} proposed and not announced yet" if report.untold else ""
    today = f"Announced: {many(count, 'pair')} today{untold}."
    if done.match == done.first.number:
        return f"{today} What was reached, and the fits, are of {sealed}."
    return (
        f"{today} What was reached is of match {done.match}, the last replacement. The bounds, and "
        f"why mentees wait, are of match {done.first.number}, which chose for the whole edition. "
        "Both are sealed with their proofs."
    )


def heading(report: Report) -> str:
    """The title of the first part: decisions for a proposal, not for announced pairs."""
    return "Keep in mind" if report.matching.standing else "Decide these"


PAIRS = ("Mentee", "Mentor", "Band", "Fit", "Made in", "Speaks for it", "Speaks against it")


def pair(report: Report, one: Chosen) -> tuple[str, ...]:
    """One row per pair, with the columns `PAIRS` and the share of cases that make the pair."""
    bands = {mentee.id: band(mentee.band) for mentee in report.matching.instance.mentees}
    firm = report.firmness
    ranked = sorted(one.reasons, key=lambda reason: -reason.beyond)
    said = [f"{reason.title} {reason.beyond:+}" if reason.beyond else "-" for reason in ranked]
    against = said[-1] if ranked and ranked[-1].beyond < 0 else "-"
    return (
        one.mentee,
        one.mentor,
        bands.get(one.mentee, "-"),
        f"{one.fit}{', by hand' if one.pinned else ''}",
        percent(firm.made((one.mentee, one.mentor))) if firm else "-",
        said[0] if said else "-",
        against,
    )


def changed(report: Report) -> str:
    """A warning if people's answers have changed since their pair was made."""
    others = [
        one
        for one in report.matching.outcome.pairs
        if sum(part.points for part in one.reasons) != one.fit
    ]
    if not others:
        return ""
    pairs = many(len(others), "pair", "pairs")
    return f"The reasons are of today's data: for {pairs} they no longer add up to the fit of then."


def waiting(report: Report) -> list[tuple[str, list[str]]]:
    """The waiting mentees, grouped by reason and band."""
    bands = {
        mentee.id: f"band {band(mentee.band)}: "
        for mentee in report.matching.first.instance.mentees
    }
    return _shared(report.matching.outcome.waiting, bands)


def free(report: Report) -> list[tuple[str, list[str]]]:
    """The mentors without a mentee, grouped by reason."""
    return _shared(report.matching.outcome.free_mentors, {})


def _shared(people: Mapping[str, str], groups: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    shared: dict[str, list[str]] = {}
    for who, why in people.items():
        shared.setdefault(f"{groups.get(who, '')}{WHY[why]}", []).append(who)
    return sorted(shared.items())


def cut_off(found: CutOff) -> Iterator[str]:
    """The place of the cut-off, and the definition of a tie."""
    if not any(candidate.score is not None for candidate in found.candidates):
        yield NO_MARKS
        return
    parts = [f"{one.selected} of {one.mentees} in band {band(one.number)}" for one in found.bands]
    yield f"Selected: {', '.join(parts)}."
    if found.split:
        yield (
            f"The cut-off runs through band {band(found.split.number)}. Inside a band motivation "
            "makes no difference: the fit decides, then the lot."
        )
    near = many(len(found.tied), "mentee is", "mentees are") if found.tied else "Nobody is"
    yield reviews.bands(found.cuts)
    yield f"{near} too near a cut to tell the sides apart."


TIED = ("Mentee", "Band", "Score", "Edge", "Now")


def tied(one: Candidate) -> tuple[str, ...]:
    """A row with the columns `TIED` for a mentee near an edge."""
    score = f"{hundredths(one.score)}\u00a0±\u00a0{hundredths(one.error)}"
    return one.mentee, band(one.band), score, hundredths(one.tied), standing(selected=one.selected)


BALANCE = (
    "Experiment",
    "Mentees selected",
    "Bounds on mentees",
    "Pairs with its mentors",
    "Bounds on these pairs",
)


def side(one: Side) -> tuple[str, str]:
    """The number of places taken, and the bounds."""
    return f"{one.pairs} of {one.places}" if one.places else "-", _bound(one)


def _bound(one: Side) -> str:
    if one.bound is None:
        return "-"
    low, high = one.bound
    return f"at least {low}" if high is None else f"{low} to {high}"


BLOCKING = ("Mentee", "Mentor", "Fit", "The mentee has", "The mentor has")


def blocking(one: BlockingPair) -> tuple[str, ...]:
    """A row with the columns `BLOCKING` for two people who would both prefer each other."""
    least = "a free place" if one.mentor_has is None else str(one.mentor_has)
    return *one.pair, str(one.fit), str(one.mentee_has), least
