"""`mentoring lottery …`, `scores`, `match`, `verify`, `explain`, `robustness`, `replace`."""

import re
import secrets
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import click
from click import IntRange

from mentoring.cli import output
from mentoring.cli.command import Cohort, Format, Today, command, formats, option
from mentoring.cli.writing import Writer
from mentoring.operations import lottery as lots
from mentoring.people.lifecycle import Side
from mentoring.programme.rules import Lottery
from mentoring.render import plain
from mentoring.store.programme import Edition, Programme

if TYPE_CHECKING:
    from mentoring.operations.decisions import Wish
    from mentoring.operations.run_match import MatchResult


def _parts(form: str, what: str) -> Callable[[str], tuple[str, ...]]:
    """A type of values in parts; raises BadParameter for a value of another form."""

    def parts(value: str) -> tuple[str, ...]:
        if found := re.fullmatch(form, value):
            return found.groups()
        raise click.BadParameter(f"{value!r} is not {what}")

    return parts


PAIR = _parts("([^:]+):([^:]+)", "a pair: write MENTEE:MENTOR.")
WEIGHT = _parts("([^=]+)=([0-9]+)", "a weight: write CRITERION=N, such as topics=30.")
InTwo = tuple[tuple[str, str], ...]
pair_option = partial(option, metavar="MENTEE:MENTOR", type=PAIR, nargs=1)
ROUND = "Its number; without it that of noon, UTC, for a beacon that is known here."
RESAMPLES = "Match again in this many cases, to see how firm the pairs are."


@command(short_help="Commit to who takes part, and to a round to come.")
def freeze(
    *,
    edition: Edition,
    beacon: Annotated[str, option("The public randomness beacon.", "NAME", required=True)],
    day: Annotated[date, option("When the round comes (YYYY-MM-DD).", required=True)],
    round_: Annotated[int | None, option(ROUND, "N", type=IntRange(1))],
    today: Today,
    write: Writer,
) -> None:
    """Freeze the ids of all who applied for the edition C in time.

    Each person gets a nonce, which hides their id in a commitment of their own. The cohort file
    gets the commitment to all of these, and a future round of a public beacon.
    The beacon "drand quicknet" is known here.
    """
    number = round_ or lots.round_on(beacon, day)
    wanted = Lottery(commitment="", beacon=beacon, round=number, day=day)
    write.records(edition, *lots.freeze(edition, wanted, lambda: secrets.token_hex(16), today))
    output.echo(f"Round {number} comes on {day}. Next: mentoring site, and merge before it.")


@command(short_help="Type in the value of the round: the seed.")
def draw(*, edition: Edition, value: str, today: Today, write: Writer) -> None:
    """Record the VALUE of the beacon's round as the seed of the edition C.

    Type it in as the beacon publishes it: every character counts.
    """
    write.records(edition, lots.draw(edition, value, today))
    output.echo(f"Next: mentoring site, then mentoring match {edition.name}.")


lottery = click.Group(
    "lottery",
    commands=[freeze, draw],
    help="Draw lots in public: no person can rig the draw, and everyone can check it.",
)


@command()
def scores(*, edition: Edition, form: Annotated[str, formats("text", "json", "csv")]) -> None:
    """Show the fit of every pair of the edition C, or why it is not allowed.

    Fits are whole points out of 1000, weighted as the cohort file says. `json` is the sealed
    instance, all that `match` reads: enough to solve it elsewhere. `csv` has one line per pair.
    """
    from mentoring.files.tables import as_csv
    from mentoring.matching.instance.instance import encode
    from mentoring.operations.snapshot import sealing
    from mentoring.render import values

    with output.progress("Scoring", len(edition.mentees)) as advance:
        instance = sealing(edition, advance).instance
    if form == "json":
        output.echo_json(encode(instance))
    elif form == "text":
        output.say("scores.txt.j2", **values.scores(instance))
    else:
        output.echo(as_csv(plain.fits(instance), line_end="\n"))


