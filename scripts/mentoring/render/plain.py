"""Reports as plain data, for programs that build on their keys. Ids and places only."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mentoring.progress.rules import RULES

if TYPE_CHECKING:
    from mentoring.operations.erasure.erase import Erasure
    from mentoring.operations.erasure.scan import Hit
    from mentoring.programme.rules import ProgressRules
    from mentoring.progress.cohort_progress import CohortProgress, PairProgress
    from mentoring.reviews.summary import Summary

Document = dict[str, Any]


def progress(judged: CohortProgress, rules: ProgressRules) -> Document:
    """Every pair and task; `rules` explains every code with this edition's thresholds."""
    return {
        "cohort": judged.cohort,
        "as_of": judged.as_of,
        "summary": judged.by_status,
        "pairs": [_pair(pair) for pair in judged.pairs],
        "tasks": judged.tasks,
        "rules": {rule.code: rule.explain(rules) for rule in RULES if rule.code not in rules.off},
    }


def _pair(pair: PairProgress) -> Document:
    known = pair.facts
    return {
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "status": known.mentorship.status,
        "meetings": len(known.mentorship.meetings),
        "last_meeting": known.last_meeting,
        "reported": known.counted,
        "expected": known.expected,
        "goals": known.goal_counts,
        "check_ins": known.check_in_counts,
        "flags": pair.codes,
        "details": pair.flags,
        "soon": pair.soon,
        "next_step": pair.next_step,
    }


def review_summary(cohort: str, summary: Summary) -> Document:
    """Scores in marks; `error` is a standard error, `adds` a reviewer's effect on a mark.

    `shared_error` is the part of the standard errors that is common to all scores.
    """
    cuts, scored = summary.cuts, summary.applications
    return {
        "cohort": cohort,
        "reviews": summary.reviews,
        "mean": summary.mean / 100,
        "shared_error": summary.shared / 100,
        "alpha": None if summary.alpha is None else round(summary.alpha, 3),
        "reliability": None if summary.reliability is None else round(summary.reliability, 3),
        "bands": [cut / 100 for cut in cuts.lowest],
        "tie_errors": cuts.errors,
        "tie_margin": cuts.margin / 100,
        "applications": [
            {
                "application": score.application,
                "band": entry.band,
                "score": score.calibrated / 100,
                "error": score.error / 100,
                "marked": None if score.marked is None else score.marked / 100,
                "reviews": score.reviews,
                "flags": entry.flags,
            }
            for entry, score in ((entry, entry.score) for entry in scored)
        ],
        "reviewers": [
            {
                "reviewer": reviewer.reviewer,
                "reviews": reviewer.reviews,
                "adds": reviewer.effect / 100,
                "flags": reviewer.flags,
            }
            for reviewer in summary.reviewers
        ],
        "outliers": [
            {**asdict(outlier), "mark": outlier.mark / 100, "expected": outlier.expected / 100}
            for outlier in summary.outliers
        ],
    }


def erasure(done: Erasure) -> Document:
    """Places by what is to be done: `left` to remove by hand, `judge` may be others' words."""
    scan, rewritten = done.scan, done.rewritten

    def places(hits: tuple[Hit, ...]) -> list[Document]:
        return [{"where": hit.where, "line": hit.line, "object": hit.object} for hit in hits]

    return {
        "done": done.done,
        "clean": done.clean,
        "tombstones": sorted(set(done.tombstones.values())),
        "commits": {
            "all": rewritten.scope.all if rewritten else None,
            "changed": rewritten.changed if rewritten else None,
            "first": rewritten.scope.first if rewritten else (),
        },
        "searched": {"objects": scan.objects, "files": scan.files},
        "foreign": scan.foreign,
        "unread": places(scan.unread),
        "dropped": rewritten.dropped if rewritten else {},
        "left": places(scan.certain),
        "judge": scan.doubtful,
        "outbox": done.outbox,
        "push": done.pushes,
    }
