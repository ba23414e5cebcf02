"""A summary of an edition's reviews: scores, strictness, agreement, and what to check."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import fmean

from mentoring.reviews.bands import Cuts, band_of, cuts
from mentoring.reviews.calibration import Calibration, alpha, by_reviewer, calibrated, hundredths
from mentoring.store.programme import Edition

HALF_A_MARK, APART = 50, 200  # in hundredths; APART is for the spread of corrected marks
# An outlier is off by more standard deviations of chance, and by more marks, than these.
OUTLYING, A_MARK, OTHERS = 2.0, 1.0, 2


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


def summarise(edition: Edition) -> Summary:
    """The summary of the reviews of every mentee."""
    rules, calibration = edition.cohort.record.review, calibrated(edition)
    limits, given, scores = cuts(rules), calibration.marks, calibration.scores
    ranked = sorted(scores, key=lambda application: (-scores[application][0], application))
    compared = [application for application, marks in given.items() if len(marks) > OTHERS]
    return Summary(
        reviews=sum(map(len, given.values())),
        mean=calibration.mean / 100,
        shared_error=calibration.shared / 100,
        alpha=alpha(given),
        reliability=_reliability(calibration),
        bands=tuple(cut / 100 for cut in limits.lowest),
        tie_errors=limits.errors,
        tie_margin=limits.margin / 100,
        applications=tuple(
            _scored(calibration, limits, application, rules.per_application)
            for application in ranked
        ),
        reviewers=tuple(
            _strictness(reviewer, marks, calibration.effects[reviewer])
            for reviewer, marks in by_reviewer(given).items()
        ),
        outliers=tuple(filter(None, (_outlier(calibration, each) for each in compared))),
    )


def _scored(
    calibration: Calibration, limits: Cuts, application: str, wanted: int
) -> ScoredApplication:
    marks = calibration.marks.get(application, {})
    merits = _merits(calibration, application).values() or [0.0]
    band = band_of(calibration, limits, application)
    score, error = calibration.scores[application]
    return ScoredApplication(
        application=application,
        band=band,
        score=score / 100,
        error=error / 100,
        marked=hundredths(fmean(marks.values())) / 100 if marks else None,
        reviews=len(marks),
        flags=_raised(
            unreviewed=not marks,
            thin=0 < len(marks) < wanted,
            disputed=hundredths(max(merits) - min(merits)) >= APART,
            tied=band % 2 == 1,
        ),
    )


def _strictness(reviewer: str, marks: Mapping[str, float], adds: int) -> Strictness:
    flags = _raised(
        constant=len(marks) > 1 and len({*marks.values()}) == 1,
        strict=adds <= -HALF_A_MARK,
        lenient=adds >= HALF_A_MARK,
    )
    return Strictness(reviewer=reviewer, reviews=len(marks), adds=adds / 100, flags=flags)


def _raised(**flags: bool) -> tuple[str, ...]:
    return tuple(flag for flag, applies in flags.items() if applies)


def _merits(calibration: Calibration, application: str) -> dict[str, float]:
    """An application's marks without what each reviewer adds."""
    marks, effects = calibration.marks.get(application, {}), calibration.effects
    return {reviewer: mark - effects[reviewer] / 100 for reviewer, mark in marks.items()}


def _outlier(calibration: Calibration, application: str) -> Outlier | None:
    """The mark of an application furthest from the one expected from the others, if far enough."""
    merits, marks = _merits(calibration, application), calibration.marks[application]
    total, others = fsum(merits.values()), len(merits) - 1
    offs = {reviewer: merit - (total - merit) / others for reviewer, merit in merits.items()}
    reviewer = max(offs, key=lambda reviewer: abs(offs[reviewer]))
    chance = calibration.variances.chance * len(merits) / others
    if abs(offs[reviewer]) <= max(A_MARK, OUTLYING * sqrt(chance)):
        return None
    mark = hundredths(marks[reviewer]) / 100
    expected = hundredths(marks[reviewer] - offs[reviewer]) / 100
    return Outlier(application=application, reviewer=reviewer, mark=mark, expected=expected)


def _reliability(calibration: Calibration) -> float | None:
    """The share of the applicants' variance in its sum with that of errors not common to all."""
    errors = [
        (error / 100) ** 2
        for application, (_, error) in calibration.scores.items()
        if application in calibration.marks
    ]
    if not errors:
        return None
    apart = max(0.0, sum(errors) / len(errors) - (calibration.shared / 100) ** 2)
    of_applicants = calibration.variances.applicants
    return of_applicants / (of_applicants + apart)
