"""Someone asked for help."""

from __future__ import annotations

from mentoring.people.lifecycle import STANDING
from mentoring.progress.requests import requests
from mentoring.progress.rule import Rule, Urgency

RULE = Rule(
    code="asked-for-help",
    title="Asked for help",
    explanation="One side asked for help in their last check-in. It stands until an organiser has "
    "called.",
    urgency=Urgency.ACT,
    applies=STANDING,
    judge=requests("help", "asked for help"),
)
