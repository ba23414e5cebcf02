"""Why a YAML text is refused: every problem in it, each with its place and its cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.files.text import refused_characters
from mentoring.problems import Problem

if TYPE_CHECKING:
    from mentoring.files.limits import Limits


def refusals(text: str, path: str, limits: Limits) -> list[Problem]:
    return refused_characters(text, path) or [Problem(path=path, code="yaml", message="refused")]
