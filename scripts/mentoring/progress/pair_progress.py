"""One mentorship on a day, with the flags that the rules raise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from mentoring.progress.pair_facts import PairFacts
from mentoring.progress.rules import Flag, flags_of

SOON_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class PairProgress(PairFacts):
    """The facts of a mentorship and its flags, which are judged when they are first read."""

    @cached_property
    def raised(self) -> tuple[Flag, ...]:
        """The present and future flags, the most urgent rule first."""
        return flags_of(self)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags raised by today, the most urgent rule first."""
        return tuple(flag for flag in self.raised if flag.since <= self.today)

    @property
    def soon(self) -> tuple[Flag, ...]:
        """The flags that will be raised within a week unless something happens."""
        last = self.today + timedelta(days=SOON_DAYS)
        return tuple(flag for flag in self.raised if self.today < flag.since <= last)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its flags, the most urgent first."""
        return codes_of(self.flags)


def codes_of(flags: Iterable[Flag]) -> tuple[str, ...]:
    """The codes of the flags, in their order and without repeats."""
    return tuple(dict.fromkeys(flag.code for flag in flags))
