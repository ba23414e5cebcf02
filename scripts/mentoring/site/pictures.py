"""Draw the social cards and the touch icon from the programme's name, colour and state."""

import json

from mentoring.programme.cohort import Cohort
from mentoring.site.markup import written
from mentoring.site.state import states

CARD, ICON = "assets/images/card.png", "assets/images/touch-icon.png"


def pictures(cohort: Cohort) -> dict[str, bytes]:
    """The pictures by path from docs/; besides a plain card, there is one for each state."""
    config = cohort.config
    lines = {f"-{state.name}": state.line for state in states(cohort)}
    cards = {
        CARD.replace(".", f"{name}."): _drawn(config.colour, 1200, 630, config.name, line)
        for name, line in {"": "", **lines}.items()
    }
    return {**cards, ICON: _drawn(config.colour, 180, 180)}


def _drawn(ink: str, width: int, height: int, name: str = "", line: str = "") -> bytes:
    """A PNG of the given size: the two tracks that meet, and the words beside them."""
    import typst  # imported only when something is drawn

    stroke, dot = (0.9, 1.6) if name else (3, 4.2)
    tracks = written("tracks.svg.j2", width=stroke, dot=dot)
    size = {"width": width, "height": height}
    data = {**size, "ink": ink, "name": name, "line": line, "tracks": tracks}
    page, inputs = written("card.typ").encode(), {"data": json.dumps(data)}
    drawn = typst.compile(page, format="png", ppi=72, ignore_system_fonts=True, sys_inputs=inputs)
    return bytes(drawn)
