"""Draw the social cards and the touch icon from the programme's name, colour and state."""

import json
import re

from mentoring.programme.cohort import Cohort
from mentoring.site.state import states

GOLD, AQUA = "#f3b33e", "#63d2d0"
"""The colours of the mentor's and the mentee's track, as in the pages' styles."""
LONG = 34
"""The number of letters from which a name is set smaller."""
TRACKS = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
<path d="M3 27C9 25 13 21 16 16S23 5 29 3" fill="none" stroke="{gold}" stroke-width="{width}" \
stroke-linecap="round"/><path d="M3 6c5 1 9 4.5 13 10s7 8.500 13 9.500" fill="none" \
stroke="{aqua}" stroke-width="{width}" stroke-linecap="round"/>\
<circle cx="16" cy="16" r="{dot}" fill="#fff"/></svg>"""
SOURCE = """#let it = json(bytes(sys.inputs.data))
#set page(width: it.width * 1pt, height: it.height * 1pt, margin: 0pt, fill: rgb(it.ink))
#set text(font: "Libertinus Serif", fill: white)
#if it.name == "" {
  place(center + horizon, image(bytes(it.tracks), width: 78%))
} else {
  place(right + horizon, dx: 60pt, image(bytes(it.tracks), height: 118%))
  let title = block(width: 640pt, text(size: it.size * 1pt, weight: "semibold", it.name))
  let line = block(width: 520pt, above: 40pt, text(size: 34pt, it.line))
  place(left + horizon, dx: 80pt, title + if it.line != "" { line })
}
"""
DAY = re.compile(r"(\d+) (\w+) (\d{4})")
CARD, ICON = "assets/images/card.png", "assets/images/touch-icon.png"


def pictures(cohort: Cohort) -> dict[str, bytes]:
    """The pictures by path from docs/; the same name, colour and state give the same bytes.

    The card is there once without a state, and once for each, with its sentence.
    """
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
    data = {
        "width": width,
        "height": height,
        "ink": ink,
        "name": name,
        "line": DAY.sub("\\1\u00a0\\2\u00a0\\3", line),
        "size": 64 if line or len(name) > LONG else 84,
        "tracks": TRACKS.format(gold=GOLD, aqua=AQUA, width=stroke, dot=dot),
    }
    return bytes(
        typst.compile(
            SOURCE.encode(),
            format="png",
            ppi=72,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data)},
        )
    )
