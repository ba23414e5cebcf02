"""What invented people write: motivations, goals and profiles, put together from fragments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.operations.demo import wishes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.operations.demo.draws import Draws

_OPENINGS = {
    "master": (
        "I am writing my master's thesis and wonder whether research is the life for me.",
        "My thesis ends next summer, and every door seems open and none of them marked.",
    ),
    "doctoral": (
        "I am half way through my doctorate and have begun to ask what it is leading to.",
        "In the last year of my thesis the questions change from physics to what comes after.",
        "I started my doctorate during a shutdown and know my collaboration mostly from a screen.",
    ),
    "postdoc": (
        "This is my second postdoc, in a third country, and my contract has eighteen months left.",
        "As a young postdoc I suddenly lead people, and nobody has told me how that is done.",
        "I moved fields between my doctorate and my postdoc and am still finding my feet.",
    ),
    "staff": (
        "I have held a permanent post for two years and miss somebody to think aloud with.",
        "After some years on staff I am asked to lead more than I feel ready for.",
    ),
    "senior": (
        "Late in a career one is expected to have answers; I should like to ask questions again.",
    ),
}
_BECAUSE = (
    "My supervisor is kind but has little time, and some questions I would rather ask elsewhere.",
    "Most people around me took one path only, so I know little about the others.",
    "I am the first of my family at a university and have to find out the unwritten rules.",
    "Colleagues compete for the same posts, which makes honest advice rare.",
    "I learn best from people who tell me what went wrong as well as what went right.",
)
_CLOSINGS = (
    "I would prepare every meeting, and report what became of what we had agreed.",
    "Nine months are long enough to change a habit, and I intend to.",
    "I should be glad to pass on later what I learn now.",
    "An hour or two a month is what I can promise, and I will keep to it.",
)
_BACKGROUNDS = (
    "I came to research late, after some years in a company, and never regretted either.",
    "Three postdocs in three countries, a family, and a permanent post in the end.",
    "I have worked on detectors, on analysis and on committees, in that order.",
    "Half of my career was spent on software that nobody saw and everybody used.",
    "I have supervised students for ten years and learnt from each of them.",
    "I left academia once and came back, and can tell of both sides of that door.",
    "My path was anything but straight, and I can explain every bend.",
)
_VIEWS = (
    "A mentor, to me, listens first and gives advice when asked.",
    "I do not hand out recipes; I ask questions until you have found your own.",
    "I like to begin with a clear goal and to look back at it every second month.",
    "I say honestly what I think, and expect to be contradicted.",
    "What we talk about stays between us.",
)


def motivation(draws: Draws, stage: str, topics: Sequence[str], home: str) -> str:
    """A mentee's letter of motivation; now and then it gives away where they work."""
    parts = [draws.one(_OPENINGS[stage]), draws.one(_BECAUSE)]
    if draws.chance(0.1):
        parts.append(f"Within {home} I know whom to ask about a detector, but not about a life.")
    parts += [draws.one(wishes.wishes(topic)) for topic in topics[: draws.whole(1, 3)]]
    if draws.chance(0.8):
        parts.append(draws.one(_CLOSINGS))
    return " ".join(parts)


def goals(draws: Draws, topics: Sequence[str]) -> tuple[str, ...]:
    """Two to four goals that follow from the topics wanted most."""
    return tuple(draws.one(wishes.goals(topic)) for topic in topics[: draws.whole(2, 4)])


def profile(draws: Draws) -> str:
    """A mentor's anonymous profile: career background and view on mentoring."""
    return "\n".join(
        (" ".join(draws.some(_BACKGROUNDS, 2)), " ".join(draws.some(_VIEWS, draws.whole(1, 2))))
    )


def preference(draws: Draws) -> str:
    """Why a mentee would like one of the profiles."""
    return draws.one(
        (
            "The path described is the one I am thinking of.",
            "I should like to hear how the two sides of that door compare.",
            "The way this mentor works would suit me.",
        )
    )
