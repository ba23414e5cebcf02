"""Someone wishes to end the mentorship."""

from __future__ import annotations

from mentoring.people.lifecycle import STANDING
from mentoring.progress.requests import requests
from mentoring.progress.rule import Rule, Urgency

RULE = Rule(
    code="wish-to-end",
    title="Wishes to end",
    explanation="One side said in a check-in that they wish to end. Ending is nobody's fault; it "
    "stands until an organiser has called or the mentorship is over.",
    urgency=Urgency.NOW,
    applies=STANDING,
    judge=requests("wish_to_end", "wishes to end the mentorship"),
)
