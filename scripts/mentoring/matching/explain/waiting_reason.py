"""Why a mentee has no mentor in an outcome: every obstacle, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mentoring.matching import outcome
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.programme.rules import Bound


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


PLACES_TAKEN = "cap"
BY_FIT = {"floor", "fit", "leximin"}
WHY = outcome.WHY | {
    "band": "all places are taken by mentees of higher bands",
    "fit": "others of their band have the places: with them the pairs fit better in all",
    "fit-or-lot": "others of their band have the places, by better fits or by the public draw",
    "lot": "others were equal in all that counts, and the public draw decided",
    "pairs": "with them there would be fewer pairs, or a limit would be broken",
}


def reasons(
    instance: Instance, pairs: Sequence[Pair], tied: Collection[str] | None
) -> dict[str, str]:
    """The code of the reason (see `WHY`) for each mentee without a mentor, by id.

    `tied` are the mentees who could have had a mentor under another lottery draw, or None if that
    is not known.
    """
    bands = {mentee.id: mentee.band for mentee in instance.mentees}
    last = max((bands[mentee] for mentee, _ in pairs), default=0)
    stages = [stage for stage in instance.objective if stage in BY_FIT | {"motivation"}]
    banded = stages[:1] == ["motivation"]

    def refined(mentee: str, code: str) -> str:
        if code != PLACES_TAKEN:
            return code
        if mentee in (tied or ()):
            return "lot"
        if banded and bands[mentee] != last:
            return "band" if bands[mentee] > last else "pairs"
        return "fit" if tied is not None else "fit-or-lot"

    return {
        mentee: refined(mentee, code) for mentee, code in outcome.waiting(instance, pairs).items()
    }


def standing(instance: Instance, pairs: Sequence[Pair], mentee: str) -> WaitingReason:
    """The numbers behind a mentee's lack of a mentor; the mentee must not be in `pairs`."""
    row = instance.rows[mentee]
    one = instance.mentees[row]
    paired = {chosen for chosen, _ in pairs}
    everybody, chosen = (
        Counter(other.band for other in instance.mentees if other.id in among)
        for among in (instance.rows, paired)
    )
    codes = (instance.why_not or {}).get
    return WaitingReason(
        pairs=len(pairs),
        cap=instance.cap,
        band=one.band,
        bands=tuple((chosen[band], everybody[band]) for band in range(1 + max(everybody))),
        admissible=int((instance.fit[row] >= 0).sum()),
        mentors=len(instance.mentors),
        ruled_out=dict(
            Counter(
                code for other in instance.mentors for code in codes(f"{mentee}:{other.id}", ())
            )
        ),
        home=one.home,
        at_home=sum(other.home == one.home and other.id in paired for other in instance.mentees),
        bound=instance.balance.mentees.get(one.home),
        least=_least(instance, paired),
    )


def _least(instance: Instance, paired: set[str]) -> dict[str, int]:
    count = Counter(mentee.home for mentee in instance.mentees if mentee.id in paired)
    bounds = sorted(instance.balance.mentees.items())
    return {home: low for home, (low, _) in bounds if 0 < low == count[home]}
