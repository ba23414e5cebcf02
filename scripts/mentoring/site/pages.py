"""Generate all generated parts of docs/: marked places in pages, and whole files.

A place is between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`, or in a page's front
matter between `# generated:NAME` and its end. The template `blocks/NAME.j2` fills it.
"""

import re
from collections.abc import Mapping

from mentoring.errors import MentoringError
from mentoring.files.messages import message
from mentoring.problems import did_you_mean
from mentoring.site import news, statistics
from mentoring.site.markup import environment, written
from mentoring.site.state import Year

MARK = re.compile(r"(?P<begin><!--|#) generated:(?P<name>[a-z-]+)(?P<end> -->|)\n")
OWN = re.compile(
    r"calendar/[^/]+\.ics|statistics/\d{4}(-[a-z]+)?\.md|statistics/img/[^/]+\.svg"
    r"|assets/images/card-[a-z-]+\.png"
)
VOICES = re.compile(r"^(?!# generated:voices\n)[^\n]*\nvoices:(?! *\[\])", re.MULTILINE)


def is_ours(path: str) -> bool:
    """Whether a file under docs/ is always generated as a whole, and obsolete if it is not."""
    return OWN.fullmatch(path) is not None


def generated(year: Year, pages: Mapping[str, str]) -> dict[str, bytes]:
    """The generated files by path from docs/, with those of its `pages` that have marked places.

    Raises MentoringError for an unknown marked place, and for a quote without a record.
    """
    files = {}
    for path, text in pages.items():
        if VOICES.search(text):
            raise MentoringError(message(__package__, "voices", page=path))
        if MARK.search(text):
            files[path] = fill(text, path, year).encode()
    for edition in year.editions:
        files[f"calendar/{edition.cohort}.ics"] = news.calendar(edition)
        files[f"statistics/{edition.cohort}.md"] = statistics.page(year.history, edition).encode()
    return files | {"status.json": news.status(year.cohort), "feed.xml": news.feed(year)}


def fill(text: str, page: str, year: Year) -> str:
    """The page with every marked place filled; raises MentoringError if one is unknown or open."""
    names = environment().list_templates(filter_func=lambda name: name.startswith("blocks/"))
    blocks = {name.removeprefix("blocks/").removesuffix(".j2"): name for name in names}
    parts, at = [], 0
    while mark := MARK.search(text, at):
        name = mark["name"]
        close = f"{mark['begin']} /generated:{name}{mark['end']}"
        end = text.find(close, mark.end())
        where = {"page": page, "line": text.count("\n", 0, mark.start()) + 1, "name": name}
        if name not in blocks:
            hint = did_you_mean(name, blocks)
            raise MentoringError(message(__package__, "unknown", hint=hint, **where))
        if end < 0:
            raise MentoringError(message(__package__, "no-end", close=close, **where))
        block = written(blocks[name], year=year, page=page, statistics=statistics)
        parts += [text[at : mark.end()], block.rstrip("\n"), "\n", close]
        at = end + len(close)
    return "".join([*parts, text[at:]])
