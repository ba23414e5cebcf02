"""The committee's report: as Markdown for the pull request, and as a page for the outbox."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from mentoring.matching.outcome import WHY, Chosen
from mentoring.operations.report import CutOff, Report, Side
from mentoring.render import blocks, objective, robustness
from mentoring.render.blocks import Block, Items, People, Section, Share, Table
from mentoring.render.environment import pages
from mentoring.render.markdown import LISTED, code, inline
from mentoring.render.phrases import band, many
from mentoring.render.report import charts
from mentoring.render.report.decide import decide
from mentoring.render.reviews.summary import bands as cuts_in_words
from mentoring.render.reviews.summary import hundredths

PAIRS = (
    "Mentee",
    "Mentor",
    "Band",
    "Fit",
    "Same pair in",
    "Speaks for it",
    "Speaks against it",
)
BALANCE = (
    "Experiment",
    "Mentees selected",
    "Bounds on mentees",
    "Pairs with its mentors",
    "Bounds on these pairs",
)
EACH_BY_FIT = (
    "In these, both would fit better with each other than with their partners. Choosing all pairs "
    "together passes some over, for one more pair, a mentee of a higher band, or a better worst "
    "fit."
)
NONE_BLOCK = "None: no two people would both fit better with each other."


def as_markdown(report: Report) -> str:
    """The decisions, one row per pair, then the rest folded, without charts. Ids only."""
    parts: list[Block] = [
        f"## {title(report)}",
        f"**{state(report)}** {changed(report)}".rstrip(),
        f"### {heading(report)}",
    ]
    questions = decide(report)
    for question in questions:
        evidence = [
            f"{' with '.join(map(code, ids))}{': ' if ids else ''}{inline(text)}"
            for ids, text in question.evidence
        ]
        parts += [f"**{question.answer}** {question.action}", Items(words=evidence)]
    parts += ["### Pairs"] if questions else ["Nothing.", "### Pairs"]
    rows = [row(report, pair) for pair in report.matching.outcome.pairs]
    parts.append(Table(name="Pairs", head=PAIRS, rows=rows, ids=2))
    parts += [blocks.folded(section) for section in sections(report)]
    return blocks.as_markdown(parts) + "\n"


def as_html(report: Report, names: Mapping[str, str]) -> str:
    """The page. `names` maps ids to names; people without a name are shown by id.

    It loads nothing from other places, and the same report gives the same bytes.
    """
    return (
        pages()
        .get_template("matching.html.j2")
        .render(
            report=report,
            title=f"{report.programme}: {title(report).lower()}",
            state=state(report),
            changed=changed(report),
            heading=heading(report),
            questions=decide(report),
            head=PAIRS,
            pairs=[(pair, row(report, pair)) for pair in report.matching.outcome.pairs],
            sections=sections(report),
            kind=lambda block: type(block).__name__,
            listed=LISTED,
            names=names,
            map=charts.heat_map(report.matching.instance, report.pairs),
            chart=charts.histogram(report.cut_off),
            cell=charts.CELL,
            label=charts.LABEL,
            levels=charts.LEVELS,
        )
    )


def title(report: Report) -> str:
    """The title of the report."""
    return f"Matching {report.matching.outcome.cohort}"


def state(report: Report) -> str:
    """Whether the pairs are proposed or announced, and the match they come from."""
    done = report.matching
    count = len(done.outcome.pairs)
    sealed = f"match {done.match}, sealed with its proof"
    if not done.announced:
        return f"Proposal: {many(count, 'pair')}, not announced yet; {sealed}."
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
    return "Keep in mind" if report.matching.announced else "Decide these"


def changed(report: Report) -> str:
    """A warning if people's answers have changed since their pair was made."""
    pairs = report.matching.outcome.pairs
    others = [pair for pair in pairs if sum(part.points for part in pair.reasons) != pair.fit]
    return (
        f"The reasons are of today's data: for {many(len(others), 'pair')} they no longer add up "
        "to the fit at the match."
        if others
        else ""
    )


