"""The programme's settings and vocabulary, read from data/programme.yaml."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from mentoring.programme.dates import months_after

Vocabulary = tuple[tuple[str, tuple[str, ...]], ...]
"""Values allowed in records, by their definition in `schemas/vocabulary.json`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contacts:
    """E-mail addresses of roles, never of people."""

    organisers: str
    safeguarding: str
    privacy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Noun:
    """A noun of the programme, singular and plural."""

    one: str
    many: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Affiliation(Noun):
    """The groups that people belong to, by names in the order of the forms."""

    names: tuple[str, ...]
    differ: bool = True
    ordinary: tuple[str, ...] = ()
    sizes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grouping:
    """One way to group people for the statistics: groups by name, and one for the `rest`."""

    name: str
    groups: dict[str, tuple[str, ...]]
    rest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """How people are grouped in what is published, from fine to coarse, and the groups' labels."""

    affiliation: tuple[Grouping, ...]
    career: tuple[Grouping, ...]
    region: tuple[Grouping, ...]
    labels: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Law:
    """The law on personal data; a request is answered in so many `days`, or else `months`."""

    name: str
    days: int | None = None
    months: int | None = None

    def answer_due(self, received: date) -> date:
        """The last day for answering a request that was received on a day."""
        if self.days is not None:
            return received + timedelta(days=self.days)
        return months_after(received, self.months or 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionDefaults:
    """Defaults for the first edition: the month of its announcement, its length, its cap."""

    announcement: int
    months: int
    pairs: int
    meetings_per_month: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class ProgrammeConfig:
    """The programme; its stages are in the order of a career."""

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
    encrypted: bool = False

    @property
    def vocabulary(self) -> Vocabulary:
        """The values allowed in the programme's records."""
        figures = self.statistics
        groupings = (*figures.affiliation, *figures.career, *figures.region)
        groups = [name for grouping in groupings for name in (*grouping.groups, grouping.rest)]
        return (
            ("experiment", self.affiliation.names),
            ("stage", tuple(self.stages)),
            ("topic", tuple(self.topics)),
            ("grouping", tuple(grouping.name for grouping in groupings)),
            ("group", tuple(dict.fromkeys(groups))),
        )
