"""What templates of reports show and cannot compute themselves, by the report's name."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from heapq import nsmallest
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from mentoring.render import problems
from mentoring.store.record_kinds import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mentoring.disclosure.leaks.audit import Report
    from mentoring.matching.instance.instance import Instance, Person
    from mentoring.operations.erasure.erase import Erasure
    from mentoring.operations.erasure.scan import Hit
    from mentoring.programme.rules import ProgressRules
    from mentoring.progress.cohort_progress import CohortProgress

Values = dict[str, Any]
BEST = 5  # the most partners that are named for a person
_PROGRAMS = frozenset(
    {".cfg", ".css", ".in", ".ini", ".js", ".json", ".lock", ".mjs", ".py", ".svg", ".toml", ".ts"}
)
_FOLDERS = (".ci/", ".git", "requirements/", "scripts/", "tests/")


def audit(report: Report, form: str, *, colour: bool) -> Values:
    """The leaks that are certain, then those to judge, which are among the host's annotations."""
    certain = [finding.problem for finding in report.findings if finding.certain]
    doubtful = [finding for finding in report.findings if not finding.certain]
    if form == "github":
        found = (finding.problem for finding in report.findings)
        listed, doubtful = problems.as_annotations([*report.problems, *found]), []
    else:
        certain = [replace(problem, hint="") for problem in certain]
        listed = problems.as_text([*report.problems, *certain], colour=colour)
    return {"report": report, "problems": listed, "doubtful": doubtful, "place": problems.place}


def erasure(erasure: Erasure) -> Values:
    """What was erased, and doubtful words, by the number of files that they are in."""
    by_word: dict[str, list[Hit]] = defaultdict(list)
    own = [hit for hit in erasure.scan.doubtful if not _is_program(hit.where)]
    for hit in own:
        by_word[hit.word].append(hit)
    words = []
    for hits in by_word.values():
        firsts = {hit.where: hit for hit in sorted(hits, reverse=True)}  # the first in each file
        words.append((tuple(firsts.values())[::-1], len(hits)))
    words.sort(key=lambda word: (len(word[0]), word))  # rare words are more likely to be names
    return {
        "erasure": erasure,
        "words": words,
        "programs": len(erasure.scan.doubtful) - len(own),
    }


def _is_program(path: str) -> bool:
    """Whether a file is code, configuration or a list of packages, so not about applicants."""
    if path.startswith(f"{DATA}/"):
        return False
    return path.startswith(_FOLDERS) or PurePosixPath(path).suffix.lower() in _PROGRAMS


def progress(progress: CohortProgress, rules: ProgressRules) -> Values:
    """The progress, each rule with its meaning in this edition, and the words for flags."""
    from mentoring.progress.rules import BY_CODE, RULES

    def titles(codes: Iterable[str]) -> str:
        """The rules' titles, in the given order; other reasons have their own words."""
        return ", ".join(
            BY_CODE[code].title.lower() if code in BY_CODE else code.replace("-", " ")
            for code in codes
        )

    meanings = [(rule, rule.explain(rules)) for rule in RULES]
    return {"progress": progress, "rules": meanings, "titles": titles}


def scores(instance: Instance) -> Values:
    """The numbers of possible and of forbidden pairs by rule, then each person's best fits."""
    fit, points = instance.fit, sorted(instance.fit[instance.fit >= 0].tolist())
    return {
        "instance": instance,
        "points": points,
        "codes": Counter(chain.from_iterable((instance.why_not or {}).values())),
        "for_mentees": [_partners(row, instance.mentors) for row in fit.tolist()],
        "for_mentors": [_partners(column, instance.mentees) for column in fit.T.tolist()],
        "best": BEST,
    }


def _partners(fits: Sequence[int], people: Sequence[Person]) -> str:
    """The number of possible partners, and the best of them with their fits."""
    possible = [(-fit, other.id) for fit, other in zip(fits, people, strict=True) if fit >= 0]
    best = "  ".join(f"{other} {-fit:>3}" for fit, other in nsmallest(BEST, possible))
    return f"{len(possible):>8}  {best}".rstrip()
