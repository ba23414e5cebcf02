"""The words of invented people: names, places, motivations, goals and profiles."""

from collections.abc import Sequence
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


def weights(config: ProgrammeConfig) -> dict[Place, int]:
    """How often each place is drawn."""
    return {place: place.weight for place in (home(config), *words().places)}


def motivation(draws: Draws, step: int, topics: Sequence[str], affiliation: str) -> str:
    """A mentee's letter of motivation, which sometimes reveals where they work.

    `step` is the career step from 0 to 4. `topics` are labels in the form used inside a sentence.
    """
    parts = [draws.one(words().openings[step]), draws.one(words().because)]
    if draws.chance(0.1):
        parts.append(
            f"Within {affiliation} I know whom to ask about the work, but not about a life."
        )
    wished = topics[: draws.whole(1, 3)]
    parts += [draws.one(words().wishes).format(topic=topic) for topic in wished]
    if draws.chance(0.8):
        parts.append(draws.one(words().closings))
    return " ".join(parts)


def goals(draws: Draws, topics: Sequence[str]) -> tuple[str, ...]:
    """Two to four goals for the topics that the mentee wants most."""
    wanted = topics[: draws.whole(2, 4)]
    return tuple(draws.one(words().goals).format(topic=topic) for topic in wanted)


def profile(draws: Draws) -> str:
    """A mentor's anonymous profile: career background and view on mentoring."""
    backgrounds = draws.some(words().backgrounds, 2)
    views = draws.some(words().views, draws.whole(1, 2))
    return "\n".join((" ".join(backgrounds), " ".join(views)))
