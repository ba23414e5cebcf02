"""An edition's lottery, committed to and drawn; neither the beacon nor its value is a real one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.programme.rules import Lottery

if TYPE_CHECKING:
    from mentoring.operations.demo.records import Records

SALT = "a salt that is published with the commitment"


def drawn(records: Records) -> Records:
    """The edition after its draw: the ids of everybody who had applied were committed to."""
    cohort = records.cohort
    ids = "\n".join(sorted(one.id for one in records.applications))
    number = int(f"{cohort.cohort}1101")
    lottery = Lottery(
        commitment=hashlib.sha256(f"{SALT}\n{ids}".encode()).hexdigest(),
        beacon="A synthetic beacon that belongs to this sample",
        round=number,
        seed=hashlib.sha256(f"the value of round {number}".encode()).hexdigest(),
    )
    matching = replace(cohort.matching, lottery=lottery)
    return replace(records, cohort=replace(cohort, matching=matching))
