"""Find statements about another programme in pages, letters and settings, with their fixes.

Copied pages may state another programme's length, places, month or nouns. A contradiction to the
programme's own file is an error; an unknown acronym is a warning, because it may be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mentoring.problems import Problem, Severity
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.dates import MONTHS, NUMBERS, number_in_words
from mentoring.site.pages import MARK

CODE = "not-yours"
COUNT = rf"(?P<count>\d+|{'|'.join(NUMBERS[1:])}|eleven|twelve|fifteen|eighteen|twenty|thirty)"
LENGTH = re.compile(
    rf"\b(?:(?:the|for|after|then has|of the) {COUNT} months\b"
    rf"|{COUNT.replace('count', 'hyphened')}-month)",
    re.IGNORECASE,
)
LARGER = {"eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30}
PAIRS = re.compile(
    rf"\b(?:about|at most|limited to|up to) {COUNT} (?:mentor-mentee |mentoring )?pairs\b",
    re.IGNORECASE,
)
MONTH = re.compile(rf"\b(?:early in|in early|early) \**(?P<month>{'|'.join(MONTHS)})\b")
MIDNIGHT = re.compile(r"\bmidnight in (?P<place>[A-Z][\w-]+)")
FIELD_NOUN = re.compile(r"\b[Ee]xperiments?\b")
ACRONYM = re.compile(r"\b[A-Z][A-Z]{2,}[a-z]?\b")
ORDINARY = re.compile(
    r"API|CSS|CSV|DOI|EML|FAQ|GDPR|GET|HMAC|HTML|HTTPS?|IANA|ICS|ISO|JSON|MIT|PDF|PNG|POST|RFC|RSS"
    r"|SHA|SMTP|SVG|TXT|URLs?|UTC|UTF|WCAG|XML|YAML|ZIP"
)
LINK = re.compile(r"\]\([^)]*\)|https?://\S+|`[^`]*`|<[^>]*>|\{[^}]*\}")


def not_yours(path: str, text: str, cohort: Cohort) -> Iterator[Problem]:
    """The statements in a text that contradict the programme's or the edition's file."""
    config = cohort.config
    own = _own_words(config)
    for number, line in _lines(text):
        said = LINK.sub(lambda found: " " * len(found[0]), line)
        for column, message, hint in _contradictions(said, cohort):
            yield _problem(path, number, column, message, hint, Severity.ERROR)
        for found in ACRONYM.finditer(said):
            if found[0] not in own and not ORDINARY.fullmatch(found[0]):
                message = f"“{found[0]}” is no word of {config.name}"
                hint = "Write your own, or name it in data/programme.yaml."
                yield _problem(path, number, found.start(), message, hint, Severity.WARNING)


def settings_not_yours(path: str, text: str, config: ProgrammeConfig) -> Iterator[Problem]:
    """Differences between the site's settings and the programme's name and address."""
    for key, wanted in (("site_name", config.name), ("site_url", config.address)):
        found = re.search(rf"^{key}:[ \t]*(?P<value>.*)$", text, re.MULTILINE)
        if found and found["value"].strip("\"' ") != wanted:
            number = text.count("\n", 0, found.start()) + 1
            message = f"{key} is not what data/programme.yaml says"
            yield _problem(path, number, 0, message, f"Write {key}: {wanted}", Severity.ERROR)


def _contradictions(line: str, cohort: Cohort) -> Iterator[tuple[int, str, str]]:
    """The wrong statements in a line: the place, what is wrong, and what to write."""
    config = cohort.config
    for found in LENGTH.finditer(line):
        count = _number(found["count"] or found["hyphened"])
        if count != cohort.months:
            right = f"Write {number_in_words(cohort.months)} months, as the edition has it."
            yield found.start(), f"“{found[0]}” is not how long pairs meet", right
    for found in PAIRS.finditer(line):
        if _number(found["count"]) not in {1, 2, cohort.pairs}:
            right = f"Write {cohort.pairs} pairs, as the edition has it."
            yield found.start(), f"“{found[0]}” is not the number of pairs", right
    for found in MONTH.finditer(line):
        if found["month"] != MONTHS[cohort.dates.announcement.month - 1]:
            right = f"Pairs are announced in {MONTHS[cohort.dates.announcement.month - 1]}."
            yield found.start(), f"“{found[0]}” is not when pairs are announced", right
    for found in MIDNIGHT.finditer(line):
        if found["place"] != config.place.split()[0]:
            yield found.start(), f"“{found[0]}” is another place", f"Write {config.place}."
    if "experiment" not in config.affiliation.one.lower():
        yield from _other_nouns(line, config)


def _other_nouns(line: str, config: ProgrammeConfig) -> Iterator[tuple[int, str, str]]:
    """The field's noun for affiliations, if the programme uses another one."""
    noun = config.affiliation
    for found in FIELD_NOUN.finditer(line):
        right = f"Write {noun.many if found[0].endswith('s') else noun.one}."
        yield found.start(), f"people here belong to {noun.many}", right


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    small = word.lower()
    return LARGER[small] if small in LARGER else NUMBERS.index(small)


def _own_words(config: ProgrammeConfig) -> frozenset[str]:
    """Every word in the programme's file that may be an acronym."""
    texts = [config.name, config.host, config.place, config.law.name, *config.affiliation.names]
    texts += [*config.topics.values(), *config.stages.values()]
    return frozenset(word for text in texts for word in re.findall(r"\w+", text))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a page with their numbers, without generated lines."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if MARK.match(f"{line}\n"):
            inside = True
        if not inside:
            yield number, line
        if "/generated:" in line:
            inside = False


def _problem(
    path: str, line: int, column: int, message: str, hint: str, severity: Severity
) -> Problem:
    return Problem(
        path=path,
        line=line,
        column=column + 1,
        code=CODE,
        message=message,
        hint=hint,
        severity=severity,
    )
