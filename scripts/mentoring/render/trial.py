"""The effects of decisions: the present and the tried result side by side. Ids only."""

from typing import Any

from msgspec import to_builtins

from mentoring.operations.decision_trial import Trial
from mentoring.render.environment import written


def as_json(tried: Trial) -> dict[str, Any]:
    """Both objectives, unchanged pairs, changes, and the reason if the trial is infeasible."""
    plain: dict[str, Any] = to_builtins(tried)
    return plain


def as_text(tried: Trial) -> str:
    """The objective stage by stage, the unchanged pairs, and each mentee with a change."""
    kept = {mentor for _, mentor in tried.kept}
    now = kept | {move.now.mentor for move in tried.moves if move.now}
    then = kept | {move.then.mentor for move in tried.moves if move.then}
    gaining, losing = sorted(then - now), sorted(now - then)
    return written("trial.txt.j2", tried=tried, gaining=gaining, losing=losing)
