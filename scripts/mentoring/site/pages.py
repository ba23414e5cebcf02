"""Generate all generated parts of docs/: marked places in pages, and whole files.

A marked place is `<!-- generated:NAME -->` … `<!-- /generated:NAME -->`. In a page's front matter,
which is YAML, both are comments: `# generated:NAME`.
"""

import re
from collections.abc import Callable, Mapping

from mentoring.errors import MentoringError
from mentoring.problems import did_you_mean
from mentoring.programme.cohort import Cohort
from mentoring.site import calendar, facts, news, statistics, today
from mentoring.site.year import Year

MARK = re.compile(r"(?P<begin><!--|#) generated:(?P<name>[a-z-]+)(?P<end> -->|)\n")
OWN = re.compile(
    r"calendar/[^/]+\.ics|statistics/\d{4}(-[a-z]+)?\.md|statistics/img/[^/]+\.svg"
    r"|assets/images/card-[a-z-]+\.png"
)
VOICES = re.compile(r"^(?!# generated:voices\n)[^\n]*\nvoices:(?! *\[\])", re.MULTILINE)
NO_VOICES = (
    "a quote needs a record with the person's consent. Move it to data/voices/, put "
    "“# generated:voices” and “# /generated:voices” in its place, and run the command again."
)

Block = Callable[[Year, str], str]
"""What fills a marked place: Markdown from the year, for the page at a path from docs/."""


def _each(block: Callable[[Cohort, str], str]) -> Block:
    """A block that repeats for every open edition, with its name if there are two."""

    def blocks(year: Year, page: str) -> str:
        if len(year.running) == 1:
            return block(year.cohort, page)
        named = (f"**Edition {cohort.cohort}**\n\n{block(cohort, page)}" for cohort in year.running)
        return "\n\n".join(named)

    return blocks


BLOCKS: Mapping[str, Block] = {
    "phase": _each(today.phases),
    "dates": _each(calendar.dates),
    "state": today.front_matter,
    "apply": today.cards,
    "apply-mentor": today.mentor_card,
    "events": _each(calendar.events),
    "check-ins": _each(calendar.check_ins),
    "key-facts": facts.key_facts,
    "experiments": facts.experiments,
    "contacts": facts.contacts,
    "lottery": _each(lambda cohort, _: facts.draw(cohort)),
    "event": news.event,
    "voices": today.voices,
    "weights": facts.weights,
    "editions": statistics.editions,
    "totals": statistics.totals,
}


def is_ours(path: str) -> bool:
    """Whether a file under docs/ is of a kind that is always generated as a whole.

    Such a file is obsolete when it is no longer generated; no page links to it.
    """
    return OWN.fullmatch(path) is not None


def generated(year: Year, pages: Mapping[str, str]) -> dict[str, bytes]:
    """The generated files under docs/, by path from docs/.

    `pages` are the current Markdown files. The result omits pages without marked places.

    Raises:
        MentoringError: for an unknown marked place, and for a quote without a record.
    """
    for path, text in pages.items():
        if VOICES.search(text):
            raise MentoringError(f"docs/{path}: {NO_VOICES}")
    marked = {
        path: fill(text, path, year).encode() for path, text in pages.items() if MARK.search(text)
    }
    calendars = {
        f"calendar/{edition.cohort}.ics": calendar.as_ical(edition) for edition in year.editions
    }
    machines = {"status.json": news.status(year.cohort), "feed.xml": news.feed(year)}
    return {**marked, **calendars, **machines, **statistics.files(year)}


def fill(text: str, page: str, year: Year) -> str:
    """The page with every marked place filled; the rest is unchanged.

    Raises:
        MentoringError: if a place has an unknown name or no end.
    """
    parts, at = [], 0
    while mark := MARK.search(text, at):
        name = mark["name"]
        close = f"{mark['begin']} /generated:{name}{mark['end']}"
        end = text.find(close, mark.end())
        line = text.count("\n", 0, mark.start()) + 1
        where = f"docs/{page}:{line}"
        if name not in BLOCKS:
            unknown = f"nothing generates “{name}”. {did_you_mean(name, BLOCKS)}"
            raise MentoringError(f"{where}: {unknown}")
        if end < 0:
            raise MentoringError(f"{where}: “{name}” has no end. Add {close} after it.")
        parts += [text[at : mark.end()], BLOCKS[name](year, page).rstrip("\n"), "\n", close]
        at = end + len(close)
    return "".join([*parts, text[at:]])
