"""The criteria of the fit: one module each, named as in the cohort's `criteria`."""

import sys
from dataclasses import replace
from functools import cache

from mentoring import registry
from mentoring.errors import MentoringError
from mentoring.problems import did_you_mean
from mentoring.scoring.criterion import Criterion


@cache
def names() -> tuple[str, ...]:
    """The names of all criteria: the modules of this package."""
    return registry.names(sys.modules[__name__])


@cache
def criterion(name: str) -> Criterion:
    """The criterion called `name`; raises MentoringError if there is none."""
    if name not in names():
        raise MentoringError(f"There is no criterion “{name}”. {did_you_mean(name, names())}")
    module = registry.load(sys.modules[__name__], name)
    loaded: Criterion = replace(module.CRITERION, name=name, doc=module.__doc__)
    return loaded
