"""The sample programme in the repository: edition 2026 half way through, edition 2025 closed."""

from dataclasses import replace
from datetime import UTC, date, datetime

from mentoring.operations.demo.generate import (
    Records,
    assigned,
    drawn,
    generate,
    reviewed,
    with_addresses,
)
from mentoring.operations.demo.life import Course
from mentoring.operations.new_edition import first_edition
from mentoring.people.application import Application, ApplicationStatus, Change
from mentoring.people.lifecycle import Side
from mentoring.people.organisers import CapDecision, Decisions, PairDecision
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.rules import Balance

SEED, NAME = 236, "2026"
MENTEES, MENTORS = 46, 31
TODAY = date(2027, 2, 22)
WITHDRAWN, ROLLING, IN_CONFLICT = 11, 45, 20  # indices of mentees
PINNED, FORBIDDEN, CAPPED = (29, 4), (17, 14), 6  # indices of mentees and mentors
DECIDED = date(2026, 10, 26)
REPLACED = date(2027, 1, 6)

SILENT: frozenset[tuple[int, Side]] = frozenset({(0, "mentor"), (1, "mentee"), (1, "mentor")})

PARTICULAR = {
    1: Course(amends=75),
    3: Course(missed=frozenset({(0, "mentor")}), reminded=(50,)),
    5: Course(goals_late=True),
    7: Course(missed=SILENT, last_meeting=45, reminded=(50, 58)),
    10: Course(fit="unsure", asks_for_help=True, last_meeting=60, goals_late=True),
    13: Course(pauses=80),
    11: Course(ends=45, left="mentor"),
    18: Course(mentor_signs=False),
}
"""The courses of some pairs, by their places in the order of ids; the others go well."""


def closed_edition(config: ProgrammeConfig) -> Cohort:
    """The closed edition, which has only its own file and its releases left."""
    return replace(with_addresses(first_edition(config, "2025")), closed=date(2026, 9, 30))


def ready(config: ProgrammeConfig) -> Records:
    """The edition right before matching: with reviews, decisions and the lottery drawn."""
    applied = _applied(config)
    mentees = list(applied.mentees[:ROLLING])
    mentees[WITHDRAWN] = replace(
        mentees[WITHDRAWN],
        status=ApplicationStatus.WITHDRAWN,
        history=(Change(on=date(2026, 10, 19), what="withdrawn", fields=("status",)),),
    )
    records = drawn(replace(applied, mentees=tuple(mentees)))
    in_conflict = mentees[IN_CONFLICT].id
    records = reviewed(SEED, records, [(in_conflict, assigned(records)[in_conflict][0])])
    return replace(records, decisions=_decisions(records))


def rolling(config: ProgrammeConfig) -> Application:
    """A late application of January, long after the announcement."""
    mentee = _applied(config).mentees[ROLLING]
    submitted = datetime(2027, 1, 18, 9, 42, 10, tzinfo=UTC)
    consent = replace(mentee.consent, given=submitted.date())
    return replace(mentee, submitted=submitted, consent=consent, arrival="rolling")


def _applied(config: ProgrammeConfig) -> Records:
    """All who apply to the edition, which has bounds for the first four affiliations."""
    plain = with_addresses(first_edition(config, NAME))
    balance = Balance(mentees=dict.fromkeys(config.affiliation.names[:4], (2, 8)))
    matching = replace(plain.matching, balance=balance, same_institute=False, minimum_fit=300)
    return generate(SEED, MENTEES, MENTORS, replace(plain, matching=matching))


def _decisions(records: Records) -> Decisions:
    """One decision of each kind, with a reason each."""

    def of_pair(pair: tuple[int, int], reason: str) -> PairDecision:
        mentee, mentor = records.mentees[pair[0]].id, records.mentors[pair[1]].id
        return PairDecision(mentee=mentee, mentor=mentor, on=DECIDED, reason=reason)

    together = "They worked together in the pilot and both asked to go on."
    committee = "The mentor will sit on a committee that decides about the mentee."
    leave = "On leave until the end of January."
    capped = records.mentors[CAPPED].id
    return Decisions(
        cohort=records.cohort.cohort,
        pins=(of_pair(PINNED, together),),
        forbids=(of_pair(FORBIDDEN, committee),),
        caps=(CapDecision(mentor=capped, at_most=1, on=DECIDED, reason=leave),),
    )
