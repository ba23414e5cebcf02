"""What the programme is and the words it uses, as data/programme.yaml states them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from mentoring.programme.dates import months_after, months_in_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Contacts:
    """Addresses of functions, never of people."""

    organisers: str
    safeguarding: str
    privacy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Noun:
    """A noun of the programme in the singular and in the plural."""

    one: str
    many: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Affiliation:
    """What people belong to: the noun, and every name in the order in which forms list them.

    Where `differ` is true, a mentee and a mentor of one affiliation never become a pair. Names
    that are `ordinary` words or first names, too, are masked in what reviewers read only as they
    are written here, or in capitals. By their rough `sizes` people are invented for a rehearsal.
    """

    one: str
    many: str
    names: tuple[str, ...]
    differ: bool = True
    ordinary: tuple[str, ...] = ()
    sizes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grouping:
    """One way to sort people for the statistics: its groups by name, each with its values.

    `rest` counts everybody whose value is in no group, and those who did not state any.
    """

    name: str
    groups: dict[str, tuple[str, ...]]
    rest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """The groupings of each published attribute, from fine to coarse, and what groups are called.

    A region holds the first parts of time zones' names, such as Europe.
    """

    affiliation: tuple[Grouping, ...]
    career: tuple[Grouping, ...]
    region: tuple[Grouping, ...]
    labels: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Law:
    """The rules under which personal data are held, and how soon a request must be answered.

    The time is in `days`, or else in `months`.
    """

    name: str
    days: int | None = None
    months: int | None = None

    def answer_due(self, received: date) -> date:
        """The last day on which a request that came in on a day is answered in time."""
        if self.days is not None:
            return received + timedelta(days=self.days)
        return months_after(received, self.months or 1)

    @property
    def answer_time(self) -> str:
        """How long an answer may take, such as "90 days" or "one month"."""
        return f"{self.days} days" if self.days is not None else months_in_words(self.months or 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionDefaults:
    """What the first edition starts from: the month of its announcement, its length, its cap."""

    announcement: int
    months: int
    pairs: int
    meetings_per_month: tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The words that records may use. It is hashable: validators are kept by it."""

    experiments: tuple[str, ...]
    stages: tuple[str, ...]
    topics: tuple[str, ...]
    groupings: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProgrammeConfig:
    """The programme. `stages` and `topics` are labels by slug; stages in the order of a career.

    `people` is the noun for those who may apply, `host` where they might meet in person, and
    `place` the town by whose clock the programme goes. `colour` is that of the head of its pages.
    """

    name: str
    host: str
    place: str
    timezone: str
    address: str
    people: Noun
    affiliation: Affiliation
    stages: dict[str, str]
    topics: dict[str, str]
    statistics: Statistics
    law: Law
    edition: EditionDefaults
    contacts: Contacts
    colour: str = "#0b2027"

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that the programme's records may use."""
        figures = self.statistics
        groupings = (*figures.affiliation, *figures.career, *figures.region)
        groups = [name for grouping in groupings for name in (*grouping.groups, grouping.rest)]
        return Vocabulary(
            experiments=self.affiliation.names,
            stages=tuple(self.stages),
            topics=tuple(self.topics),
            groupings=tuple(grouping.name for grouping in groupings),
            groups=tuple(dict.fromkeys(groups)),
        )
