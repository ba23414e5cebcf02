"""The effects of decisions: the present and the tried result side by side. Ids only."""

from dataclasses import asdict
from typing import Any

from mentoring.matching.instance.objective import Value
from mentoring.operations.decision_trial import Trial
from mentoring.render.environment import written
from mentoring.render.objective import numbers, value_of


def as_json(tried: Trial) -> dict[str, Any]:
    """Both objectives, unchanged pairs, changes, and the reason if the trial is infeasible."""
    return asdict(tried)


def as_text(tried: Trial) -> str:
    """The objective stage by stage, the unchanged pairs, and each mentee with a change."""
    kept = {mentor for _, mentor in tried.kept}
    now = kept | {move.now.mentor for move in tried.moves if move.now}
    then = kept | {move.then.mentor for move in tried.moves if move.then}
    return written(
        "trial.txt.j2",
        tried=tried,
        stages=[
            (stage, *_compared(stage, (tried.now or {}).get(stage), (tried.then or {}).get(stage)))
            for stage in tried.now or tried.then or {}
        ],
        gaining=sorted(then - now),
        losing=sorted(now - then),
    )


def _compared(stage: str, before: Value | None, after: Value | None) -> tuple[str, str, str]:
    """A stage's values before and after, and whether the stage gains or loses.

    Lottery tickets only decide ties: they say whether lots were drawn, and have no verdict.
    """

    def shown(value: Value | None) -> str:
        if value is None:
            return "-"
        return ("drawn" if value else "not drawn") if stage == "lottery" else value_of(stage, value)

    if before is None or after is None or before == after:
        return shown(before), shown(after), ""
    if stage == "lottery":
        return shown(before), f"{shown(after)} differently", ""
    gains = numbers(after) > numbers(before)
    return shown(before), shown(after), "better" if gains != (stage == "moves") else "worse"
