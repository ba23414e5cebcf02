"""A cohort: one yearly edition of the programme, read from its file in data/cohorts/."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from mentoring.programme.config import Contacts, ProgrammeConfig
from mentoring.programme.dates import zone
from mentoring.programme.rules import MatchingRules, ProgressRules, ReviewRules

Audience = Literal["mentees", "mentors", "all"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """The edition's calendar. Opening and closing days are inclusive, in the programme's zone."""

    mentors_open: date
    mentors_close: date
    mentees_open: date
    mentees_close: date
    announcement: date
    start: date
    end: date

    @property
    def closing(self) -> date:
        """The last day of the application period, on either side."""
        return max(self.mentors_close, self.mentees_close)

    @property
    def reviews_due(self) -> date:
        """When reviewers send their marks: two weeks after applications close."""
        return min(self.closing + timedelta(days=14), self.announcement)


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One networking event; a cancelled one stays on file, for the calendars that hold it."""

    id: str
    title: str
    audience: Audience
    starts: datetime
    minutes: int
    timezone: str
    place: str
    apart: bool = False
    cancelled: bool | None = None

    @property
    def begins(self) -> datetime:
        """The start as an instant."""
        return self.starts.replace(tzinfo=zone(self.timezone))

    @property
    def finishes(self) -> datetime:
        """The end as an instant; the duration is elapsed time, even if the clocks change."""
        utc = self.begins.astimezone(UTC) + timedelta(minutes=self.minutes)
        return utc.astimezone(zone(self.timezone))


@dataclass(frozen=True, kw_only=True, slots=True)
class Privacy:
    """The privacy notice in force, and the day by which personal data are deleted."""

    notice: str
    retain_until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """An application form: the mapping that reads its export, and its public address."""

    mapping: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cohort:
    """One edition: its dates, caps, rules and forms."""

    cohort: str
    programme: str
    timezone: str
    experiments: tuple[str, ...]
    dates: Dates
    pairs: int
    meetings_per_month: tuple[int, int]
    check_ins: tuple[date, ...]
    events: tuple[Event, ...] = ()
    matching: MatchingRules
    review: ReviewRules
    progress: ProgressRules = field(default_factory=ProgressRules)
    privacy: Privacy
    forms: dict[str, Form] = field(default_factory=dict)
    contacts: Contacts
    signatory: str = "The organisers"
    closed: date | None = None
    config: ProgrammeConfig = field(metadata={"derived": True})

    @property
    def months(self) -> int:
        """How many months pairs meet."""
        start, end = self.dates.start, self.dates.end
        return (end.year - start.year) * 12 + end.month - start.month

    def day_of(self, moment: datetime) -> date:
        """The day of a moment in the programme's time zone."""
        return moment.astimezone(zone(self.timezone)).date()
