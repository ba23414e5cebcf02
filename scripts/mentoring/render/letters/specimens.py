"""Invented facts for every template, once with all optional parts and once without any."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from typing import Any

import msgspec

from mentoring.matching.outcome import WHY
from mentoring.operations.letters.dates import DateChange
from mentoring.operations.letters.facts import Draw, Partner, Ticket
from mentoring.progress.rules import RULES

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


def specimens(template: str) -> tuple[Facts, ...]:
    """Facts that render every part of a template at least once."""
    full = tuple(COMMON | facts for facts in TEMPLATES[template])
    least = tuple(
        facts | {key: LEAST[key] for key in LEAST.keys() & facts.keys()} for facts in full
    )
    return (*full, *least)