def row(report: Report, pair: Chosen) -> tuple[str, ...]:
    """A pair in the columns `PAIRS`, with the share of tries that make the same pair."""
    bands = {mentee.id: band(mentee.band) for mentee in report.matching.instance.mentees}
    firm = report.firmness
    ranked = sorted(pair.reasons, key=lambda reason: -reason.beyond)
    said = [f"{reason.title} {reason.beyond:+}" if reason.beyond else "-" for reason in ranked]
    return (
        pair.mentee,
        pair.mentor,
        bands.get(pair.mentee, "-"),
        f"{pair.fit}{', by hand' if pair.pinned else ''}",
        robustness.percent(firm.made((pair.mentee, pair.mentor))) if firm else "-",
        said[0] if said else "-",
        said[-1] if ranked and ranked[-1].beyond < 0 else "-",
    )


def sections(report: Report) -> list[Section]:
    """What is folded below the pairs, in both forms."""
    outcome = report.matching.outcome
    first = report.matching.first.instance
    bands = {mentee.id: f"band {band(mentee.band)}: " for mentee in first.mentees}
    reached: list[Block] = [Items(words=[*objective.reached(report.matching)], numbered=True)]
    if report.matching.shortage:
        reached.append(f"**Fewer pairs than places.** {report.matching.shortage}")
    homes = [
        (home.experiment, *_side(home.mentees), *_side(home.mentors)) for home in report.balance
    ]
    found: dict[str, list[Block]] = {
        "What was reached": reached,
        f"Waiting list: {len(outcome.waiting)}": [_grouped(outcome.waiting, bands)],
        f"Free mentors: {len(outcome.free_mentors)}": [_grouped(outcome.free_mentors, {})],
        "Cut-off": [*_cut_off(report.cut_off)],
        "Balance by experiment": [Table(name="Balance by experiment", head=BALANCE, rows=homes)],
        f"Blocking pairs: {len(report.blocking)}": [*_blocking(report)],
        "Sensitivity": [*robustness.brief(report.firmness)] if report.firmness else [],
    }
    return [Section(title=title, blocks=inside) for title, inside in found.items() if inside]


def _grouped(people: Mapping[str, str], prefix: Mapping[str, str]) -> Block:
    """People without a partner, grouped by reason."""
    groups: dict[str, list[str]] = {}
    for person, why in people.items():
        groups.setdefault(f"{prefix.get(person, '')}{WHY[why]}", []).append(person)
    return People(groups=sorted(groups.items())) if groups else "No one."


def _cut_off(found: CutOff) -> Iterator[Block]:
    """The place of the cut-off, and the mentees too near a cut to tell the sides apart."""
    if not any(candidate.score is not None for candidate in found.candidates):
        yield "No mentee was reviewed, so all are in one band."
        return
    parts = [
        f"{part.selected} of {part.mentees} in band {band(part.number)}" for part in found.bands
    ]
    yield f"Selected: {', '.join(parts)}."
    if found.split:
        yield (
            f"The cut-off runs through band {band(found.split.number)}. Inside a band motivation "
            "makes no difference: the fit decides, then the lot."
        )
    yield cuts_in_words(found.cuts)
    near = many(len(found.tied), "mentee is", "mentees are") if found.tied else "No mentee is"
    yield f"{near} too near a cut to tell the sides apart."
    rows = [
        (
            candidate.mentee,
            band(candidate.band),
            f"{hundredths(candidate.score)}\u00a0±\u00a0{hundredths(candidate.error)}",
            hundredths(candidate.tied),
            robustness.standing(selected=candidate.selected),
        )
        for candidate in found.tied
    ]
    head = ("Mentee", "Band", "Score", "Edge", "Now")
    yield Table(name="Mentees near an edge", head=head, rows=rows, ids=1)


def _side(side: Side) -> Sequence[str | Share]:
    """The places taken, and the bounds."""
    taken: str | Share = "-"
    if side.places:
        taken = Share(f"{side.pairs} of {side.places}", Fraction(side.pairs, side.places))
    if side.bound is None:
        return taken, "-"
    low, high = side.bound
    return taken, f"at least {low}" if high is None else f"{low} to {high}"


def _blocking(report: Report) -> Iterator[Block]:
    """Two people in each row who would both prefer each other."""
    yield EACH_BY_FIT if report.blocking else NONE_BLOCK
    rows = [
        (
            *found.pair,
            str(found.fit),
            str(found.mentee_has),
            "a free place" if found.mentor_has is None else str(found.mentor_has),
        )
        for found in report.blocking
    ]
    head = ("Mentee", "Mentor", "Fit", "The mentee has", "The mentor has")
    yield Table(name="Blocking pairs", head=head, rows=rows, ids=2)
