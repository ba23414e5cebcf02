"""An edition's lottery, committed to and drawn; neither the beacon nor its value is a real one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mentoring.checks.commitment import closing, commitment, frozen
from mentoring.programme.rules import Lottery

if TYPE_CHECKING:
    from mentoring.operations.demo.records import Records

SALT = "a salt that is published with the commitment"
UNTIL_THE_ROUND = timedelta(days=7)


def drawn(records: Records) -> Records:
    """The edition after its draw: the ids of everybody who had applied were committed to."""
    cohort = records.cohort
    number = int(f"{cohort.cohort}1101")
    lottery = Lottery(
        commitment=commitment(SALT, frozen(cohort, records.applications)),
        beacon="A synthetic beacon that belongs to this sample",
        round=number,
        day=closing(cohort) + UNTIL_THE_ROUND,
        seed=hashlib.sha256(f"the value of round {number}".encode()).hexdigest(),
        salt=SALT,
    )
    matching = replace(cohort.matching, lottery=lottery)
    return replace(records, cohort=replace(cohort, matching=matching))
