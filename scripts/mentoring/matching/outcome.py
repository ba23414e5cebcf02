"""A readable outcome: the pairs with their reasons, and why the others have no pair."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mentoring.matching.instance.instance import Instance, Mentee, Pair
from mentoring.matching.instance.objective import Value
from mentoring.programme.rules import Bound
from mentoring.scoring.fit import Reason

WHY = {
    "no-admissible-mentor": "no mentor may be paired with them",
    "no-admissible-mentee": "no mentee may be paired with them",
    "bound": "their home experiment has as many pairs as its bound allows",
    "minimum": "the minimum numbers of some experiments take the places, whatever the band",
    "no-room": "every mentor who may be paired with them has as many mentees as they take",
    "place-free": "a place is free: `mentoring replace` can give them a mentor",
    "late": "they applied after the match; a free place goes to those who wait, in turn",
    "over": "their mentorship is over, and they have no other mentor",
    "not-needed": "not needed: the places went to pairs with other mentors",
    "band": "all places are taken by mentees of higher bands",
    "fit": "others of their band have the places, because the pairs then fit better in total",
    "fit-or-lot": "others of their band have the places, by better fits or by the public draw",
    "lot": "others were equal in all that counts, and the public draw decided",
    "pairs": "with them there would be fewer pairs, or a limit would be broken",
}
"""Each reason why a person has no pair: its code, and the words that follow a colon."""

BY_FIT = {"floor", "fit", "leximin"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A pair, its fit (of 1000), what each criterion adds, and whether a decision forced it."""

    mentee: str
    mentor: str
    fit: int
    reasons: tuple[Reason, ...] = ()
    pinned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """All pairs by mentee, and the code of the reason (see `WHY`) for everyone else."""

    cohort: str
    pairs: tuple[Chosen, ...]
    waiting: Mapping[str, str] = field(default_factory=dict)
    free_mentors: Mapping[str, str] = field(default_factory=dict)
    objective: Mapping[str, Value] = field(default_factory=dict)


def free_mentors(instance: Instance, pairs: Sequence[Pair]) -> dict[str, str]:
    """The code of the reason why each free mentor has no mentee, by id."""
    paired = {mentor for _, mentor in pairs}
    may = np.any(instance.fit >= 0, axis=0).tolist()
    free = {mentor.id: column for column, mentor in enumerate(instance.mentors)}
    return {
        mentor: "not-needed" if may[column] else "no-admissible-mentee"
        for mentor, column in sorted(free.items())
        if mentor not in paired
    }


def waiting(
    instance: Instance, pairs: Sequence[Pair], tied: Collection[str] | None = None
) -> dict[str, str]:
    """The code of the reason why each unpaired mentee has no mentor, by id.

    `tied` are the mentees who could have had a mentor under another lottery draw, or None if that
    is not known.
    """
    paired = {mentee for mentee, _ in pairs}
    selected = [mentee for mentee in instance.mentees if mentee.id in paired]
    last = max((mentee.band for mentee in selected), default=0)
    in_use = Counter(mentor for _, mentor in pairs)
    free = [in_use[mentor.id] < mentor.capacity for mentor in instance.mentors]
    count = Counter(mentee.home for mentee in selected)
    bounds = instance.balance.mentees.items()
    least = {home for home, (low, _) in bounds if count[home] <= low}
    most = {home for home, (_, high) in bounds if high is not None and count[home] >= high}
    full = len(pairs) >= instance.cap
    decisive = [stage for stage in instance.objective if stage in BY_FIT | {"motivation"}]

    def is_reserved(mentee: Mentee) -> bool:
        """Whether minimum numbers reserve every place that the mentee could have had.

        These are the places of mentees in lower bands or, if they have none, all places.
        """
        behind = [other for other in selected if other.band > mentee.band] or selected
        return all(other.home in least - {mentee.home} for other in behind)

    def decided(mentee: Mentee) -> str:
        """What decided at the cap."""
        if mentee.id in (tied or ()):
            return "lot"
        if decisive[:1] == ["motivation"] and mentee.band != last:
            return "band" if mentee.band > last else "pairs"
        return "fit" if tied is not None else "fit-or-lot"

    def reason(row: int, mentee: Mentee) -> str:
        may = instance.fit[row] >= 0
        blamed = mentee.band < last or not full
        obstacles = {
            "no-admissible-mentor": not may.any(),
            "bound": blamed and mentee.home in most,
            "minimum": full and is_reserved(mentee),
            "no-room": blamed and not may[free].any(),
        }
        first = next((code for code, obstructs in obstacles.items() if obstructs), None)
        return first or (decided(mentee) if full else "place-free")

    reasons = {
        mentee.id: reason(row, mentee)
        for row, mentee in enumerate(instance.mentees)
        if mentee.id not in paired
    }
    return dict(sorted(reasons.items()))


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingReason:
    """The places in use, the mentee's band, the admissible mentors, and the bound on their home.

    `bands` has, from the highest band, the number of its mentees with a mentor and of all.
    `ruled_out` counts the mentors forbidden to the mentee, by the code of the rule. `bound` limits
    the mentees of the home experiment; `at_home` of them have a mentor. `least` has the minimums
    that are met exactly, by experiment: these places cannot go to other experiments.
    """

    pairs: int
    cap: int
    band: int
    bands: tuple[tuple[int, int], ...]
    admissible: int
    mentors: int
    ruled_out: Mapping[str, int]
    home: str
    at_home: int
    bound: Bound | None
    least: Mapping[str, int]

    @property
    def tied(self) -> bool:
        """Whether others of the band have a mentor, so that stages after motivation decided."""
        return self.bands[self.band][0] > 0 and not self.overtaken

    @property
    def overtaken(self) -> int:
        """How many mentees of lower bands have a mentor; if any, motivation did not decide."""
        return sum(paired for paired, _ in self.bands[self.band + 1 :])


def waiting_reason(instance: Instance, pairs: Sequence[Pair], mentee_id: str) -> WaitingReason:
    """The numbers behind a mentee's lack of a mentor; `mentee_id` must not be in `pairs`."""
    row = instance.rows[mentee_id]
    band, home = instance.mentees[row].band, instance.mentees[row].home
    paired = dict(pairs)
    selected = [mentee for mentee in instance.mentees if mentee.id in paired]
    chosen = Counter(mentee.band for mentee in selected)
    in_band = Counter(mentee.band for mentee in instance.mentees)
    at_home = Counter(mentee.home for mentee in selected)
    codes = (instance.codes(mentee_id, mentor.id) for mentor in instance.mentors)
    bounds = sorted(instance.balance.mentees.items())
    return WaitingReason(
        pairs=len(pairs),
        cap=instance.cap,
        band=band,
        bands=tuple((chosen[band], in_band[band]) for band in range(1 + max(in_band))),
        admissible=int((instance.fit[row] >= 0).sum()),
        mentors=len(instance.mentors),
        ruled_out=dict(Counter(code for ruled in codes for code in ruled)),
        home=home,
        at_home=at_home[home],
        bound=instance.balance.mentees.get(home),
        least={home: low for home, (low, _) in bounds if 0 < low == at_home[home]},
    )