@command()
def match(
    *,
    programme: Programme,
    cohort: Cohort,
    pin: Annotated[InTwo, pair_option("What if this pair were required?")],
    forbid: Annotated[InTwo, pair_option("What if this pair were forbidden?")],
    without: Annotated[tuple[str, ...], option("What if they did not take part?", "ID")],
    cap: Annotated[int | None, option("What if there were at most N pairs?", type=IntRange(0))],
    weights: Annotated[
        InTwo, option("What if a criterion had this weight?", "CRITERION=N", type=WEIGHT, nargs=1)
    ],
    report: Annotated[bool, option("Print Markdown for the pull request, write a page.")],
    names: Annotated[bool, option("Name people on the page, which is for the organisers.")],
    resamples: Annotated[int, option(RESAMPLES, "N", type=IntRange(0, 10_000))] = 1000,
    form: Format,
    today: Today,
    write: Writer,
) -> None:
    """Choose the best pairs of the edition C, as proposals, sealed with a proof.

    After the announcement it shows the announced pairs and writes none. With --pin, --forbid,
    --without, --cap or --weights it shows what would change, and writes nothing: lasting decisions
    go into data/decisions/, each with its reason. With --report it prints the committee's report in
    Markdown, by ids, and writes it as a page into outbox/.
    """
    from mentoring.matching.outcome import WHY
    from mentoring.operations.decisions import Wish

    weighed = {criterion: int(number) for criterion, number in weights}
    wish = Wish(pins=pin, forbids=forbid, without=without, cap=cap, weights=weighed)
    if report and (wish or form == "json"):
        raise click.UsageError("--report is about the match itself, and prints Markdown.")
    if names and not report:
        raise click.UsageError("--names goes with --report: only the page of the report has names.")
    if wish:
        _try_out(programme, cohort, wish, form)
        return
    done = _match(programme, cohort, today, "markdown" if report else form)
    if report:
        from mentoring.operations.report import report as reported
        from mentoring.render.pages import matching_markdown, matching_page

        edition = programme.edition(done.last.cohort)
        with output.progress("Testing how firm it is", resamples) as advance:
            made = reported(edition, done, resamples, advance)
        output.echo(matching_markdown(made))
    else:
        output.report(form, "match.txt.j2", plain.match(done), done=done, why=WHY)
    if done.announced:
        output.echo_err("Pairs are announced, so no pair was written.")
    else:
        write.apply(done.changes)
    if report:
        page = matching_page(made, edition.names if names else {})
        write.outbox(edition.name, {"match.html": page})


def _try_out(programme: Programme, cohort: str, wish: "Wish", form: str) -> None:
    from mentoring.operations.decisions import trial

    tried = trial(programme, cohort, wish)
    output.report(form, "trial.txt.j2", tried, tried=tried)
    output.say_err("what-if.txt.j2", tried=tried)
    output.exit_with(failed=tried.impossible is not None)


def _match(programme: Programme, cohort: str, today: date, form: str) -> "MatchResult":
    """The match; if none is feasible, prints why in the chosen format and raises."""
    from mentoring.matching.explain.shortage import InfeasibleError
    from mentoring.operations.run_match import match as run

    try:
        edition = programme.edition(cohort)
        steps = len(edition.mentees) + len(edition.cohort.record.matching.objective)
        with output.progress("Scoring and choosing", steps) as advance:
            return run(programme, cohort, today, advance)
    except InfeasibleError as error:
        if form == "json":
            reason = plain.bottleneck(error.shortage) | {"text": str(error)}
            output.echo_json({"cohort": cohort, "pairs": [], "impossible": reason})
        elif form == "markdown":
            output.echo(f"## Matching {cohort}: impossible\n\n{error}")
        raise


