"""What a side asks of the organisers in a check-in, until somebody has answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = Literal["help", "contact_me", "wish_to_end"]


def requests(answer: Answer, words: str) -> Callable[[Facts], Iterator[Finding]]:
    """A judge that worries while a side's last check-in says `answer` and nobody has called."""

    def judge(facts: Facts) -> Iterator[Finding]:
        called = facts.last("called")
        for side in SIDES:
            latest = facts.latest_check_in(side)
            if latest is None or not getattr(latest.answers, answer):
                continue
            if called is None or called < latest.on:
                yield Finding(since=latest.on, by=side, text=f"The {side} {words}.")

    return judge
