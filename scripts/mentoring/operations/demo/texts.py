"""Texts of invented people: motivations, goals and profiles, composed from fragments."""

from __future__ import annotations

from collections.abc import Sequence

from mentoring.operations.demo.draws import Draws

# From the first to the last step of a career.
_OPENINGS = (
    (
        "I am at the very beginning and wonder whether this is the life for me.",
        "My studies end next summer, and every door seems open and none of them marked.",
    ),
    (
        "I am half way through my training and have begun to ask what it is leading to.",
        "In my last year the questions change from the work itself to what comes after it.",
        "I started when everybody worked from home, and know most colleagues from a screen.",
    ),
    (
        "This is my second post, in a third country, and my contract has eighteen months left.",
        "I suddenly lead people, and nobody has told me how that is done.",
        "I changed fields not long ago and am still finding my feet.",
    ),
    (
        "I have held a permanent post for two years and miss somebody to think aloud with.",
        "After some years in the same post I am asked to lead more than I feel ready for.",
    ),
    ("Late in a career people expect answers; I should like to ask questions again.",),
)
_WISHES = (
    "I would like advice on {topic}.",
    "When it comes to {topic}, I know nobody to ask.",
    "I should like to hear how others have gone about {topic}.",
)
_GOALS = (
    "Talk to three people about {topic}",
    "Agree on one step in {topic}, and take it",
    "Write down where I stand in {topic}",
)
_BECAUSE = (
    "The people I report to are kind but busy, and some questions I would rather ask elsewhere.",
    "Most people around me took one path only, so I know little about the others.",
    "I am the first of my family in this line of work and have to find out its unwritten rules.",
    "Colleagues compete for the same posts, which makes honest advice rare.",
    "I learn best from people who tell me what went wrong as well as what went right.",
)
_CLOSINGS = (
    "I would prepare every meeting, and report what became of what we had agreed.",
    "These months are long enough to change a habit, and I intend to.",
    "I should be glad to pass on later what I learn now.",
    "An hour or two a month is what I can promise, and I will keep to it.",
)
_BACKGROUNDS = (
    "I came to this work late, after some years in a company, and never regretted either.",
    "Three posts in three countries, a family, and a permanent place in the end.",
    "I have worked at the bench, at a desk and on committees, in that order.",
    "Half of my career was spent on work that nobody saw and everybody used.",
    "I have trained newcomers for ten years and learnt from each of them.",
    "I left once and came back, and can tell of both sides of that door.",
    "My path was anything but straight, and I can explain every bend.",
)
_VIEWS = (
    "A mentor, to me, listens first and gives advice when asked.",
    "I do not hand out recipes; I ask questions until you have found your own.",
    "I like to begin with a clear goal and to look back at it every second month.",
    "I say honestly what I think, and expect to be contradicted.",
    "What we talk about stays between us.",
)


def motivation(draws: Draws, step: int, topics: Sequence[str], home: str) -> str:
    """A mentee's letter of motivation, which sometimes reveals where they work.

    `step` is the career step from 0 to 4. `topics` are labels in the form used inside a sentence.
    """
    parts = [draws.one(_OPENINGS[step]), draws.one(_BECAUSE)]
    if draws.chance(0.1):
        parts.append(f"Within {home} I know whom to ask about the work, but not about a life.")
    parts += [draws.one(_WISHES).format(topic=topic) for topic in topics[: draws.whole(1, 3)]]
    if draws.chance(0.8):
        parts.append(draws.one(_CLOSINGS))
    return " ".join(parts)


def goals(draws: Draws, topics: Sequence[str]) -> tuple[str, ...]:
    """Two to four goals for the topics that the mentee wants most."""
    return tuple(draws.one(_GOALS).format(topic=topic) for topic in topics[: draws.whole(2, 4)])


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
