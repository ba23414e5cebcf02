"""The sample programme in the repository; `sample.toml` says what is particular about it."""

import tomllib
from dataclasses import replace
from datetime import date
from importlib import resources
from typing import Any

import msgspec

from mentoring.operations.demo import generate
from mentoring.operations.demo.life import Course
from mentoring.operations.new_edition import first_edition
from mentoring.people.application import Application, ApplicationStatus, Change
from mentoring.people.organisers import CapDecision, Decisions, PairDecision
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.rules import Balance

GIVEN = tomllib.loads(resources.files(__package__).joinpath("sample.toml").read_text("utf-8"))
NAME: str = GIVEN["name"]
TODAY: date = GIVEN["today"]
REPLACED: date = GIVEN["replaced"]
COURSES, EVERYDAY = (
    msgspec.convert(GIVEN[courses], dict[int, Course], strict=False)
    for courses in ("courses", "everyday")
)


def closed_edition(config: ProgrammeConfig) -> Cohort:
    """The closed edition, which has only its own file and its releases left."""
    closed = GIVEN["closed"]
    cohort = generate.with_addresses(first_edition(config, closed["name"]))
    return replace(cohort, closed=closed["on"])


def ready(config: ProgrammeConfig) -> generate.Records:
    """The edition right before matching: with reviews, decisions and the lottery drawn."""
    applied, gone = _applied(config), GIVEN["withdrawn"]
    left = Change(on=gone["on"], what="withdrawn", fields=("status",))
    mentees = list(applied.mentees[: GIVEN["rolling"]["mentee"]])
    mentees[gone["mentee"]] = replace(
        mentees[gone["mentee"]], status=ApplicationStatus.WITHDRAWN, history=(left,)
    )
    records = generate.drawn(replace(applied, applications=(*mentees, *applied.mentors)))
    in_conflict = mentees[GIVEN["in_conflict"]["mentee"]].id
    conflict = (in_conflict, generate.assigned(records)[in_conflict][0])
    records = generate.reviewed(GIVEN["seed"], records, [conflict])
    return replace(records, others=(*records.others, _decisions(records)))


def rolling(config: ProgrammeConfig) -> Application:
    """A late application of January."""
    late, submitted = GIVEN["rolling"]["mentee"], GIVEN["rolling"]["submitted"]
    mentee: Application = _applied(config).mentees[late]
    consent = replace(mentee.consent, given=submitted.date())
    return replace(mentee, submitted=submitted, consent=consent, arrival="rolling")


def _applied(config: ProgrammeConfig) -> generate.Records:
    """All who apply to the edition, which has bounds for the first four affiliations."""
    plain = generate.with_addresses(first_edition(config, NAME))
    balance = Balance(mentees=dict.fromkeys(config.affiliation.names[:4], (2, 8)))
    matching = replace(plain.matching, balance=balance, same_institute=False, minimum_fit=300)
    cohort = replace(plain, matching=matching)
    return generate.generate(GIVEN["seed"], GIVEN["mentees"], GIVEN["mentors"], cohort)


def _decisions(records: generate.Records) -> Decisions:
    """One decision of each kind, with a reason each."""
    people = {"mentee": records.mentees, "mentor": records.mentors}

    def decided(kind: str) -> dict[str, Any]:
        given = GIVEN[kind]
        named = {role: people[role][given[role]].id for role in people.keys() & given.keys()}
        return {"on": GIVEN["decided"], **given, **named}

    return Decisions(
        cohort=NAME,
        pins=(PairDecision(**decided("pin")),),
        forbids=(PairDecision(**decided("forbid")),),
        caps=(CapDecision(**decided("cap")),),
    )
