"""What calibration gains: rank correlation with true motivation, and how true its errors are.

    .venv/bin/python benchmarks/calibration.py [--runs N] [--plot FILE.svg]

Reviewers of a known strictness mark applicants of a known motivation, over a range of strictness
and of reviews an application. Beside the rank correlation before and after, the table has the
share of scores that lie within one and two standard errors of the truth (68 % and 95 % would be
right). The same seeds give the same table everywhere.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import correlation, fmean
from typing import TYPE_CHECKING

from mentoring.people.organisers import Review
from mentoring.programme.rules import ReviewRules
from mentoring.reviews.bands import cuts
from mentoring.reviews.calibration import Calibration, calibrate, hundredths

if TYPE_CHECKING:
    from collections.abc import Iterable

ITEMS = ("motivation", "goals", "benefit")
STRICTNESS = (0.0, 0.25, 0.5, 0.75, 1.0)
REVIEWS = (1, 2, 3, 4)
PLACES = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Simulation:
    """What is true, and the reviews that came of it."""

    motivation: dict[str, float]
    reviews: tuple[Review, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Gain:
    """The mean rank correlation with the truth, of plain means and of calibrated scores.

    `once` and `twice` are the shares of the scores within one and two errors of the truth.
    """

    strictness: float
    each: int
    plain: float
    calibrated: float
    once: float
    twice: float


def simulate(
    seed: int, *, strictness: float, each: int, applicants: int = 46, reviewers: int = 9
) -> Simulation:
    """Marks from 1 to 5: true motivation, plus strictness of that spread, plus chance."""
    chance = Random(seed)  # noqa: S311 (a simulation, not a secret)
    motivation = {f"m{n:03}": chance.gauss(3.2, 0.7) for n in range(applicants)}
    lenience = {f"r{n:03}": chance.gauss(0, strictness) for n in range(reviewers)}
    reviews: list[Review] = []
    waiting: list[str] = []
    for applicant, merit in motivation.items():
        if len(set(waiting)) < each:
            waiting += chance.sample(sorted(lenience), reviewers)
        for reviewer in list(dict.fromkeys(waiting))[:each]:
            waiting.remove(reviewer)
            level = merit + lenience[reviewer] + chance.gauss(0, 0.4)
            scores = {item: _mark(level + chance.gauss(0, 0.5)) for item in ITEMS}
            reviews.append(Review(application=applicant, reviewer=reviewer, scores=scores))
    return Simulation(motivation=motivation, reviews=tuple(reviews))


def _mark(level: float) -> int:
    return min(5, max(1, round(level)))


def gain(runs: int, strictness: float, each: int) -> Gain:
    """The mean over so many simulated editions."""
    simulations = [simulate(run, strictness=strictness, each=each) for run in range(runs)]
    plain, calibrated = (fmean(side) for side in zip(*map(_compare, simulations), strict=True))
    return Gain(
        strictness=strictness,
        each=each,
        plain=plain,
        calibrated=calibrated,
        once=coverage(simulations, 1),
        twice=coverage(simulations, 2),
    )


def coverage(simulations: Iterable[Simulation], errors: int) -> float:
    """The share of scores that lie within so many standard errors of the truth."""
    return fmean(
        abs(score - 100 * simulation.motivation[who]) <= errors * error
        for simulation in simulations
        for who, (score, error) in _calibrated(simulation).scores.items()
    )


def banding(runs: int, strictness: float, errors: float) -> tuple[float, float, float]:
    """The shares of applicants in too low and too high a band, and the size of the last band.

    A tie band is right for both of its neighbours. The last band is the one that 20 places only
    partly cover: fit and lots decide about its mentees.
    """
    rules = ReviewRules(rubric=(), tie_errors=errors, tie_margin=0.1)
    edges = cuts(rules)
    low = high = mentees = split = 0
    for run in range(runs):
        simulation = simulate(run, strictness=strictness, each=3)
        scores = _calibrated(simulation).scores
        bands = [edges.band(*score) for score in scores.values()]
        truth = [2 * sum(simulation.motivation[who] < cut for cut in rules.bands) for who in scores]
        apart = [band - true for band, true in zip(bands, truth, strict=True)]
        low, high = low + sum(n > 1 for n in apart), high + sum(n < -1 for n in apart)
        mentees += len(apart)
        last = sorted(bands)[PLACES - 1]
        split += bands.count(last) if sum(band <= last for band in bands) > PLACES else 0
    return low / mentees, high / mentees, split / runs


def _calibrated(simulation: Simulation) -> Calibration:
    return calibrate(simulation.motivation, simulation.reviews)


def _compare(simulation: Simulation) -> tuple[float, float]:
    found = _calibrated(simulation)
    truth = ranks([simulation.motivation[who] for who in found.scores])
    plain = ranks([hundredths(fmean(found.marks[who].values())) for who in found.scores])
    calibrated = ranks([score for score, _ in found.scores.values()])
    return correlation(truth, plain), correlation(truth, calibrated)


def ranks(values: list[float] | list[int]) -> list[float]:
    """Each value's rank; equal values share the mean of theirs (as Spearman's correlation asks)."""
    order = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(order)))}
    return [first[value] + (order.count(value) - 1) / 2 for value in values]


def plot(gains: list[Gain], path: Path) -> None:
    """Both correlations over strictness, a panel for each number of reviews."""
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, len(REVIEWS), sharey=True, figsize=(11, 3))
    for panel, each in zip(panels, REVIEWS, strict=True):
        mine = [one for one in gains if one.each == each]
        over = [one.strictness for one in mine]
        panel.plot(over, [one.plain for one in mine], "o--", label="plain mean")
        panel.plot(over, [one.calibrated for one in mine], "o-", label="calibrated")
        panel.set(title=f"{each} review{'s' if each > 1 else ''} each", xlabel="strictness (sd)")
    panels[0].set(ylabel="rank correlation with the truth")
    panels[-1].legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    gains = [gain(options.runs, strictness, each) for strictness in STRICTNESS for each in REVIEWS]
    print("strictness (sd)  reviews each  plain mean  calibrated   gain  within 1 se  2 se")
    for one in gains:
        print(
            f"{one.strictness:15.2f}{one.each:14}{one.plain:12.3f}{one.calibrated:12.3f}"
            f"{one.calibrated - one.plain:+7.3f}{one.once:13.0%}{one.twice:6.0%}"
        )
    print("\nbands                 strictness  too low  too high  in the band that is split")
    for errors in (0.0, 1.0):
        for strictness in STRICTNESS[1:4]:
            low, high, split = banding(options.runs, strictness, errors)
            kind = "one margin of 0.1" if errors == 0 else "each score's own error"
            print(f"{kind:22}{strictness:10.2f}{low:9.1%}{high:10.1%}{split:12.1f} of 46")
    if options.plot:
        plot(gains, options.plot)


if __name__ == "__main__":
    main()
