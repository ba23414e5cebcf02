"""Reports as plain data, for programs that build on their keys. Ids and places only."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.matching.explain.shortage import Shortage
    from mentoring.matching.instance.instance import Instance
    from mentoring.operations.erasure.erase import Erasure
    from mentoring.operations.erasure.scan import Hit
    from mentoring.operations.explanation import Absence, Explanation
    from mentoring.operations.robustness import Robustness
    from mentoring.operations.run_match import MatchResult
    from mentoring.programme.rules import ProgressRules
    from mentoring.progress.cohort_progress import CohortProgress
    from mentoring.progress.pair_progress import PairProgress
    from mentoring.reviews.summary import Summary

Document = dict[str, Any]


def match(done: MatchResult) -> Document:
    """The pairs, everyone without a partner, and the reason if there are too few pairs."""
    free = done.free_mentors.items()
    return {
        "cohort": done.last.cohort,
        "pairs": done.pairs,
        "waiting": [{"mentee": person, "why": why} for person, why in done.waiting.items()],
        "free_mentors": [{"mentor": person, "why": why} for person, why in free],
        "objective": done.last.proof.objective,
        "shortage": bottleneck(done.shortage) if done.shortage else None,
    }


def bottleneck(why: Shortage) -> Document:
    """The reason in words, and its limits; a limit with negative `times` is a demand."""
    return {
        "text": str(why),
        "limits": [*why.cut.demands, *why.cut.supplies],
        "confined": why.cut.confined,
        "reasons": dict(sorted(why.cut.reasons.items())),
        "relaxations": why.relaxations,
    }


def explanation(found: Explanation | Absence) -> Document:
    """The whole explanation, with what its bottlenecks are in words."""
    from mentoring.matching.explain.bottleneck import in_words
    from mentoring.operations.explanation import Explanation

    document: Document = to_builtins(found)
    if isinstance(found, Explanation):
        if found.rivals:
            document["rivals"]["text"] = in_words("group", found.rivals)
        if found.shortage:
            document["shortage"] = bottleneck(found.shortage)
    return document


def fits(instance: Instance) -> Iterator[tuple[str | int | None, ...]]:
    """A head, and one row per pair: mentee, mentor, the fit or nothing, why it is forbidden."""
    why_not = instance.why_not or {}
    yield "mentee", "mentor", "fit", "why_not"
    for mentee, row in zip(instance.mentees, instance.fit.tolist(), strict=True):
        for mentor, fit in zip(instance.mentors, row, strict=True):
            codes = why_not.get(f"{mentee.id}:{mentor.id}", ())
            yield mentee.id, mentor.id, fit if fit >= 0 else None, " ".join(codes)


def robustness(firm: Robustness) -> Document:
    """The number of cases that select each mentee and make each pair, chosen now or not."""
    selected, edge = dict(firm.pairs), set(firm.on_edge)
    return {
        "cohort": firm.cohort,
        "announced": firm.announced,
        "resamples": firm.cases,
        "seed": firm.seed,
        "impossible": firm.impossible,
        "mentees": [
            {"mentee": who, "selected": times, "chosen": who in selected, "edge": who in edge}
            for who, times in firm.times_selected.items()
        ],
        "pairs": [
            {"mentee": pair[0], "mentor": pair[1], "made": times, "chosen": pair in firm.pairs}
            for pair, times in firm.times_made.items()
        ],
    }


def progress(judged: CohortProgress, rules: ProgressRules) -> Document:
    """Every pair and task; `rules` explains every code with this edition's thresholds."""
    from mentoring.progress.rules import RULES

    return {
        "cohort": judged.cohort,
        "as_of": judged.as_of,
        "summary": judged.by_status,
        "pairs": [_pair(pair) for pair in judged.pairs],
        "tasks": judged.tasks,
        "rules": {rule.code: rule.explain(rules) for rule in RULES if rule.code not in rules.off},
    }


def _pair(pair: PairProgress) -> Document:
    from mentoring.progress.cohort_progress import next_step

    return {
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "status": pair.mentorship.status,
        "meetings": len(pair.mentorship.meetings),
        "last_meeting": pair.last_meeting,
        "reported": {
            side: pair.counted[side] if own else None for side, own in pair.reports.items()
        },
        "expected": pair.expected,
        "goals": pair.goals,
        "check_ins": pair.check_ins,
        "flags": pair.codes,
        "details": pair.flags,
        "soon": pair.soon,
        "next_step": next_step(pair),
    }


def review_summary(cohort: str, summary: Summary) -> Document:
    """The summary, with shares to the thousandth."""
    found = asdict(summary)
    shares = {name: found[name] and round(found[name], 3) for name in ("alpha", "reliability")}
    return {"cohort": cohort, **found, **shares}


def erasure(done: Erasure) -> Document:
    """Places by what is to be done: `left` to remove by hand, `judge` may be others' words."""
    scan, plan = done.scan, done.plan

    def places(hits: tuple[Hit, ...]) -> list[Document]:
        return [{"where": hit.where, "line": hit.line, "object": hit.object} for hit in hits]

    return {
        "done": done.done,
        "clean": done.clean,
        "tombstones": sorted(set(done.tombstones.values())),
        "commits": {
            "all": plan.commits or None,  # unknown to plans of earlier versions
            "changed": plan.changed if plan.commits else None,
            "first": plan.first,
        },
        "searched": {"objects": scan.objects, "files": scan.files},
        "foreign": scan.foreign,
        "unread": places(scan.unread),
        "dropped": plan.dropped,
        "left": places(scan.certain),
        "judge": scan.doubtful,
        "outbox": done.outbox,
        "push": done.pushes,
    }
