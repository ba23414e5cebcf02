"""The words of invented people: names, places, motivations, goals and profiles."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from mentoring.files.yaml.parse import parse
from mentoring.operations.demo.draws import Draws
from mentoring.programme.config import ProgrammeConfig


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """The parts of names in one script, and how often the script is drawn.

    A part is as written or, after a slash, also in plain Latin letters for the address.
    """

    weight: int
    given: tuple[str, ...]
    stems: tuple[str, ...]
    endings: tuple[str, ...]


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The contents of `words.yaml`; `openings` are by career step, from 0 to 4."""

    scripts: tuple[Script, ...]
    places: tuple[Place, ...]
    openings: tuple[tuple[str, ...], ...]
    because: tuple[str, ...]
    wishes: tuple[str, ...]
    closings: tuple[str, ...]
    goals: tuple[str, ...]
    backgrounds: tuple[str, ...]
    views: tuple[str, ...]
    preferences: tuple[str, ...]


@cache
def words() -> Words:
    """The words of invented people."""
    file = resources.files(__package__).joinpath("words.yaml")
    return msgspec.convert(parse(file.read_bytes(), file.name).value, Words)


def name_and_address(draws: Draws) -> tuple[str, str]:
    """An invented full name, and the local part of an address made from it.

    A family name is the stem of a particle's name with a language's ending of family names.
    """
    script = draws.weighted({script: script.weight for script in words().scripts})
    parts = [draws.one(part) for part in (script.given, script.stems, script.endings)]
    given, stem, ending = (part.partition("/")[0] for part in parts)
    first, *last = (part.rpartition("/")[2].lower() for part in parts)
    return f"{given} {stem}{ending}", f"{first}.{''.join(last)}"


def home(config: ProgrammeConfig) -> Place:
    """The programme's home: one of the places, or a place of its own."""
    known = (place for place in words().places if place.timezone == config.timezone)
    own = Place(city=config.place, country=None, timezone=config.timezone, languages=(), weight=3)
    return next(known, own)


def drawn_place(draws: Draws, config: ProgrammeConfig) -> Place:
    """One of the places; the programme's home is among them."""
    return draws.weighted({place: place.weight for place in (home(config), *words().places)})
