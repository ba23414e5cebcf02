"""Find statements about another programme in pages, letters and settings, with their fixes.

Copied pages may state another programme's length, places, month or nouns. A statement about the
programme that contradicts its own file is an error. A warning may be right: a length, a number of
pairs or a month that may be about something else, an unknown acronym, an unknown place.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields
from datetime import date
from functools import cache, partial

from babel import Locale

from mentoring.problems import Problem, Severity
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.dates import MONTHS, NUMBERS, number_in_words
from mentoring.site.pages import MARK

CODE = "not-yours"
LARGER = {"eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30}
COUNT = rf"(?P<count>\d+|{'|'.join([*NUMBERS[1:], *LARGER])})"
LENGTH = re.compile(
    rf"(?:\b(?:the|for|after|then has|of the) |(?:^|[.:!?|*]) *\**)(?P<claim>{COUNT} months)\b",
    re.IGNORECASE,
)
HYPHENED = re.compile(rf"\b(?P<claim>{COUNT}-month)", re.IGNORECASE)
TIME = re.compile(
    rf"(?<!\bin )(?<!\bwithin )(?<!\bevery )\b(?P<claim>{COUNT} months)\b"
    r"(?! (?:left|ago|later|away|before|old)\b)",
    re.IGNORECASE,
)
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
NOUNS = tuple(re.compile(rf"\b(?P<claim>{noun})\b") for noun in ("[Ee]xperiment", "[Ee]xperiments"))
ACRONYM = re.compile(r"\b(?P<claim>[A-Z][A-Z]{2,}[a-z]?)\b")
ORDINARY = re.compile(
    r"API|CSS|CSV|DOI|EML|FAQ|GDPR|GET|HMAC|HTML|HTTPS?|IANA|ICS|ISO|JSON|MIT|PDF|PNG|POST|RFC|RSS"
    r"|SHA|SMTP|SVG|TXT|URLs?|UTC|UTF|WCAG|XML|YAML|ZIP"
)
LINK = re.compile(r"\]\([^)]*\)|https?://\S+|`[^`]*`|<[^>]*>|\{[^}]*\}")

Rule = tuple[Severity, re.Pattern[str], Callable[[re.Match[str]], object], str, str]
"""A kind of statement, whether one is right, what is wrong with the others, and what to write."""


def not_yours(path: str, text: str, cohort: Cohort) -> Iterator[Problem]:
    """The statements in a text that contradict the programme's or the edition's file."""
    rules, problem = _rules(cohort), partial(Problem, path=path, code=CODE)
    for number, line in _lines(text):
        said = LINK.sub(lambda found: " " * len(found[0]), line)
        places: set[int] = set()
        for severity, pattern, is_right, message, cure in rules:
            for found in pattern.finditer(said):
                if found.start("claim") not in places and not is_right(found):
                    places.add(found.start("claim"))
                    quoted = found[0] if pattern in {CAP, MIDNIGHT} else found["claim"]
                    what = message if pattern in NOUNS else f"“{quoted}” {message}"
                    at = found.start() + 1
                    yield problem(
                        line=number, column=at, message=what, hint=cure, severity=severity
                    )


def settings_not_yours(path: str, text: str, config: ProgrammeConfig) -> Iterator[Problem]:
    """Differences between the site's settings and the programme's name and address."""
    for key, wanted in (("site_name", config.name), ("site_url", config.address)):
        found = re.search(rf"^{key}:[ \t]*(?P<value>.*)$", text, re.MULTILINE)
        if found and found["value"].strip("\"' ") != wanted:
            number = text.count("\n", 0, found.start()) + 1
            message = f"{key} is not what data/programme.yaml says"
            hint = f"Write {key}: {wanted}"
            yield Problem(path=path, line=number, column=1, code=CODE, message=message, hint=hint)


def _rules(cohort: Cohort) -> list[Rule]:
    """Statements that are about this programme, then those that may be about something else."""
    config, noun = cohort.config, cohort.config.affiliation
    length, announced = (
        f"{number_in_words(cohort.months)} months",
        _month(cohort.dates.announcement),
    )
    dates = [getattr(cohort.dates, field.name) for field in fields(cohort.dates)]
    months = {*map(_month, (*dates, *cohort.check_ins, *(event.starts for event in cohort.events)))}
    texts = [config.name, config.host, config.place, config.law.name, *noun.names]
    texts += [*config.topics.values(), *config.stages.values()]
    own = {word for text in texts for word in re.findall(r"\w+", text)}

    def is_long(found: re.Match[str]) -> bool:
        return _number(found["count"]) == cohort.months

    def is_few(found: re.Match[str]) -> bool:
        return _number(found["count"]) in {1, 2, cohort.pairs}

    def one_of(words: Collection[str]) -> Callable[[re.Match[str]], bool]:
        return lambda found: found["claim"] in words

    def is_field(_found: re.Match[str]) -> bool:
        return "experiment" in noun.one.lower()

    def is_known(found: re.Match[str]) -> bool:
        return found["claim"] in own or ORDINARY.fullmatch(found["claim"]) is not None

    wrong, doubt = Severity.ERROR, Severity.WARNING
    not_long, not_few = "is not how long pairs meet", "is not the number of pairs"
    has_it, other = "as the edition has it.", f"people here belong to {noun.many}"
    mine = "If it is about this programme, write"
    unknown = "Write your own, or name it in data/programme.yaml."
    when = f"Pairs are announced in {announced}."
    here = {config.place.split()[0]}
    places = {*own, *MONTHS, *_languages()}
    return [
        (wrong, LENGTH, is_long, not_long, f"Write {length}, {has_it}"),
        (wrong, HYPHENED, is_long, not_long, f"Write {length}, {has_it}"),
        (wrong, CAP, is_few, not_few, f"Write {cohort.pairs} pairs, {has_it}"),
        (wrong, ANNOUNCED, one_of({announced}), "is not when pairs are announced", when),
        (wrong, MIDNIGHT, one_of(here), "is another place", f"Write {config.place}."),
        (wrong, NOUNS[0], is_field, other, f"Write {noun.one}."),
        (wrong, NOUNS[1], is_field, other, f"Write {noun.many}."),
        (doubt, TIME, is_long, not_long, f"{mine} {length}."),
        (doubt, PAIRS, is_few, not_few, f"{mine} {cohort.pairs} pairs."),
        (
            doubt,
            MONTH,
            one_of(months),
            "has none of the edition's dates",
            f"{mine} a month of the edition.",
        ),
        (doubt, ACRONYM, is_known, f"is not a word of {config.name}", unknown),
        (doubt, PLACE, one_of(places), f"is not a place of {config.name}", unknown),
    ]


@cache
def _languages() -> frozenset[str]:
    """The names of all languages in English, such as “in French”."""
    return frozenset(Locale("en").languages.values())


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


def _number(word: str) -> int:
    small = word.lower()
    return int(word) if word.isdigit() else LARGER.get(small) or NUMBERS.index(small)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a page with their numbers, without generated lines."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        inside = inside or MARK.match(f"{line}\n") is not None
        if not inside:
            yield number, line
        inside = inside and "/generated:" not in line