@command()
def verify(
    *,
    programme: Programme,
    cohort: Cohort,
    since: Annotated[
        str | None, option("Refuse sealed files changed since this commit.", "COMMIT")
    ],
    form: Format,
) -> None:
    """Check every sealed match of the edition C, and its present pairs.

    Optimal: each match is the best for its sealed instance. Bound: the instance obeys the edition's
    rules and decisions and, by the repository's history, is what the data gave when it was sealed;
    unknown without a history, or in a shallow clone. Current: today's data would seal the same
    instance, which must hold until the announcement. Feasible: the present pairs keep today's
    rules. Decisions that the match obeyed are listed, each with its reason and its cost: what
    would be better without it.

    With --since, as CI has it for a pull request, sealed matches of any edition that were changed
    or removed since that commit are refused, except for what an erasure changes.
    """
    from mentoring.operations.git import Repository
    from mentoring.operations.verification import rewritten_since, verdict
    from mentoring.render.problems import as_text

    checked = verdict(programme, programme.edition(cohort).name)
    if checked.problems and form == "text":
        output.echo(as_text(checked.problems))
    output.report(form, "verification.txt.j2", checked, verdict=checked)
    rewritten = rewritten_since(Repository(programme.root), since) if since else ()
    if rewritten:
        output.echo_err(as_text(rewritten))
    output.exit_with(failed=bool(rewritten) or not checked.holds)


@command()
def explain(
    *, programme: Programme, cohort: Cohort, mentee: str, mentor: str | None, form: Format
) -> None:
    """Explain to the organisers the match of the edition C that decided about a mentee.

    With a MENTOR: the points of the pair, the rule that forbids it, or what forcing it (forbidding
    it, if it was chosen) would cost and who would move. Without: what kept the mentee from a place,
    and the alternatives that cost the least. For a late mentee: their place in the queue.
    """
    from mentoring.matching.outcome import WHY
    from mentoring.operations.explanation import Absence
    from mentoring.operations.explanation import explain as explained
    from mentoring.scoring.fit import SENTENCES

    found = explained(programme, cohort, mentee, mentor)
    template = "absence.txt.j2" if isinstance(found, Absence) else "explanation.txt.j2"
    document = plain.explanation(found)
    output.report(form, template, document, found=found, why=WHY, sentences=SENTENCES)


@command()
def robustness(
    *,
    programme: Programme,
    cohort: Cohort,
    resamples: Annotated[int, option(RESAMPLES, "N", type=IntRange(1, 10_000))] = 1000,
    seed: Annotated[int, option("Draw other cases.")] = 1,
    form: Annotated[str, formats("text", "json", "markdown")],
) -> None:
    """Match the edition C again many times, each time with uncertain values drawn again.

    Review scores vary within their uncertainty, weights by up to a fifth. Mentees who are
    selected in some cases and not in others are on the edge: look at them once more. Nothing is
    written; the same seed gives the same result.
    """
    from mentoring.operations.robustness import robustness as run

    with output.progress("Matching again", resamples) as advance:
        firm = run(programme, cohort, times=resamples, seed=seed, progress=advance)
    output.report(form, "robustness.j2", plain.robustness(firm), firm=firm)


@command()
def replace(
    *,
    programme: Programme,
    cohort: Cohort,
    mentee: str | None,
    left: Annotated[Side | None, option("Who left the pair.")],
    stays: Annotated[bool, option("The person who left may be paired again.")],
    reason: Annotated[
        str | None, option("Why, without names; kept if MENTEE gets a new mentor.", "WORDS")
    ],
    allow_moves: Annotated[
        int, option("How many announced pairs may be moved for it.", "N", type=IntRange(0))
    ] = 0,
    today: Today,
    write: Writer,
) -> None:
    """Find the best new pairs of the edition C after a person has left MENTEE's pair.

    A pair that `data/decisions/` requires comes first, then the partner who remains, then the
    mentees who have waited longest. No announced pair is moved. The person who left withdraws from
    the edition, unless they stay. A person who ended or declined a mentorship gets a new one only
    on request: name their pair, with --stays. Without MENTEE, late mentees are paired with the
    mentors who are free.
    """
    from mentoring.operations.replacement import replacement
    from mentoring.operations.withdraw import Departure

    if (mentee is None) != (left is None):
        raise click.UsageError("MENTEE and --left go together: whose pair, and who left it.")
    gone = Departure(mentee=mentee, left=left, stays=stays) if mentee and left else None
    done = replacement(programme, cohort, today, gone, reason=reason, allow_moves=allow_moves)
    output.say("replacement.txt.j2", done=done)
    write.apply(done.changes)
