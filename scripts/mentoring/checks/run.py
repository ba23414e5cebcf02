"""Runs every check and collects the problems."""

from datetime import date

from mentoring import checks
from mentoring.checks.check import DAY_CHECKS, EDITION_CHECKS, PROGRAMME_CHECKS
from mentoring.problems import Problem
from mentoring.registry import load_all
from mentoring.store.programme import Edition, Programme

load_all(checks)


def check(programme: Programme, today: date) -> tuple[Problem, ...]:
    """Every problem within and between the programme's files, sorted by place."""
    found = {*programme.problems}
    found.update(problem for rule in PROGRAMME_CHECKS for problem in rule(programme))
    for edition in programme.editions.values():
        found.update(check_edition(edition))
        found.update(problem for rule in DAY_CHECKS for problem in rule(edition, today))
    return tuple(sorted(found))


def check_edition(edition: Edition) -> list[Problem]:
    """Every problem between an edition's records that does not depend on the day, by place."""
    return sorted({problem for rule in EDITION_CHECKS for problem in rule(edition)})
