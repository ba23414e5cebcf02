"""Where invented people work: real cities with their time zones, institutes that do not exist."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A city, its country and zone, the languages spoken there, and how often it is drawn."""

    city: str
    country: str
    timezone: str
    languages: tuple[str, ...]
    weight: int = 2

    @property
    def institutes(self) -> tuple[str, ...]:
        """The invented institutes of the place."""
        kinds = ("Institute of Synthetic Physics", "University of Examples", "Sample Laboratory")
        return tuple(f"{kind}, {self.city}" for kind in kinds)


CERN = "CERN"
HOME = Place(
    city="Geneva",
    country="Switzerland",
    timezone="Europe/Zurich",
    languages=("fr",),
    weight=3,
)
PLACES = (
    HOME,
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
WEIGHTS = {place: place.weight for place in PLACES}
