"""`mentoring release`, `site` and `audit`: what becomes public."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import click

from mentoring.aggregates.release import ReleaseStage
from mentoring.cli import output
from mentoring.cli.command import (
    Cohort,
    DryRun,
    Folder,
    Format,
    Today,
    argument,
    command,
    formats,
    option,
)
from mentoring.cli.writing import Writer
from mentoring.disclosure import history, receipt
from mentoring.disclosure.leaks.audit import Public, Report
from mentoring.disclosure.leaks.audit import audit as searched
from mentoring.disclosure.leaks.layers import digest
from mentoring.errors import DataError, MentoringError, UsageError
from mentoring.files.changes import plan
from mentoring.files.decodings import plain
from mentoring.files.text import decode
from mentoring.files.tree import Tree, read_input
from mentoring.operations.git import Repository, pages_before
from mentoring.problems import Problem, Severity
from mentoring.render.problems import as_text
from mentoring.scoring.criteria import criterion, names
from mentoring.site.pictures import pictures
from mentoring.site.state import Year
from mentoring.store.programme import Programme
from mentoring.store.reader import load
from mentoring.store.record_kinds import LOOKED_AT
from mentoring.store.writer import changes

SETTINGS = "mkdocs.yml"
EDITION_PAGE = re.compile(r"docs/statistics/[0-9]{4}[^/]*\.md")
STAGES = click.Choice(["applications", "matching", "midterm", "outcome"])


@command()
def release(
    *,
    programme: Programme,
    cohort: Cohort,
    stage: Annotated[str, argument(metavar="STAGE", type=STAGES)],
    with_open_pairs: Annotated[
        bool, option("Release the outcome although some pairs are neither completed nor ended.")
    ],
    form: Format,
    today: Today,
    write: Writer,
) -> None:
    """Release one STAGE of the edition C: applications, matching, midterm or outcome.

    Each stage is released once, in this order; a stage in the Git history is not released again.
    What would become public is shown with its audit. It is refused if a reader could count a small
    group from it and all earlier releases. The outcome waits until every pair is completed or
    ended.
    """
    from mentoring.disclosure.publish_release import publish

    released = (entry.record for entry in programme.edition(cohort).released)
    if earlier := next((release for release in released if release.stage == stage), None):
        output.echo_err(f"{stage} of {cohort} was released on {earlier.on}. Nothing is left to do.")
        return
    path = history.file_of(cohort, stage)
    if known := Repository(write.root).commits_with(path):  # two would reveal more together
        said = history.text("committed", stage=stage, edition=cohort, commit=known[0], path=path)
        raise MentoringError(said)
    kind, fresh = ReleaseStage(stage), secrets.token_hex(32)
    done = publish(programme, cohort, kind, today, fresh=fresh, open_pairs=with_open_pairs)
    audit = done.audit
    numbers = {"groups": audit.groups, "narrowest": audit.narrowest, "exposed": len(audit.exposed)}
    document = {"release": done.release, "audit": numbers}
    output.report(form, "release.txt.j2", document, release=done.release, audit=audit)
    write.apply(done.changes)


@command()
def site(
    *,
    programme: Programme,
    check: Annotated[bool, option("Write nothing; fail if anything would change.")],
    write: Writer,
) -> None:
    """Write what docs/ holds of the editions and their releases.

    Text outside the `generated` marks of a page stays; pages, charts and calendars of editions that
    are gone are removed. The public site is built from docs/ alone, without any personal data.
    With --check, pages, letters and settings that still say another programme's length, number of
    pairs, month, place or nouns are named as well, each with its line and a cure.
    """
    from mentoring.site.pages import generated, is_ours

    root, year = write.root, _year(programme)
    there = [path.removeprefix("docs/") for path in Tree(root).list("docs").files]
    pages = {path: _text(root, f"docs/{path}") for path in there if path.endswith(".md")}
    made = generated(year, pages) | pictures(year.cohort)
    files = {**{path: None for path in there if is_ours(path)}, **made}
    planned = plan(root, {f"docs/{path}": data for path, data in sorted(files.items())})
    Writer(root, dry_run=check or write.dry_run).apply(planned)
    if check:
        if drifted := bool(planned.summary()):
            output.echo_err("docs/ has drifted: run `mentoring site` and commit the difference.")
        foreign = sorted(_words_of_others(root, year))
        if foreign:
            output.echo_err(as_text(foreign))
        wrong = any(problem.severity is Severity.ERROR for problem in foreign)
        output.exit_with(failed=wrong or drifted)


def _year(programme: Programme) -> Year:
    """What the pages are made of; raises DataError if they would lack an unreadable edition."""
    errors = (problem for problem in programme.problems if problem.severity is Severity.ERROR)
    if broken := [error for error in errors if error.path.startswith("data/cohorts/")]:
        raise DataError(broken)
    editions = [edition.cohort.record for edition in programme.editions.values()][::-1]
    if not editions:
        raise UsageError("There is no edition in data/cohorts/ to make pages of.")
    return Year(
        cohort=next((cohort for cohort in editions if cohort.closed is None), editions[0]),
        editions=tuple(editions),
        quotes=history.public_quotes(programme),
        history=history.read(programme.root, programme.config.vocabulary),
        criteria={name: criterion(name) for name in names()},
    )


def _words_of_others(root: Path, year: Year) -> Iterator[Problem]:
    """What pages, settings, and the programme's own letters and forms say of other programmes."""
    from mentoring.site.not_yours import not_yours, settings_not_yours

    tree, endings = Tree(root), (".j2", ".typ", ".yaml")
    pages = [path for path in tree.list("docs").files if path.endswith(".md")]
    own = [*tree.list("data/templates").files, *tree.list("data/mappings").files]
    texts = [path for path in pages if not EDITION_PAGE.fullmatch(path)]
    texts += [path for path in own if path.endswith(endings)]
    if (root / SETTINGS).is_file():
        texts.append(SETTINGS)
        yield from settings_not_yours(SETTINGS, _text(root, SETTINGS), year.cohort.config)
    for path in texts:
        yield from not_yours(path, _text(root, path), year.cohort)


