"""The verification of an edition's matches: four answers, and manual decisions. Ids only."""

from typing import Any

from msgspec import to_builtins

from mentoring.operations.verification import Verdict
from mentoring.render.environment import written


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The result as stable keys."""
    plain: dict[str, Any] = to_builtins(verdict)
    return plain


def as_text(verdict: Verdict) -> str:
    """One line per question (a NO says what to do), then each manual decision and its cost."""
    return written("verification.txt.j2", verdict=verdict)
