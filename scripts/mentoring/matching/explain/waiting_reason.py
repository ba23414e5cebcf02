"""Where a mentee without a mentor stands in an outcome: all that was in their way, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mentoring.matching import outcome
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.programme.rules import Bound


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingReason:
    """The places and who has them; the mentee's band; mentors who may be; the bound at home.

    `bands` has, from the highest, how many mentees of a band have a mentor and how many there are.
    `ruled_out` counts, by the code of the rule, the mentors with whom they may not be paired.
    `bound` is that on mentees of their home experiment, of whom `at_home` have a mentor. `least`
    are the least numbers that are just met, by experiment: nobody else can have these places.
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
        """Whether some of the band have a mentor, so that what comes after motivation decided."""
        return self.bands[self.band][0] > 0 and not self.overtaken

    @property
    def overtaken(self) -> int:
        """How many mentees of lower bands have a mentor: something but motivation decided."""
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
    """The code of why each mentee without a mentor has none (see `WHY`), by id.

    `tied` are those who could have had a mentor as well, had the lots fallen otherwise; None where
    that is not known.
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
    """Where a mentee of the instance stands in these pairs, none of which is theirs."""
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
