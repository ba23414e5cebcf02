"""The one family of errors that library code raises.

Wrong data are collected as `mentoring.problems.Problem`; an error is for work that cannot go on.
"""

from __future__ import annotations

from collections.abc import Sequence

from mentoring.problems import Problem


class MentoringError(Exception):
    """What is wrong and what to do about it, in a sentence a person can act on. Exit status 1."""


class UsageError(MentoringError):
    """The command was asked for something it cannot mean. Exit status 2."""


class PersonError(MentoringError):
    """What one person's data stand in the way of; the work for everybody else goes on."""


class DataError(MentoringError):
    """The data have problems: all that were found, in one error; `what` they make impossible."""

    def __init__(self, problems: Sequence[Problem], what: str = "") -> None:
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problem{'' if len(self.problems) == 1 else 's'} in the data"
        super().__init__(f"{what}: {count}" if what else count)
