"""The exceptions of library code, for work that cannot go on. Wrong data become `Problem`s."""

from collections.abc import Sequence

from mentoring.problems import Problem


class MentoringError(Exception):
    """The base class; the message says what is wrong and how to fix it. Exit status 1."""


class UsageError(MentoringError):
    """The command was called with invalid arguments. Exit status 2."""


class NeedsKeyError(UsageError):
    """The command needs names, and no key at hand opens the identities. Exit status 2."""

    def __init__(self, cohort: str = "") -> None:
        which = f"the identities of {cohort}" if cohort else "the identities"
        see = f"see `mentoring keys status {cohort or 'C'}`."
        super().__init__(f"This needs names, and no key at hand opens {which}: {see}")


class SupersededError(MentoringError):
    """A later answer from the same side of a pair counts instead."""


class PersonError(MentoringError):
    """One person's data prevent a step for them; the work for the others continues."""


class DataError(MentoringError):
    """All problems found in the data, as one exception; `what` is the step they prevent."""

    def __init__(self, problems: Sequence[Problem], what: str = "") -> None:
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problem{'' if len(self.problems) == 1 else 's'} in the data"
        super().__init__(f"{what}: {count}" if what else count)
