"""Find what copied pages, letters and settings say of another programme, with a cure for each.

`not_yours.toml` lists the statements: about the programme, one that contradicts its file is an
error; a warning may be right, as it may be about something else.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from babel import Locale
from msgspec import convert

from mentoring.files.messages import messages
from mentoring.problems import Problem, Severity
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.dates import MONTHS, NUMBERS, number_in_words
from mentoring.site.pages import MARK

CODE = "not-yours"
LARGER = {"eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30}
NUMERALS = {word: number for number, word in enumerate(NUMBERS) if number} | LARGER
COUNT = rf"(?P<count>\d+|{'|'.join(NUMERALS)})"
LINK = re.compile(r"\]\([^)]*\)|https?://\S+|`[^`]*`|<[^>]*>|\{[^}]*\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A kind of statement: how it reads, what it is `about`, what to say if it is wrong."""

    pattern: re.Pattern[str]
    about: str
    message: str
    cure: str
    severity: Severity


def _pattern(_kind: type, text: str) -> re.Pattern[str]:
    return re.compile(text.replace("COUNT", COUNT).replace("MONTH", "|".join(MONTHS)))


TABLE = messages(__package__, "not_yours.toml")
STATEMENTS = convert(TABLE["statements"], tuple[Statement, ...], dec_hook=_pattern)


def not_yours(path: str, text: str, cohort: Cohort) -> Iterator[Problem]:
    """The statements in a text that contradict the programme's or the edition's file."""
    right, announced = _right(cohort), _month(cohort.dates.announcement)
    length = f"{number_in_words(cohort.months)} months"
    facts = {"cohort": cohort, "config": cohort.config, "length": length, "announced": announced}
    for number, line in _lines(text):
        said = LINK.sub(lambda found: " " * len(found[0]), line)
        places: set[int] = set()
        for statement in STATEMENTS:
            for found in statement.pattern.finditer(said):
                place, count = found.start("claim"), found.groupdict().get("count")
                claim = NUMERALS.get(count.lower()) or int(count) if count else found["claim"]
                if place not in places and claim not in right[statement.about]:
                    places.add(place)
                    quoted = {"claim": found["claim"], "said": found[0], **facts}
                    yield Problem(
                        path=path,
                        line=number,
                        column=found.start() + 1,
                        code=CODE,
                        message=statement.message.format(**quoted),
                        hint=statement.cure.format(**facts),
                        severity=statement.severity,
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


def _right(cohort: Cohort) -> Mapping[str, Collection[int | str]]:
    """The values that are right in each kind of statement."""
    config, noun, days = cohort.config, cohort.config.affiliation, cohort.dates
    dates = [getattr(days, field.name) for field in fields(days)]
    texts = [config.name, config.host, config.place, config.law.name, *noun.names]
    texts += [*config.topics.values(), *config.stages.values()]
    own = {word for text in texts for word in re.findall(r"\w+", text)}
    nouns = {"experiment", "Experiment", "experiments", "Experiments"}
    held = (*dates, *cohort.check_ins, *(event.starts for event in cohort.events))
    return {
        "length": {cohort.months},
        "pairs": {1, 2, cohort.pairs},
        "announced": {_month(days.announcement)},
        "place": {config.place.split()[0]},
        "affiliation": nouns if "experiment" in noun.one.lower() else (),
        "months": {*map(_month, held)},
        "words": own | {*TABLE["ordinary"]},
        "places": {*own, *MONTHS, *Locale("en").languages.values()},
    }


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a page with their numbers, without generated lines."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        inside = inside or MARK.match(f"{line}\n") is not None
        if not inside:
            yield number, line
        inside = inside and "/generated:" not in line
