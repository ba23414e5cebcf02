"""Someone asked, in private, to be contacted."""

from __future__ import annotations

from mentoring.people.lifecycle import STANDING
from mentoring.progress.requests import requests
from mentoring.progress.rule import Rule, Urgency

RULE = Rule(
    code="contact-me",
    title="Asks to be contacted",
    explanation="One side asked in a check-in to be contacted in private. It stands until an "
    "organiser has called.",
    urgency=Urgency.NOW,
    applies=STANDING,
    judge=requests("contact_me", "asks to be contacted in private"),
)
