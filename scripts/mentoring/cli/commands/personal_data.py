"""`mentoring retention`, `erase` and `export-person`: deletion, and the right of access."""

from contextlib import nullcontext
from datetime import date
from typing import Annotated

from mentoring.cli import output
from mentoring.cli.command import DryRun, Folder, Format, Person, Today, Yes, command, option
from mentoring.cli.writing import Writer, alone
from mentoring.errors import MentoringError
from mentoring.files.messages import many
from mentoring.operations.access import ANSWERS, gather
from mentoring.operations.erasure.erase import Erasure, finish, remove
from mentoring.operations.erasure.erase import erase as erased
from mentoring.operations.erasure.plan import unfinished
from mentoring.operations.git import Repository
from mentoring.operations.retention import ended_voices, holdings, strays
from mentoring.render import plain, values
from mentoring.render.access import files
from mentoring.store.programme import Programme
from mentoring.store.reader import load
from mentoring.store.vault import vault_of

QUESTION = "This rewrites the whole history and cannot be undone. Continue?"


@command()
def retention(
    *,
    apply: Annotated[bool, option("Remove data past their date, also from the history.")],
    today: Today,
    write: Writer,
    yes: Yes,
    form: Format,
) -> None:
    """Show until when each edition's personal data are kept; exit with 1 if a date is past.

    Dates in the next 60 days are marked, and voices whose consent has ended are listed. With
    --apply, data past their date are removed from the files, the history and outbox/; the edition's
    rules, released figures and other voices stay.
    """
    root, repository = write.root, Repository(write.root)
    if apply and _finished(repository, form, dry_run=write.dry_run):
        return
    programme = load(root)
    history = repository.paths().values() if repository.there else ()
    held, loose = holdings(programme, history, today), strays(programme)
    past = [holding.cohort for holding in held if holding.status == "past"]
    voices = [entry.path for entry in ended_voices(programme, today)]
    if not (apply and (past or voices)):
        document = {"as_of": today, "editions": held, "voices": voices, "outbox": loose}
        facts = {"held": held, "voices": voices, "strays": loose, "today": today}
        output.report(form, "retention.txt.j2", document, **facts)
        output.exit_with(failed=bool(past or voices))
        return
    output.confirm(QUESTION, skip=yes or write.dry_run)
    done = remove(repository, past, today, dry_run=write.dry_run)
    for name in vault_of(root).encrypted if form == "text" else ():
        if name in past:
            output.echo(f"Last, each steward with a key: mentoring keys destroy {name}")
    _report(done, form)


@command()
def erase(
    *, folder: Folder, person: Person, today: Today, dry_run: DryRun, yes: Yes, form: Format
) -> None:
    """Remove the person ID from the files and from the history: commits, tags, branches, stashes.

    This removes all applications under the same address. Tombstones replace the ids, so that the
    other side of each pair and the proof of each match remain. A new history is made in a clone,
    searched, and put in place of the old one. If this is interrupted, give the command again.
    """
    repository = Repository(folder)
    with nullcontext() if dry_run else alone(folder):
        if not _finished(repository, form, dry_run=dry_run):
            output.confirm(QUESTION, skip=yes or dry_run)
            done = erased(repository, person, today, dry_run=dry_run)
            for cohort in () if form == "json" else vault_of(folder).encrypted:
                output.say("keys/erased.txt.j2", cohort=cohort)
            _report(done, form)


def _finished(repository: Repository, form: str, *, dry_run: bool) -> bool:
    """Finish and report an interrupted erasure; return whether there was one."""
    if dry_run and unfinished(repository):
        raise MentoringError("An erasure was interrupted. Finish it first: leave out --dry-run.")
    if earlier := finish(repository):
        _report(earlier, form)
    return earlier is not None


def _report(erasure: Erasure, form: str) -> None:
    """Print the result; exit with 1 if something has to be removed by hand."""
    output.report(form, "erasure.txt.j2", plain.erasure(erasure), **values.erasure(erasure))
    output.exit_with(failed=not erasure.clean)


@command()
def export_person(
    *,
    programme: Programme,
    person: Person,
    received: Annotated[date | None, option("The day of the request; else today.")],
    today: Today,
    write: Writer,
) -> None:
    """Write all data held about the person ID into outbox/, as a text for them and as JSON.

    What others said in confidence is left out, and so are the reviewers' ids. Read the files before
    you send them: a reviewer's note may contain a name. data/programme.yaml says when the answer is
    due.
    """
    held = gather(programme, Repository(write.root), person, today, received or today)
    editions = [own.application.cohort for own in held.applications] or list(held.member)
    write.outbox(max(editions), files(held, ANSWERS))
    output.echo(f"{many(len(held.applications), 'application')} of {person}; due by {held.due}.")
    reviews = [review for own in held.applications for review in own.reviews]
    if notes := sum(review.note is not None for review in reviews):
        output.echo(f"Read {many(notes, 'note')} of reviewers before you send it.")
