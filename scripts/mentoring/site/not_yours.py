"""Find statements about another programme in pages, letters and settings, with their fixes.

Copied pages may state another programme's length, places, month or nouns. A statement about the
programme that contradicts its own file is an error. A warning may be right: a length, a number of
pairs or a month that may be about something else, an unknown acronym, an unknown place.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache

from babel import Locale

from mentoring.problems import Problem, Severity
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.dates import MONTHS, NUMBERS, number_in_words
from mentoring.site.pages import MARK

CODE = "not-yours"
COUNT = rf"(?P<count>\d+|{'|'.join(NUMBERS[1:])}|eleven|twelve|fifteen|eighteen|twenty|thirty)"
LENGTH = re.compile(
    rf"(?:\b(?:the|for|after|then has|of the) |(?:^|[.:!?|*]) *\**)(?P<claim>{COUNT} months)\b"
    rf"|\b(?P<hyphened>{COUNT.replace('count', 'number')}-month)",
    re.IGNORECASE,
)
TIME = re.compile(
    rf"(?<!\bin )(?<!\bwithin )(?<!\bevery )\b(?P<claim>{COUNT} months)\b"
    r"(?! (?:left|ago|later|away|before|old)\b)",
    re.IGNORECASE,
)
LARGER = {"eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30}
SOME_PAIRS = rf"(?P<claim>{COUNT} (?:mentor-mentee |mentoring )?pairs)\b"
CAP = re.compile(rf"\b(?:about|at most|limited to|up to) {SOME_PAIRS}", re.IGNORECASE)
PAIRS = re.compile(rf"(?<!\| )\b{SOME_PAIRS}", re.IGNORECASE)
NAMED = rf"\**(?:early |late )?(?P<claim>{'|'.join(MONTHS)})\b(?! \d)"
ANNOUNCED = re.compile(rf"\b(?:[Aa]nnounc\w+\b[^.!?|]*? in|[Ee]arly in|[Ii]n early) {NAMED}")
MONTH = re.compile(rf"\b(?:[Ii]n|[Ff]rom|[Uu]ntil|[Ss]ince|[Bb]y) {NAMED}")
MIDNIGHT = re.compile(r"\bmidnight in (?P<claim>[A-Z][\w-]+)")
PLACE = re.compile(
    r"\b(?:in|at|near|from) (?:the )?(?P<claim>[A-Z][a-z][\w-]+)(?: [A-Z][\w-]+)?"
    r"(?![\w -]* [A-Z])"
)
FIELD_NOUN = re.compile(r"\b(?P<claim>[Ee]xperiments?)\b")
ACRONYM = re.compile(r"\b(?P<claim>[A-Z][A-Z]{2,}[a-z]?)\b")
ORDINARY = re.compile(
    r"API|CSS|CSV|DOI|EML|FAQ|GDPR|GET|HMAC|HTML|HTTPS?|IANA|ICS|ISO|JSON|MIT|PDF|PNG|POST|RFC|RSS"
    r"|SHA|SMTP|SVG|TXT|URLs?|UTC|UTF|WCAG|XML|YAML|ZIP"
)
LINK = re.compile(r"\]\([^)]*\)|https?://\S+|`[^`]*`|<[^>]*>|\{[^}]*\}")


def not_yours(path: str, text: str, cohort: Cohort) -> Iterator[Problem]:
    """The statements in a text that contradict the programme's or the edition's file."""
    for number, line in _lines(text):
        said = LINK.sub(lambda found: " " * len(found[0]), line)
        places: set[int] = set()
        for severity, claims in (
            (Severity.ERROR, _contradictions(said, cohort)),
            (Severity.WARNING, _doubts(said, cohort)),
        ):
            for found, message, hint in claims:
                place = found.start("claim")
                if place not in places:
                    places.add(place)
                    yield _problem(path, number, found.start(), message, hint, severity)


def settings_not_yours(path: str, text: str, config: ProgrammeConfig) -> Iterator[Problem]:
    """Differences between the site's settings and the programme's name and address."""
    for key, wanted in (("site_name", config.name), ("site_url", config.address)):
        found = re.search(rf"^{key}:[ \t]*(?P<value>.*)$", text, re.MULTILINE)
        if found and found["value"].strip("\"' ") != wanted:
            number = text.count("\n", 0, found.start()) + 1
            message = f"{key} is not what data/programme.yaml says"
            yield _problem(path, number, 0, message, f"Write {key}: {wanted}", Severity.ERROR)


Claim = tuple[re.Match[str], str, str]
"""A statement, what is wrong with it, and what to write."""


def _contradictions(line: str, cohort: Cohort) -> Iterator[Claim]:
    """The statements in a line that are about this programme and wrong."""
    config, noun = cohort.config, cohort.config.affiliation
    months = f"Write {number_in_words(cohort.months)} months, as the edition has it."
    for found in LENGTH.finditer(line):
        if _number(found["count"] or found["number"]) != cohort.months:
            yield found, f"“{_said(found)}” is not how long pairs meet", months
    for found in CAP.finditer(line):
        if _number(found["count"]) not in {1, 2, cohort.pairs}:
            right = f"Write {cohort.pairs} pairs, as the edition has it."
            yield found, f"“{found[0]}” is not the number of pairs", right
    announced = MONTHS[cohort.dates.announcement.month - 1]
    for found in ANNOUNCED.finditer(line):
        if found["claim"] != announced:
            message = f"“{found['claim']}” is not when pairs are announced"
            yield found, message, f"Pairs are announced in {announced}."
    for found in MIDNIGHT.finditer(line):
        if found["claim"] != config.place.split()[0]:
            yield found, f"“{found[0]}” is another place", f"Write {config.place}."
    for found in FIELD_NOUN.finditer(line) if "experiment" not in noun.one.lower() else ():
        right = f"Write {noun.many if found[0].endswith('s') else noun.one}."
        yield found, f"people here belong to {noun.many}", right


def _doubts(line: str, cohort: Cohort) -> Iterator[Claim]:
    """The statements in a line that may be about another programme, or about something else."""
    config, own = cohort.config, _own_words(cohort.config)
    mine = "If it is about this programme, write {}."
    unknown = "Write your own, or name it in data/programme.yaml."
    length = f"{number_in_words(cohort.months)} months"
    doubts: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], object], str, str], ...] = (
        (
            TIME,
            lambda found: _number(found["count"]) == cohort.months,
            "is not how long pairs meet",
            mine.format(length),
        ),
        (
            PAIRS,
            lambda found: _number(found["count"]) in {1, 2, cohort.pairs},
            "is not the number of pairs",
            mine.format(f"{cohort.pairs} pairs"),
        ),
        (
            MONTH,
            lambda found: found["claim"] in _months(cohort),
            "has none of the edition's dates",
            mine.format("a month of the edition"),
        ),
        (
            ACRONYM,
            lambda found: found["claim"] in own or ORDINARY.fullmatch(found["claim"]),
            f"is not a word of {config.name}",
            unknown,
        ),
        (
            PLACE,
            lambda found: found["claim"] in {*own, *MONTHS, *_languages()},
            f"is not a place of {config.name}",
            unknown,
        ),
    )
    for pattern, is_right, message, hint in doubts:
        for found in pattern.finditer(line):
            if not is_right(found):
                yield found, f"“{found['claim']}” {message}", hint


@cache
def _languages() -> frozenset[str]:
    """The names of all languages in English, such as “in French”."""
    return frozenset(Locale("en").languages.values())


def _said(found: re.Match[str]) -> str:
    return found["claim"] or found["hyphened"]


def _months(cohort: Cohort) -> set[str]:
    """The months of the edition's dates, check-ins and events."""
    dates = (getattr(cohort.dates, field.name) for field in fields(cohort.dates))
    days = [*dates, *cohort.check_ins, *(event.starts for event in cohort.events)]
    return {MONTHS[day.month - 1] for day in days}


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
