"""Check the programme's own letter templates, by writing letters with invented facts."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib import resources
from itertools import product
from typing import Any

import msgspec
from jinja2 import TemplateSyntaxError, meta

from mentoring.files.cage import CagedError, run_caged
from mentoring.matching.outcome import WHY
from mentoring.operations.letters.dates import DateChange
from mentoring.operations.letters.facts import Draw, Partner, Ticket
from mentoring.problems import Problem, Severity, nearest
from mentoring.progress.rules import RULES
from mentoring.render.letters.template import (
    CLOSING,
    FOLDER,
    SUFFIX,
    Fault,
    TextError,
    column_of,
    environment,
    in_parts,
    source_of,
    unknown,
    write,
)

Facts = dict[str, Any]
DAY = date(2030, 1, 2)
GIVEN = tomllib.loads(resources.files(__package__).joinpath("specimens.toml").read_text("utf-8"))
COMMON: Facts = GIVEN["common"]
PARTNER = msgspec.convert(GIVEN["partner"], Partner)
FIRST_STEPS: Facts = GIVEN["first_steps"]
PAIR = FIRST_STEPS | {"partner": PARTNER, "pair_code": "kfwtzn", "missing": (DAY,), "last": True}
CODES = tuple(rule.code for rule in RULES if rule.reminds)
TICKETS = [Ticket(mentee="kfwtzn", mentor="bcdfgh", number=1, decided=lot) for lot in (True, False)]
DRAWS = [Draw(beacon="drand", round=1, seed="0", ticket=ticket) for ticket in TICKETS]
CHANGES = (
    DateChange(title="Welcome", was=DAY, now=DAY),
    DateChange(title="Check-in 1", was=DAY, now=date(2030, 2, 3)),
    DateChange(title=None, was=DAY, now=None),
)
LEAST: Facts = dict.fromkeys(
    ("agreement_form", "check_in_form", "survey_form", "draw", "partner_name", "lead", "last_day")
)
LEAST |= {"check_ins": (), "missing": (), "last": False}
"""The values of facts that a letter may lack."""


def _each(common: Facts | None = None, **choices: Sequence[Any]) -> tuple[Facts, ...]:
    """The facts in common, with every combination of the others."""
    combinations = product(*choices.values())
    return tuple((common or {}) | dict(zip(choices, each, strict=True)) for each in combinations)


ROLES = ("mentee", "mentor")
REMINDED = _each(PAIR, codes=[CODES, *((code,) for code in CODES)])
LEFT = _each(partner_name=["Ben Sample"], pair_code=["kfwtzn"])
UNPAIRED = _each(places=[20], draw=DRAWS, why=["lot", "fit"])
TEMPLATES: dict[str, tuple[Facts, ...]] = {
    "paired-mentee": _each(FIRST_STEPS, partners=[(PARTNER,)]),
    "paired-mentor": _each(FIRST_STEPS, partners=[(PARTNER, PARTNER)], role=["mentor"]),
    "waiting": _each(places=[20], draw=DRAWS, why=["lot", *WHY, None]),
    **dict.fromkeys(("not-selected", "not-eligible", "too-late"), UNPAIRED),
    "mentor-free": _each(places=[20], draw=DRAWS, why=["lot", "fit"], role=["mentor"]),
    "check-in": _each(PAIR, due=[DAY], until=[DAY]),
    **dict.fromkeys(("reminder", "reminder-again"), REMINDED),
    "return": _each(PAIR, due=[DAY]),
    "dates": _each(changes=[CHANGES]),
    "second-mentor": _each(partner=[PARTNER], lead=["Cleo"], last_day=[DAY], role=ROLES),
    **dict.fromkeys(("partner-left", "partner-died"), LEFT),
    **dict.fromkeys(("withdrawal", "consent-taken-back"), _each()),
    "closing": _each(partners=[(PARTNER,), ()], notice=["2030-1"], retain_until=[DAY], role=ROLES),
}
"""Facts for each letter's template, which render every part of it at least once."""

HINT = "No letter can be written from it. mentoring announce C --copy-texts shows our text."
LETTERS = sorted(name + SUFFIX for name in (*TEMPLATES, CLOSING))


def specimens(template: str) -> tuple[Facts, ...]:
    """Everything that a letter may state, in each case: with all facts, and with the least."""
    full = [COMMON | facts for facts in TEMPLATES[template]]
    least = [facts | {key: LEAST[key] for key in LEAST.keys() & facts.keys()} for facts in full]
    return (*full, *least)


def problems(own: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems in the templates in data/templates/letters/, by file name.

    A child process checks them, with limits on time and memory.
    """
    texts = dict(own)
    try:
        broken, unused = run_caged(look_through, texts)
    except CagedError as error:
        return (_problem(Fault("", 0, 0, f"{error} to read these texts.")),)
    faults = sorted({Fault(*fault) for fault in [*broken, *_attempted(texts)]})
    return (*map(_problem, faults), *map(_unused, unused))


def _attempted(texts: dict[str, str]) -> Iterator[Sequence[Any]]:
    """Problems found by writing letters; the check stops at one that exceeds the limits."""
    for name in TEMPLATES:
        try:
            yield from run_caged(attempts, texts, name)
        except CagedError as error:
            file = name + SUFFIX if name + SUFFIX in texts else CLOSING + SUFFIX
            yield file, 0, 0, f"{error}."
            return


def look_through(own: dict[str, str]) -> tuple[list[Fault], list[str]]:
    """In the child: invalid templates, or else templates that no letter uses."""
    made, used, broken = environment(own), set(LETTERS), []
    for file in made.list_templates():
        if not file.endswith(SUFFIX):
            continue
        source = source_of(made, file)
        try:
            used |= {str(name) for name in meta.find_referenced_templates(made.parse(source, file))}
        except TemplateSyntaxError as error:
            what = error.message or "this is not a template"
            broken.append(Fault(file, error.lineno, column_of(source, error.lineno), what))
        except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
            broken.append(Fault(file, 0, 0, "it is too deep or too long to be read."))
    return broken, [] if broken else sorted(own.keys() - used)


def attempts(own: dict[str, str], name: str) -> list[Fault]:
    """In the child: unknown names in a letter's template, or errors in writing the letter."""
    made, every = environment(own), specimens(name)
    try:
        named = [
            *unknown(made, name + SUFFIX, every[0].keys()),
            *unknown(made, CLOSING + SUFFIX, COMMON.keys()),
        ]
    except TemplateSyntaxError:
        return []  # in this or an included template; found by `look_through`
    faults = []
    for facts in [] if named else every:
        try:
            closing = write(made, CLOSING, COMMON)
            in_parts(name, write(made, name, facts), closing, COMMON["safeguarding"])
        except TextError as error:
            faults.append(error.fault)
    return named or faults


def _problem(fault: Fault) -> Problem:
    return Problem(
        path=f"{FOLDER}/{fault.file}".rstrip("/"),
        line=fault.line,
        column=fault.column,
        code="template-faulty",
        message=fault.what,
        hint=HINT,
    )


def _unused(file: str) -> Problem:
    close = nearest(file, LETTERS)
    return Problem(
        path=f"{FOLDER}/{file}",
        code="template-unused",
        message="no letter is written from this file",
        hint=f"Did you mean {close}?" if close else f"The letters: {', '.join(LETTERS)}.",
        severity=Severity.WARNING,
    )
