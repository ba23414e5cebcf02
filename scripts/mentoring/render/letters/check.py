"""Check the programme's own letter templates, by writing letters with invented facts."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from importlib import resources
from typing import Any

import msgspec
from jinja2 import Environment, TemplateSyntaxError, meta

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
NO_FORMS = dict.fromkeys(("agreement_form", "check_in_form", "survey_form"))
PARTNER = msgspec.convert(GIVEN["partner"], Partner)
FIRST_STEPS: Facts = GIVEN["first_steps"]
PAIR = FIRST_STEPS | {"partner": PARTNER, "pair_code": "kfwtzn", "missing": (DAY,), "last": True}
CODES = tuple(rule.code for rule in RULES if rule.reminds)
DRAWS: tuple[Facts, ...] = tuple(
    {
        "places": 20,
        "why": "lot" if decided else "fit",
        "draw": Draw(
            beacon="drand",
            round=1,
            seed="0",
            ticket=Ticket(mentee="kfwtzn", mentor="bcdfgh", number=1, decided=decided),
        ),
    }
    for decided in (True, False)
)
TEMPLATES: dict[str, tuple[Facts, ...]] = {
    "paired-mentee": (FIRST_STEPS | {"partners": (PARTNER,)},),
    "paired-mentor": (FIRST_STEPS | {"partners": (PARTNER, PARTNER), "role": "mentor"},),
    **dict.fromkeys(("not-selected", "not-eligible", "too-late"), DRAWS),
    "waiting": (*DRAWS, *(DRAWS[1] | {"why": why} for why in (*WHY, None))),
    "mentor-free": tuple(draw | {"role": "mentor"} for draw in DRAWS),
    "check-in": (PAIR | {"due": DAY, "until": DAY},),
    "second-mentor": tuple(
        {"partner": PARTNER, "lead": "Cleo Sample", "last_day": DAY, "role": role}
        for role in ("mentee", "mentor")
    ),
    "dates": (
        {
            "changes": (
                DateChange(title="Welcome", was=DAY, now=DAY),
                DateChange(title="Check-in 1", was=DAY, now=date(2030, 2, 3)),
                DateChange(title=None, was=DAY, now=None),
            )
        },
    ),
    "return": (PAIR | {"due": DAY},),
    "reminder": tuple(PAIR | {"codes": codes} for codes in (CODES, *((code,) for code in CODES))),
    "closing": tuple(
        {"partners": partners, "notice": "2030-1", "retain_until": DAY, "role": role}
        for role in ("mentee", "mentor")
        for partners in ((PARTNER,), ())
    ),
}
TEMPLATES |= dict.fromkeys(("withdrawal", "consent-taken-back"), ({},))
TEMPLATES |= dict.fromkeys(
    ("partner-left", "partner-died"), ({"partner_name": "Ben Sample", "pair_code": "kfwtzn"},)
)
TEMPLATES["reminder-again"] = TEMPLATES["reminder"]
LEAST: Facts = NO_FORMS | {"check_ins": (), "missing": (), "last": False, "draw": None}
LEAST |= {"partner_name": None, "lead": None, "last_day": None}
HINT = "No letter can be written from it. mentoring announce C --copy-texts shows our text."
LETTERS = sorted(name + SUFFIX for name in (*TEMPLATES, CLOSING))


def problems(own: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems in the templates in data/templates/letters/, by file name.

    A child process checks them, with limits on time and memory.
    """
    texts = dict(own)
    try:
        broken, unused = run_caged(look_through, texts)
    except CagedError as error:
        return (_problem(Fault(file="", line=0, what=f"{error} to read these texts.")),)
    faults = {Fault(**fault) for fault in [*broken, *_attempted(texts)]}
    return (*sorted(map(_problem, faults)), *map(_unused, unused))


def _attempted(texts: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Problems found by writing letters; the check stops at one that exceeds the limits."""
    for name in TEMPLATES:
        try:
            yield from run_caged(attempts, texts, name)
        except CagedError as error:
            file = name + SUFFIX if name + SUFFIX in texts else CLOSING + SUFFIX
            yield {"file": file, "line": 0, "what": f"{error}."}
            return


def look_through(own: dict[str, str]) -> tuple[list[dict[str, Any]], list[str]]:
    """In the child: invalid templates, or else templates that no letter uses."""
    made = environment(own)
    broken = list(map(asdict, _broken(made, own)))
    used = set(LETTERS)
    for file in made.list_templates() if not broken else ():
        if file.endswith(SUFFIX):
            tree = made.parse(source_of(made, file), file)
            used |= {str(name) for name in meta.find_referenced_templates(tree)}
    return broken, [] if broken else sorted(set(own) - used)


def attempts(own: dict[str, str], name: str) -> list[dict[str, Any]]:
    """In the child: unknown names in a letter's template, or an error in writing the letter."""
    made = environment(own)
    try:
        named = [
            *unknown(made, name + SUFFIX, specimens(name)[0].keys()),
            *unknown(made, CLOSING + SUFFIX, COMMON.keys()),
        ]
        return list(map(asdict, named or _written(made, name)))
    except TemplateSyntaxError:
        return []  # in this or an included template; found by `look_through`


def _broken(made: Environment, own: Iterable[str]) -> Iterator[Fault]:
    """Invalid templates; those that include them cannot be checked."""
    for file in sorted(own):
        if file.endswith(SUFFIX):
            source = source_of(made, file)
            try:
                list(meta.find_referenced_templates(made.parse(source, file)))
            except TemplateSyntaxError as error:
                column = column_of(source, error.lineno)
                what = error.message or "this is not a template"
                yield Fault(file=file, line=error.lineno, column=column, what=what)
            except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
                yield Fault(file=file, line=0, what="it is too deep or too long to be read.")


def _written(made: Environment, name: str) -> Iterator[Fault]:
    """Errors in writing the letter."""
    for facts in specimens(name):
        try:
            closing = write(made, CLOSING, COMMON)
            in_parts(name, write(made, name, facts), closing, COMMON["safeguarding"])
        except TextError as error:
            yield error.fault


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


def specimens(template: str) -> tuple[Facts, ...]:
    """Facts that render every part of a template at least once."""
    full = tuple(COMMON | facts for facts in TEMPLATES[template])
    least = tuple(
        facts | {key: LEAST[key] for key in LEAST.keys() & facts.keys()} for facts in full
    )
    return (*full, *least)
