"""`mentoring review packets`: what reviewers read, and the form that comes back."""

from __future__ import annotations

from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root
from mentoring.errors import MentoringError
from mentoring.programme.cohort import Cohort
from mentoring.reviews.blinding import Packet
from mentoring.store.edition import Edition

FONTS = "data/templates/fonts"


@click.command(short_help="Write what reviewers read, without names.")
@cohort_argument
@dry_run_option
@pass_root
def packets(root: Path, cohort: str, *, dry_run: bool) -> None:
    """Write each reviewer of the edition C a packet into outbox/: Markdown, PDF, a scoring form.

    A packet holds motivation, goals, topics and career stage. Text that may identify the applicant
    is masked, and listed for the organisers in give-aways.csv beside the packets.
    """
    from mentoring.files.changes import plan
    from mentoring.intake import institutes
    from mentoring.render.reviews.packet import findings
    from mentoring.reviews.blinding import packets as made
    from mentoring.store.reader import load

    edition = load(root).sound(cohort)
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
    output.echo_err(f"{sum(len(one.applications) for one in found)} reviews are open.")
    output.apply(plan(root, files, private=True), dry_run=dry_run)
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
    fonts = root / FONTS
    try:
        files["packet.pdf"] = as_pdf(cohort, packet, fonts if fonts.is_dir() else None)
    except MentoringError as error:
        output.echo_err(f"{error} It was written as Markdown only.")
        return files, True
    return files, False
