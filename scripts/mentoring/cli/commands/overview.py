"""`mentoring status` and `progress`: where the year and its pairs are, and what to do."""

from typing import Annotated

from mentoring.cli import output
from mentoring.cli.command import DryRun, Root, Today, argument, command, formats
from mentoring.cli.writing import Writer
from mentoring.operations.status import status as status_of
from mentoring.progress.cohort_progress import cohort_progress, gone_on
from mentoring.render import plain
from mentoring.store.programme import CURRENT, Edition, Programme


@command()
def status(
    *,
    programme: Programme,
    cohort: Annotated[str | None, argument(metavar="[C]")],
    today: Today,
    form: Annotated[str, formats("text", "markdown", "json")],
) -> None:
    """Show what is done, who has to act next, and the next commands.

    Without C, every edition that is not closed. The first command of every day.
    """
    editions = programme.editions
    running = [name for name, edition in editions.items() if edition.cohort.record.closed is None]
    names = running or [*editions][-1:]
    if cohort is not None and (cohort != CURRENT or names):
        names = [cohort]
    found = [status_of(programme.sound(name), today) for name in names]
    output.report(form, "status.j2", found, found=found)


@command()
def progress(
    *,
    root: Root,
    edition: Edition,
    today: Today,
    form: Annotated[str, formats("text", "markdown", "json", "html")],
    dry_run: DryRun,
) -> None:
    """Show how each pair of the edition C is doing, and what to do this week.

    Every pair is judged by the rules under `progress:` in the cohort file. Text, Markdown and JSON
    name people by id alone; `html` writes a page with names and timelines into outbox/.
    """
    from mentoring.render import values

    cohort, pairs = edition.cohort.record, [entry.record for entry in edition.pairs]
    gone = gone_on(pairs, edition.people, today)
    if form == "html":
        from mentoring.render.pages import progress_page

        page = progress_page(cohort, pairs, edition.names, today, gone=gone)
        Writer(root, dry_run).outbox(edition.name, {"progress.html": page})
        return
    judged = cohort_progress(cohort, pairs, today, gone=gone)
    document = plain.progress(judged, cohort.progress)
    output.report(form, "progress.j2", document, **values.progress(judged, cohort.progress))
