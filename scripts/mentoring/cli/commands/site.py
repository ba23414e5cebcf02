"""`mentoring site`: the generated parts of docs/."""

import re
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_root
from mentoring.errors import UsageError
from mentoring.files.changes import Changes
from mentoring.files.text import LIMITS, decode
from mentoring.files.tree import Tree
from mentoring.site.year import Year
from mentoring.store.programme import Programme

DOCS = "docs"
SETTINGS = "mkdocs.yml"
EDITION_PAGE = re.compile(r"docs/statistics/[0-9]{4}[^/]*\.md")


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if anything would change.")
@dry_run_option
@pass_root
def command(root: Path, *, check: bool, dry_run: bool) -> None:
    """Write what docs/ holds of the editions and their releases.

    Text outside the `generated` marks of a page stays; pages, charts and calendars of editions that
    are gone are removed. The public site is built from docs/ alone, without any personal data.
    With --check, pages, letters and settings that still say another programme's length, number of
    pairs, month, place or nouns are named as well, each with its line and a cure.
    """
    changes = _changes(root)
    writing.apply(changes, dry_run=check or dry_run)
    if check:
        drifted = bool(changes.summary())
        if drifted:
            output.echo_err("docs/ has drifted: run `mentoring site` and commit the difference.")
        output.exit_with(failed=_says_others_words(root) or drifted)


def _says_others_words(root: Path) -> bool:
    """Print words of other programmes; return whether any of them is certainly wrong."""
    from mentoring.problems import Severity
    from mentoring.render.problems import as_text
    from mentoring.site.not_yours import not_yours, settings_not_yours
    from mentoring.store.reader import load

    cohort = _year(root, load(root)).cohort
    found = [
        problem
        for path in _own_texts(root)
        for problem in not_yours(path, _page(root, path), cohort)
    ]
    if (root / SETTINGS).is_file():
        found += settings_not_yours(SETTINGS, _page(root, SETTINGS), cohort.config)
    if found:
        output.echo_err(as_text(sorted(found)))
    return any(problem.severity is Severity.ERROR for problem in found)


def _own_texts(root: Path) -> list[str]:
    """The paths of hand-written pages, settings, and the programme's own letters and forms."""
    tree = Tree(root)
    pages = [path for path in tree.list(DOCS).files if path.endswith(".md")]
    own = [*tree.list("data/templates").files, *tree.list("data/mappings").files]
    texts = [path for path in own if path.endswith((".j2", ".typ", ".yaml"))]
    settings = [SETTINGS] if (root / SETTINGS).is_file() else []
    return [*settings, *(path for path in pages if not EDITION_PAGE.fullmatch(path)), *texts]


def _changes(root: Path) -> Changes:
    from mentoring.files.changes import plan
    from mentoring.site.pages import generated, is_ours
    from mentoring.site.pictures import pictures
    from mentoring.store.reader import load

    there = _there(root)
    programme = load(root)
    _require_cohorts(programme)
    year = _year(root, programme)
    made = generated(year, _pages(root, there)) | pictures(year.cohort)
    files = {**{path: None for path in there if is_ours(path)}, **made}
    return plan(root, {f"{DOCS}/{path}": data for path, data in sorted(files.items())})


def _require_cohorts(programme: Programme) -> None:
    """Raise if a cohort file cannot be read, as the pages would then lack its edition."""
    from mentoring.errors import DataError
    from mentoring.problems import Severity

    errors = (problem for problem in programme.problems if problem.severity is Severity.ERROR)
    broken = [error for error in errors if error.path.startswith("data/cohorts/")]
    if broken:
        raise DataError(broken)


def _there(root: Path) -> list[str]:
    """Every file of the site, by path from docs/."""
    return [path.removeprefix(f"{DOCS}/") for path in Tree(root).list(DOCS).files]


def _pages(root: Path, paths: list[str]) -> dict[str, str]:
    """The Markdown pages, by path from docs/."""
    pages = [path for path in paths if path.endswith(".md")]
    return {path: _page(root, f"{DOCS}/{path}") for path in pages}


def _year(root: Path, programme: Programme) -> Year:
    from mentoring.disclosure.history import read_all
    from mentoring.disclosure.quotes import public_quotes
    from mentoring.scoring.criteria import criterion, names
    from mentoring.site.year import Criterion, Year

    editions = [edition.cohort.record for edition in programme.editions.values()][::-1]
    if not editions:
        raise UsageError("There is no edition in data/cohorts/ to make pages of.")
    known = [criterion(name) for name in names()]
    return Year(
        cohort=next((cohort for cohort in editions if cohort.closed is None), editions[0]),
        editions=tuple(editions),
        quotes=public_quotes(programme),
        releases=read_all(root, programme.config.vocabulary).releases,
        criteria=tuple(
            Criterion(
                name=known_criterion.name,
                title=known_criterion.title,
                counts=_first(known_criterion.doc),
            )
            for known_criterion in known
        ),
    )


def _first(doc: str) -> str:
    """The first paragraph, on one line; later paragraphs are for readers of the code."""
    return " ".join(doc.partition("\n\n")[0].split())


def _page(root: Path, path: str) -> str:
    return decode(Tree(root).read(path), path, LIMITS.size)
