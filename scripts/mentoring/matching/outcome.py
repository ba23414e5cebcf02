"""An outcome in detail: a pair with its reasons, and why the others have no pair."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from mentoring.files.messages import messages
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.limits import counts
from mentoring.programme.rules import Bound
from mentoring.scoring.fit import Reason

WHY: Mapping[str, str] = messages(__package__)
"""Each reason why a person has no pair: its code, and the words that follow a colon."""

DECISIVE = {"motivation", "floor", "fit", "leximin"}
"""The stages that choose between mentees once the places are taken, before the lottery."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A pair, its fit (of 1000), what each criterion adds, and whether a decision forced it."""

    mentee: str
    mentor: str
    fit: int
    reasons: tuple[Reason, ...] = ()
    pinned: bool = False


def free_mentors(instance: Instance, pairs: Sequence[Pair]) -> dict[str, str]:
    """The code of the reason why each free mentor has no mentee, by id."""
    paired = {mentor for _, mentor in pairs}
    may = np.any(instance.fit >= 0, axis=0).tolist()
    return {
        mentor: "not-needed" if may[column] else "no-admissible-mentee"
        for mentor, column in sorted(instance.columns.items())
        if mentor not in paired
    }


def waiting(
    instance: Instance, pairs: Sequence[Pair], tied: Collection[str] | None = None
) -> dict[str, str]:
    """The code of the reason why each unpaired mentee has no mentor, by id.

    `tied` are the mentees who could have had a mentor under another lottery draw, or None if that
    is not known.
    """
    paired, count, bounds = dict(pairs), counts(instance, pairs), instance.balance.mentees.items()
    selected = [mentee for mentee in instance.mentees if mentee.id in paired]
    last = max((mentee.band for mentee in selected), default=0)
    free = [count["mentors", mentor.id] < mentor.capacity for mentor in instance.mentors]
    here = {home: count["mentee_homes", home] for home, _ in bounds}
    least = {home for home, (low, _) in bounds if here[home] <= low}
    most = {home for home, (_, high) in bounds if high is not None and here[home] >= high}
    full = len(pairs) >= instance.cap
    decisive = [stage for stage in instance.objective if stage in DECISIVE]
    reasons = {}
    for mentee in (mentee for mentee in instance.mentees if mentee.id not in paired):
        may = instance.fit[instance.rows[mentee.id]] >= 0
        blamed = mentee.band < last or not full
        # the places of lower bands or, if they have none, all places are those they could have had
        places = [other for other in selected if other.band > mentee.band] or selected
        reserved = all(other.home in least - {mentee.home} for other in places)
        by_band = decisive[:1] == ["motivation"]
        codes = {
            "no-admissible-mentor": not may.any(),
            "bound": blamed and mentee.home in most,
            "minimum": full and reserved,
            "no-room": blamed and not may[free].any(),
            "place-free": not full,
            "lot": mentee.id in (tied or ()),
            "band": by_band and mentee.band > last,
            "pairs": by_band and mentee.band < last,
            "fit": tied is not None,
            "fit-or-lot": True,
        }
        reasons[mentee.id] = next(code for code, applies in codes.items() if applies)
    return dict(sorted(reasons.items()))


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingReason:
    """The places in use, the mentee's band, the admissible mentors, and the bound on their home.

    `bands` has, from the highest band, the number of its mentees with a mentor and of all.
    `ruled_out` counts the mentors forbidden to the mentee, by rule. `bound` limits the mentees of
    the home experiment; `at_home` of them have a mentor. `least` has the minimums that are met
    exactly, by experiment: these places cannot go to others. If `overtaken` mentees of lower bands
    have a mentor, motivation did not decide; if `tied` with others of the band, later stages did.
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
    tied: bool
    overtaken: int


def waiting_reason(instance: Instance, pairs: Sequence[Pair], mentee_id: str) -> WaitingReason:
    """The numbers behind a mentee's lack of a mentor; `mentee_id` must not be in `pairs`."""
    row = instance.rows[mentee_id]
    mentee, selected, count = instance.mentees[row], dict(pairs), counts(instance, pairs)
    chosen = Counter(other.band for other in instance.mentees if other.id in selected)
    in_band = Counter(other.band for other in instance.mentees)
    codes = (instance.codes(mentee_id, mentor) for mentor in instance.columns)
    bounds = instance.balance.mentees
    bands = tuple((chosen[band], in_band[band]) for band in range(1 + max(in_band)))
    overtaken = sum(paired for paired, _ in bands[mentee.band + 1 :])
    return WaitingReason(
        pairs=len(pairs),
        cap=instance.cap,
        band=mentee.band,
        bands=bands,
        admissible=int((instance.fit[row] >= 0).sum()),
        mentors=len(instance.mentors),
        ruled_out=dict(Counter(chain.from_iterable(codes))),
        home=mentee.home,
        at_home=count["mentee_homes", mentee.home],
        bound=bounds.get(mentee.home),
        least={
            home: low
            for home, (low, _) in sorted(bounds.items())
            if 0 < low == count["mentee_homes", home]
        },
        tied=chosen[mentee.band] > 0 and not overtaken,
        overtaken=overtaken,
    )
