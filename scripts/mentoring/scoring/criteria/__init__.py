"""The criteria of the fit: a file each, found by its name in the cohort's `criteria`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.problems import did_you_mean

if TYPE_CHECKING:
    from mentoring.scoring.criterion import Criterion


@cache
def names() -> tuple[str, ...]:
    """Every criterion there is: the files beside this one."""
    return tuple(sorted(file.name.replace("_", "-") for file in pkgutil.iter_modules(__path__)))


@cache
def criterion(name: str) -> Criterion:
    """The criterion called `name`.

    Raises:
        MentoringError: if there is none.
    """
    if name not in names():
        raise MentoringError(f"There is no criterion “{name}”. {did_you_mean(name, names())}")
    found: Criterion = import_module(f"{__name__}.{name.replace('-', '_')}").CRITERION
    return found
