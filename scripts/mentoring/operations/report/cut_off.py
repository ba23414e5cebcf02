"""The cut-off: the mentees selected from each band, and those too near an edge to separate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from mentoring.matching.instance.instance import Instance, Mentee
from mentoring.reviews.bands import Cuts, cuts
from mentoring.reviews.calibration import Score, calibrate
from mentoring.store.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A mentee at the cut-off: score and error in hundredths of a mark, or None without reviews.

    `tied` is a band's edge (in hundredths) that the score cannot be separated from.
    """

    mentee: str
    band: int
    score: int | None
    error: int | None
    selected: bool
    tied: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """The number of a band's mentees, and how many of them were selected."""

    number: int
    selected: int
    mentees: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CutOff:
    """All candidates, the best score first, and their bands; `cuts` are edges and their margin."""

    cuts: Cuts
    bands: tuple[Band, ...]
    candidates: tuple[Candidate, ...]

    @property
    def split(self) -> Band | None:
        """The lowest band with selected mentees, if others in it were not selected."""
        reached = [band for band in self.bands if band.selected]
        return reached[-1] if reached and reached[-1].selected < reached[-1].mentees else None

    @property
    def tied(self) -> tuple[Candidate, ...]:
        """The candidates near an edge."""
        return tuple(candidate for candidate in self.candidates if candidate.tied is not None)


def cut_off(edition: Edition, instance: Instance, selected: Collection[str]) -> CutOff:
    """The cut-off of an instance, with sealed bands and today's scores."""
    edges = cuts(edition.cohort.record.review)
    reviews = [entry.record for entry in edition.reviews]
    calibration = calibrate([mentee.id for mentee in edition.mentees], reviews)
    scores = {score.application: score for score in calibration.scores}
    candidates = [
        _candidate(
            mentee, scores.get(mentee.id) if calibration.reviewers else None, edges, selected
        )
        for mentee in instance.mentees
    ]
    everybody = Counter(candidate.band for candidate in candidates)
    chosen = Counter(candidate.band for candidate in candidates if candidate.selected)
    return CutOff(
        cuts=edges,
        bands=tuple(
            Band(number=band, selected=chosen[band], mentees=count)
            for band, count in sorted(everybody.items())
        ),
        candidates=tuple(
            sorted(candidates, key=lambda candidate: (-(candidate.score or 0), candidate.mentee))
        ),
    )


def _candidate(
    mentee: Mentee, score: Score | None, edges: Cuts, selected: Collection[str]
) -> Candidate:
    return Candidate(
        mentee=mentee.id,
        band=mentee.band,
        score=score.calibrated if score else None,
        error=score.error if score else None,
        selected=mentee.id in selected,
        tied=edges.tied(score.calibrated, score.error) if score else None,
    )
