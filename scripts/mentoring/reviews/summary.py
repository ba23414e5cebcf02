"""Bands of motivation, and a summary of an edition's reviews with what to check.

Bands are all that matching uses of reviews: within a band, other criteria decide. Scores that their
standard error could carry across a cut form a tie band of their own: two cuts make five bands,
clearly above the first cut, near it, between the cuts, near the second, and clearly below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import fmean

from mentoring.programme.rules import ReviewRules
from mentoring.reviews.calibration import Calibration, alpha, by_reviewer, calibration, hundredths
from mentoring.store.programme import Edition

HALF_A_MARK, APART = 50, 200  # in hundredths; APART is for the spread of corrected marks
# An outlier is off by more standard deviations of chance, and by more marks, than these.
OUTLYING, A_MARK, OTHERS = 2.0, 1.0, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Cuts:
    """Cuts in hundredths, highest first. A score ties within `errors` × its error or `margin`."""

    lowest: tuple[int, ...]
    errors: float
    margin: int

    def band(self, score: int, error: int) -> int:
        """The band of a score; 0 is the highest, odd numbers are ties."""
        tie = self.tied(score, error)
        if tie is not None:
            return 2 * self.lowest.index(tie) + 1
        return 2 * sum(score < cut for cut in self.lowest)

    def tied(self, score: int, error: int) -> int | None:
        """The nearest cut, if the score ties with it; otherwise None."""
        near = min(self.lowest, key=lambda cut: abs(score - cut), default=None)
        reach = self.reach(error)
        return near if near is not None and 0 < reach >= abs(score - near) else None

    def reach(self, error: int) -> int:
        """The distance from a cut within which a score with this error ties with it."""
        return max(self.margin, round(self.errors * error))


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoredApplication:
    """An application's band (0 is the highest), score and error, mean mark as given, and flags."""

    application: str
    band: int
    score: float
    error: float
    marked: float | None
    reviews: int
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Strictness:
    """What a reviewer adds to a mark, to the hundredth of a mark, and what to check about them."""

    reviewer: str
    reviews: int
    adds: float
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlier:
    """A mark far from the one expected from the others' marks."""

    application: str
    reviewer: str
    mark: float
    expected: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """The best application first. Scores, errors and cuts are in marks, to the hundredth.

    `alpha` is the reviewers' agreement, None if there is nothing to compare. `reliability` is the
    share of true variance in the scores, and `shared_error` the part of their standard errors that
    is common to all. `bands` are the cuts; a score within `tie_errors` of its error is tied there.
    """

    reviews: int
    mean: float
    shared_error: float
    alpha: float | None
    reliability: float | None
    bands: tuple[float, ...]
    tie_errors: float
    tie_margin: float
    applications: tuple[ScoredApplication, ...]
    reviewers: tuple[Strictness, ...]
    outliers: tuple[Outlier, ...]


def cuts(rules: ReviewRules) -> Cuts:
    """The edition's cuts, highest first."""
    lowest = sorted((round(100 * cut) for cut in rules.bands), reverse=True)
    return Cuts(lowest=tuple(lowest), errors=rules.tie_errors, margin=round(100 * rules.tie_margin))


def bands(edition: Edition) -> dict[str, int]:
    """The band of every mentee; 0 is the highest, and that of everyone without any reviews."""
    found, edges = calibration(edition), cuts(edition.cohort.record.review)
    return {who: _band(found, edges, who) for who in found.scores}


def _band(found: Calibration, edges: Cuts, who: str) -> int:
    return edges.band(*found.scores[who]) if found.marks else 0


def summarise(edition: Edition) -> Summary:
    """The summary of the reviews of every mentee."""
    rules, found = edition.cohort.record.review, calibration(edition)
    edges, given = cuts(rules), found.marks
    ranked = sorted(found.scores, key=lambda who: (-found.scores[who][0], who))
    outliers = (_outlier(found, who) for who, theirs in given.items() if len(theirs) > OTHERS)
    return Summary(
        reviews=sum(map(len, given.values())),
        mean=found.mean / 100,
        shared_error=found.shared / 100,
        alpha=alpha(given),
        reliability=_reliability(found),
        bands=tuple(cut / 100 for cut in edges.lowest),
        tie_errors=edges.errors,
        tie_margin=edges.margin / 100,
        applications=tuple(_scored(found, edges, who, rules.per_application) for who in ranked),
        reviewers=tuple(_strictness(found, *each) for each in by_reviewer(given).items()),
        outliers=tuple(filter(None, outliers)),
    )


def _scored(found: Calibration, edges: Cuts, who: str, wanted: int) -> ScoredApplication:
    theirs, merits = found.marks.get(who, {}), _merits(found, who).values() or [0.0]
    band, (score, error) = _band(found, edges, who), found.scores[who]
    return ScoredApplication(
        application=who,
        band=band,
        score=score / 100,
        error=error / 100,
        marked=hundredths(fmean(theirs.values())) / 100 if theirs else None,
        reviews=len(theirs),
        flags=_raised(
            unreviewed=not theirs,
            thin=0 < len(theirs) < wanted,
            disputed=hundredths(max(merits) - min(merits)) >= APART,
            tied=band % 2 == 1,
        ),
    )


def _strictness(found: Calibration, reviewer: str, own: Mapping[str, float]) -> Strictness:
    adds = found.effects[reviewer]
    flags = _raised(
        constant=len(own) > 1 and len({*own.values()}) == 1,
        strict=adds <= -HALF_A_MARK,
        lenient=adds >= HALF_A_MARK,
    )
    return Strictness(reviewer=reviewer, reviews=len(own), adds=adds / 100, flags=flags)


def _raised(**flags: bool) -> tuple[str, ...]:
    return tuple(flag for flag, applies in flags.items() if applies)


def _merits(found: Calibration, who: str) -> dict[str, float]:
    """An application's marks without what each reviewer adds."""
    theirs = found.marks.get(who, {}).items()
    return {reviewer: mark - found.effects[reviewer] / 100 for reviewer, mark in theirs}


def _outlier(found: Calibration, who: str) -> Outlier | None:
    """The mark of an application furthest from the one expected from the others, if far enough."""
    merits, given = _merits(found, who), found.marks[who]
    total, others = fsum(merits.values()), len(merits) - 1
    offs = {reviewer: merit - (total - merit) / others for reviewer, merit in merits.items()}
    reviewer = max(offs, key=lambda reviewer: abs(offs[reviewer]))
    chance = found.variances.chance * len(merits) / others
    if abs(offs[reviewer]) <= max(A_MARK, OUTLYING * sqrt(chance)):
        return None
    mark = hundredths(given[reviewer]) / 100
    expected = hundredths(given[reviewer] - offs[reviewer]) / 100
    return Outlier(application=who, reviewer=reviewer, mark=mark, expected=expected)


def _reliability(found: Calibration) -> float | None:
    """The share of the applicants' variance in its sum with that of errors not common to all."""
    errors = [(error / 100) ** 2 for who, (_, error) in found.scores.items() if who in found.marks]
    if not errors:
        return None
    apart = max(0.0, sum(errors) / len(errors) - (found.shared / 100) ** 2)
    return found.variances.applicants / (found.variances.applicants + apart)
