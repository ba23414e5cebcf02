"""Draw the social card and the touch icon from the programme's name and colour."""

from __future__ import annotations

import json

from mentoring.programme.config import ProgrammeConfig

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
#if it.name == "" {{
  place(center + horizon, image(bytes(it.tracks), width: 78%))
}} else {{
  place(right + horizon, dx: 60pt, image(bytes(it.tracks), height: 118%))
  let title = text(size: it.size * 1pt, weight: "semibold", it.name)
  place(left + horizon, dx: 80pt, block(width: 640pt, title))
}}
""".replace("{{", "{").replace("}}", "}")


def pictures(config: ProgrammeConfig) -> dict[str, bytes]:
    """The pictures by path from docs/; the same name and colour give the same bytes."""
    return {
        "assets/images/card.png": _drawn(config.colour, 1200, 630, config.name),
        "assets/images/touch-icon.png": _drawn(config.colour, 180, 180, ""),
    }


def _drawn(ink: str, width: int, height: int, name: str) -> bytes:
    """A PNG of the given size: the two tracks that meet, and the name beside them."""
    import typst  # imported only when something is drawn

    thin = bool(name)
    tracks = TRACKS.format(gold=GOLD, aqua=AQUA, width=0.9 if thin else 3, dot=1.6 if thin else 4.2)
    data = {
        "width": width,
        "height": height,
        "ink": ink,
        "name": name,
        "size": 64 if len(name) > LONG else 84,
        "tracks": tracks,
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
