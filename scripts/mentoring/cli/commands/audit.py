"""`mentoring audit`: searches the published files for anything that identifies a person."""

from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, format_option, pass_folder, today_option
from mentoring.disclosure import receipt
from mentoring.disclosure.leaks.audit import Public, audit
from mentoring.disclosure.leaks.finding import digest
from mentoring.errors import UsageError
from mentoring.files.decodings import plain
from mentoring.files.tree import read_input
from mentoring.store.programme import Programme

LOOKED_AT = "looked-at.sha256"
THEMES = ("material", "zensical")


@click.command()
@click.argument("site", metavar="[SITE]", default="site", type=click.Path(path_type=Path))
@format_option("text", "json", "github")
@today_option
@dry_run_option
@pass_folder
def command(root: Path, site: Path, form: str, today: date, *, dry_run: bool) -> None:
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
    from mentoring.render import audit as render
    from mentoring.store.reader import load
    from mentoring.store.writer import changes

    if not (root / site).is_dir():
        raise UsageError(f"There is no folder {site}. Build the site first: make site")
    if not (root / "data").is_dir():  # a checkout of the public side alone
        output.echo(render.NO_PEOPLE)
        return
    programme = load(root)
    if receipt.closed(programme):
        found = receipt.required(programme, root)
        if form == "json":
            output.echo_json(render.receipt_as_json(found))
        else:
            output.echo(render.receipt(found))
        return
    report = audit(receipt.readable(programme), root / site, public(root, programme))
    if form == "json":
        output.echo_json(render.as_json(report))
    elif form == "github":
        output.echo(render.as_annotations(report))
    else:
        output.echo(render.as_text(report, colour=output.colour()))
    if report.clean and receipt.is_needed(programme):
        if not receipt.is_of_pages(root, root / site):
            raise UsageError(render.NOT_OF_THE_PAGES)
        with nullcontext() if dry_run else writing.alone(root):
            record = receipt.receipt(programme, root, report, today)
            writing.apply(changes(root, [record]), dry_run=dry_run)
    output.exit_with(failed=not report.clean)


def public(root: Path, programme: Programme) -> Public:
    """What identifies no person: the theme, pictures inspected or drawn, and earlier pages."""
    from mentoring.operations.git.history import pages_before
    from mentoring.operations.git.repository import Repository
    from mentoring.site.pictures import pictures

    drawn = (
        digest(picture)
        for edition in programme.editions.values()
        if edition.cohort.record.closed is None
        for picture in pictures(edition.cohort.record).values()
    )
    return Public(
        theme=_theme(),
        looked_at=frozenset({*_looked_at(root / LOOKED_AT), *drawn}),
        pages=partial(pages_before, Repository(root)),
    )


def _theme() -> frozenset[str]:
    """The digests of the theme's files, if the theme is installed."""
    from importlib.util import find_spec

    found = [spec for spec in map(find_spec, THEMES) if spec]
    folders = [Path(place) for spec in found for place in spec.submodule_search_locations or ()]
    files = (file for folder in folders for file in (folder / "templates" / "assets").rglob("*.*"))
    return frozenset(digest(read_input(file)) for file in files if file.is_file())


def _looked_at(file: Path) -> list[str]:
    """The first word of each line, in the format of `sha256sum`; empty if there is no file."""
    lines = plain(read_input(file)).splitlines() if file.is_file() else []
    return [line.split()[0] for line in lines if line.strip()]
