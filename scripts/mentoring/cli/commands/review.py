"""`mentoring review …`: assign reviewers, write packets, calibrate motivation."""

from dataclasses import asdict, replace
from typing import Annotated

import click

from mentoring.cli import output, templates
from mentoring.cli.command import Format, command, formats
from mentoring.cli.writing import Writer
from mentoring.errors import MentoringError
from mentoring.files.messages import many
from mentoring.intake import institutes
from mentoring.programme.dates import day_in_words
from mentoring.render import plain
from mentoring.reviews.assign import assign as spread
from mentoring.store.programme import Edition
from mentoring.store.writer import changes


@command(short_help="Spread applications over reviewers.")
def assign(*, edition: Edition, form: Format, write: Writer) -> None:
    """Assign reviewers to every mentee's application of the edition C, in the roster.

    A reviewer never gets their own application, or one of their experiment, their institute or a
    declared conflict. Loads are as equal as possible. Earlier assignments are kept, except where a
    reviewer has declared a conflict since.
    """
    if edition.roster is None:
        raise MentoringError(f"List the reviewers in data/roster/{edition.name}.yaml first.")
    roster, each = edition.roster.record, edition.cohort.record.review.per_application
    reviews = [entry.record for entry in edition.reviews]
    assigned = spread(edition.mentees, roster, reviews, each)
    reviewers = replace(roster, assignments=dict(assigned.assignments))
    planned = changes(write.root, [reviewers], edition=edition)  # before anything is printed
    document = {"cohort": edition.name, **asdict(assigned)}
    output.report(form, "assignment.txt.j2", document, cohort=edition.name, given=assigned)
    write.apply(planned)
    output.exit_with(failed=bool(assigned.shortages))


@command(short_help="Write what reviewers read, without names.")
def packets(*, edition: Edition, write: Writer) -> None:
    """Write each reviewer of the edition C a packet into outbox/: Markdown, PDF, a scoring form.

    A packet holds motivation, goals, topics and career stage. Text that may identify the applicant
    is masked, and listed for the organisers in give-aways.csv beside the packets.
    """
    from mentoring.render.packet import as_markdown, as_pdf, findings, score_form
    from mentoring.reviews.blinding import packets as blinded

    if not (edition.roster and edition.roster.record.assignments):
        raise MentoringError(f"Run `mentoring review assign {edition.name}` first.")
    made, cohort = blinded(edition, institutes.read(write.root)), edition.cohort.record
    if not made:
        output.echo_err("No review is open, so there is no packet to write.")
        return
    fonts, refused = templates.fonts(write.root), False
    sheets = [sheet for own in made.values() for sheet in own]
    files: dict[str, str | bytes] = {"reviews/give-aways.csv": findings(sheets)}
    for reviewer, own in made.items():
        at = f"reviews/{reviewer}"
        files[f"{at}/packet.md"] = as_markdown(cohort, reviewer, own)
        files[f"{at}/scores.csv"] = score_form(cohort, reviewer, own)
        try:
            files[f"{at}/packet.pdf"] = as_pdf(cohort, reviewer, own, fonts)
        except MentoringError as error:
            output.echo_err(f"{error} It was written as Markdown only.")
            refused = True
    number, due = many(len(sheets), "open review"), day_in_words(cohort.dates.reviews_due)
    output.echo_err(output.said("packets", number=number, edition=edition.name, due=due))
    write.outbox(edition.name, files)
    output.exit_with(failed=refused)


@command(short_help="Calibrate what reviewers say, and form bands.")
def summary(*, edition: Edition, form: Annotated[str, formats("text", "markdown", "json")]) -> None:
    """Show the scores that reviewers gave the mentees of the edition C, by id only.

    Scores are corrected for strict and lenient reviewers, and have a standard error. `match`
    selects mentees by the bands that scores form.
    """
    from mentoring.reviews.bands import cuts
    from mentoring.reviews.summary import summarise

    found, edges = summarise(edition), cuts(edition.cohort.record.review)
    document = plain.review_summary(edition.name, found)
    output.report(form, "review-summary.j2", document, edition=edition, summary=found, cuts=edges)


review = click.Group(
    "review",
    commands=[assign, packets, summary],
    help="Assign reviewers, write their packets, and calibrate their marks.",
)
