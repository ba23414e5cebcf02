"""`mentoring review …`: assign reviewers, write packets, calibrate motivation."""

from dataclasses import replace
from pathlib import Path

import click

from mentoring.cli import output, templates, writing
from mentoring.cli.options import dry_run_option, format_option, pass_edition
from mentoring.errors import MentoringError
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import day_in_words
from mentoring.reviews.blinding import Packet
from mentoring.store.edition import Edition
from mentoring.store.writer import changes


@click.group()
def command() -> None:
    """Assign reviewers, write their packets, and calibrate their marks."""


@command.command(short_help="Spread applications over reviewers.")
@pass_edition
@format_option("text", "json")
@dry_run_option
def assign(root: Path, edition: Edition, form: str, *, dry_run: bool) -> None:
    """Assign reviewers to every mentee's application of the edition C, in the roster.

    A reviewer never gets their own application, or one of their experiment, their institute or a
    declared conflict. Loads are as equal as possible. Earlier assignments are kept, except where a
    reviewer has declared a conflict since.
    """
    from mentoring.render.reviews import assignment as render
    from mentoring.reviews.assign import assign as spread

    if edition.roster is None:
        raise MentoringError(f"List the reviewers in data/roster/{edition.name}.yaml first.")
    roster, rules = edition.roster.record, edition.cohort.record.review
    reviews = [entry.record for entry in edition.reviews]
    found = spread(edition.mentees, roster, reviews, rules.per_application)
    assigned = replace(roster, assignments=dict(found.reviewers))
    planned = changes(root, [assigned], edition=edition)  # before anything is printed
    output.show(form, render, edition.name, found)
    writing.apply(planned, dry_run=dry_run)
    output.exit_with(failed=bool(found.shortages))


@command.command(short_help="Write what reviewers read, without names.")
@pass_edition
@dry_run_option
def packets(root: Path, edition: Edition, *, dry_run: bool) -> None:
    """Write each reviewer of the edition C a packet into outbox/: Markdown, PDF, a scoring form.

    A packet holds motivation, goals, topics and career stage. Text that may identify the applicant
    is masked, and listed for the organisers in give-aways.csv beside the packets.
    """
    from mentoring.intake import institutes
    from mentoring.render.phrases import many
    from mentoring.render.reviews.packet import findings
    from mentoring.reviews.blinding import packets as made

    reviews = [review.record for review in edition.reviews]
    affiliation, register = edition.config.affiliation, institutes.read(root)
    found = made(edition.mentees, _assignments(edition), reviews, affiliation, register)
    if not found:
        output.echo_err("No review is open, so there is no packet to write.")
        return
    folder = f"outbox/{edition.name}/reviews"
    sheets = {sheet.application: sheet for packet in found for sheet in packet.applications}
    listed = findings(finding for _, sheet in sorted(sheets.items()) for finding in sheet.findings)
    files: dict[str, bytes | None] = {f"{folder}/give-aways.csv": listed}
    refused = 0
    for packet in found:
        texts, refusal = _files(root, edition.cohort.record, packet)
        files |= {f"{folder}/{packet.reviewer}/{name}": data for name, data in texts.items()}
        refused += refusal
    number = many(sum(len(packet.applications) for packet in found), "open review")
    due = day_in_words(edition.cohort.record.dates.reviews_due)
    output.echo_err(f"{number}: send each reviewer the files in {folder}/ID/.")
    output.echo_err(f"Marks are due on {due}.")
    writing.write_private(root, files, dry_run=dry_run)
    output.exit_with(failed=bool(refused))


def _assignments(edition: Edition) -> dict[str, tuple[str, ...]]:
    assignments = edition.roster.record.assignments if edition.roster else {}
    if not assignments:
        raise MentoringError(f"Run `mentoring review assign {edition.name}` first.")
    return assignments


def _files(root: Path, cohort: Cohort, packet: Packet) -> tuple[dict[str, bytes], bool]:
    """A reviewer's files by name, and whether the PDF is missing because no font fits."""
    from mentoring.render.reviews.packet import as_markdown, as_pdf, score_form

    files = {
        "packet.md": as_markdown(cohort, packet).encode(),
        "scores.csv": score_form(cohort, packet),
    }
    fonts = templates.fonts(root)
    try:
        files["packet.pdf"] = as_pdf(cohort, packet, fonts)
    except MentoringError as error:
        output.echo_err(f"{error} It was written as Markdown only.")
        return files, True
    return files, False


@command.command(short_help="Calibrate what reviewers say, and form bands.")
@pass_edition
@format_option("text", "markdown", "json")
def summary(_root: Path, edition: Edition, form: str) -> None:
    """Show the scores that reviewers gave the mentees of the edition C, by id only.

    Scores are corrected for strict and lenient reviewers, and have a standard error. `match`
    selects mentees by the bands that scores form.
    """
    from mentoring.render.reviews import summary as render
    from mentoring.reviews.summary import summarise

    reviews = [entry.record for entry in edition.reviews]
    found = summarise(edition.mentees, reviews, edition.cohort.record.review)
    output.show(form, render, edition.name, found)
