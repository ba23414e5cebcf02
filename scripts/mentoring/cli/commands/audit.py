"""`mentoring audit`: whether anything that is published tells who somebody is."""

from __future__ import annotations

from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import format_option, pass_root
from mentoring.errors import UsageError


@click.command(short_help="Look for anybody's data in what is published.")
@click.argument("site", metavar="[SITE]", default="site", type=click.Path(path_type=Path))
@format_option("text", "json", "github")
@pass_root
def command(root: Path, site: Path, form: str) -> None:
    """Look through every file of the built SITE for everybody in data/, of every edition.

    Names, e-mail addresses, ids, profile codes and passages of texts are found in any case, accent
    or order, in markup, scripts, packed files, documents and metadata. A trace ends in failure; a
    common word that is also somebody's name is listed for a person to judge.
    """
    from mentoring.disclosure.leaks.audit import audit
    from mentoring.render import audit as render
    from mentoring.store.reader import load

    if not (root / site).is_dir():
        raise UsageError(f"There is no folder {site}. Build the site first: make site")
    report = audit(load(root), root / site)
    if form == "json":
        output.show_json(render.as_json(report))
    elif form == "github":
        output.show(render.as_annotations(report))
    else:
        output.show(render.as_text(report, colour=output.colour()))
    output.leave(failed=not report.clean)
