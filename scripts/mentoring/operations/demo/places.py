"""The workplaces of invented people: real cities with time zones, and invented institutes."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.programme.config import ProgrammeConfig


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A city, its country and time zone, its languages, and how often it is drawn."""

    city: str
    country: str | None
    timezone: str
    languages: tuple[str, ...]
    weight: int = 2

    @property
    def institutes(self) -> tuple[str, ...]:
        """The invented institutes of the place."""
        kinds = ("Institute of Examples", "University of Examples", "Sample Centre")
        return tuple(f"{kind}, {self.city}" for kind in kinds)


PLACES = (
    Place(
        city="Geneva",
        country="Switzerland",
        timezone="Europe/Zurich",
        languages=("fr",),
        weight=3,
    ),
    Place(city="Hamburg", country="Germany", timezone="Europe/Berlin", languages=("de",)),
    Place(city="Bologna", country="Italy", timezone="Europe/Rome", languages=("it",)),
    Place(city="Lyon", country="France", timezone="Europe/Paris", languages=("fr",)),
    Place(city="Valencia", country="Spain", timezone="Europe/Madrid", languages=("es", "ca")),
    Place(city="Glasgow", country="United Kingdom", timezone="Europe/London", languages=("en",)),
    Place(city="Kraków", country="Poland", timezone="Europe/Warsaw", languages=("pl",)),
    Place(city="Lund", country="Sweden", timezone="Europe/Stockholm", languages=("sv",), weight=1),
    Place(city="Athens", country="Greece", timezone="Europe/Athens", languages=("el",), weight=1),
    Place(
        city="Ankara", country="Türkiye", timezone="Europe/Istanbul", languages=("tr",), weight=1
    ),
    Place(city="Cape Town", country="South Africa", timezone="Africa/Johannesburg", languages=()),
    Place(city="Mumbai", country="India", timezone="Asia/Kolkata", languages=("hi",)),
    Place(city="Kyoto", country="Japan", timezone="Asia/Tokyo", languages=("ja",)),
    Place(city="Melbourne", country="Australia", timezone="Australia/Melbourne", languages=("en",)),
    Place(city="Chicago", country="United States", timezone="America/Chicago", languages=("en",)),
    Place(
        city="Vancouver",
        country="Canada",
        timezone="America/Vancouver",
        languages=("en", "fr"),
        weight=1,
    ),
    Place(
        city="São Paulo",
        country="Brazil",
        timezone="America/Sao_Paulo",
        languages=("pt",),
    ),
)


def home(config: ProgrammeConfig) -> Place:
    """The programme's home: one of the places, or a place of its own."""
    known = (place for place in PLACES if place.timezone == config.timezone)
    own = Place(city=config.place, country=None, timezone=config.timezone, languages=(), weight=3)
    return next(known, own)


def weights(config: ProgrammeConfig) -> dict[Place, int]:
    """How often each place is drawn."""
    return {place: place.weight for place in dict.fromkeys((home(config), *PLACES))}