def _text(root: Path, path: str) -> str:
    return decode(Tree(root).read(path), path)


@command()
def audit(
    *,
    folder: Folder,
    site: Path = Path("site"),
    form: Annotated[str, formats("text", "json", "github")],
    today: Today,
    dry_run: DryRun,
) -> None:
    """Search every file of the built SITE for the people in data/, of every edition.

    Names, e-mail addresses, ids, profile codes and passages of texts are found in any case, accent
    or order, in markup, scripts, packed files, documents and metadata. Any trace is an error. Some
    findings are only listed for you to judge: common words that are also names, the theme's authors
    in its own files, and words that were on our pages before the person who uses them applied. No
    program can tell what a picture shows: each must be listed in looked-at.sha256, by which a
    person confirms that it identifies no person.

    In a programme whose identities are encrypted, an audit without findings leaves a receipt in
    data/ledgers/, by the digest of docs/, overrides/ and mkdocs.yml, if the site was built from
    them as they are. Without a key, the audit requires the receipt of exactly these pages.
    """
    from mentoring.render import values

    if not (folder / site).is_dir():
        raise UsageError(f"There is no folder {site}. Build the site first: make site")
    programme, report = None, Report()  # of a checkout of the public side alone
    if (folder / "data").is_dir():
        programme = load(folder)
        known = receipt.required(programme, folder)
        report = known or searched(programme, folder / site, public(folder, programme))
    document = asdict(report) | {"clean": report.clean}
    if report.receipt is None:
        del document["receipt"]
    shown = values.audit(report, form, colour=output.colour())
    output.report(form, "audit.txt.j2", document, **shown)
    if programme and (made := receipt.receipts(programme, folder, folder / site, report, today)):
        Writer(folder, dry_run).apply(changes(folder, made))
    output.exit_with(failed=not report.clean)


def public(root: Path, programme: Programme) -> Public:
    """What identifies no person: the theme, pictures inspected or drawn, and earlier pages."""
    cohorts = [edition.cohort.record for edition in programme.editions.values()]
    open_cohorts = [cohort for cohort in cohorts if cohort.closed is None]
    drawn = {digest(image) for cohort in open_cohorts for image in pictures(cohort).values()}
    listed = root / LOOKED_AT  # in the format of `sha256sum`
    lines = plain(read_input(listed)).splitlines() if listed.is_file() else []
    themes = filter(None, map(find_spec, ("material", "zensical")))
    places = [Path(place) for theme in themes for place in theme.submodule_search_locations or ()]
    files = (file for place in places for file in (place / "templates/assets").rglob("*.*"))
    return Public(
        theme=frozenset(digest(read_input(file)) for file in files if file.is_file()),
        looked_at=frozenset({*(line.split()[0] for line in lines if line.strip()), *drawn}),
        pages=partial(pages_before, Repository(root)),
    )
