"""Plots that can be read on a light page and on a dark one, and on a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.report import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    Lines = Mapping[str, Mapping[int, float]]

INK = {"light": "#1f2328", "dark": "#e3e6eb"}
COLOURS = {
    "light": (
        "#0b57a4",
        "#b3470b",
        "#1a7340",
        "#7a3d9a",
        "#5c5f66",
        "#a4174c",
        "#00687a",
        "#6b5b00",
        "#8a2be2",
    ),
    "dark": (
        "#7db7f5",
        "#f2a06b",
        "#78cf98",
        "#cfa3ea",
        "#b4b9c2",
        "#f08fb0",
        "#6fd0e0",
        "#d8c667",
        "#a99cff",
    ),
}
MARKERS = "osD^vP*X<"


def growth(name: str, panels: Mapping[str, tuple[str, Lines]], size: str) -> None:
    """Draw lines over `size`, both axes logarithmic: a panel each, its title over what it shows.

    A panel is the label of its vertical axis and its lines. Each theme of the page has a file.
    """
    import matplotlib as mpl

    mpl.use("svg")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for theme, ink in INK.items():
        with mpl.rc_context(_style(theme, ink)):
            _draw(f"{name}-{theme}", panels, size)
    print(f"Plot: {FOLDER}/{name}-light.svg")


def _style(theme: str, ink: str) -> dict[Any, Any]:
    from cycler import cycler

    parts = ("text", "axes.edge", "axes.label", "xtick.", "ytick.", "axes.title")
    inks = {"text.color": ink} | {f"{part}color": ink for part in parts if part != "text"}
    return inks | {
        "axes.prop_cycle": cycler(color=COLOURS[theme]) + cycler(marker=MARKERS),
        "axes.spines.right": False,
        "axes.spines.top": False,
        "font.family": "sans-serif",
        "font.size": 11,
        "legend.frameon": False,
        "savefig.transparent": True,
        "svg.fonttype": "none",
        "svg.hashsalt": theme,
    }


def _draw(name: str, panels: Mapping[str, tuple[str, Lines]], size: str) -> None:
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(len(panels), figsize=(5, 3.9 * len(panels)), squeeze=False)
    for axis, (title, (label, lines)) in zip(axes[:, 0], panels.items(), strict=True):
        _panel(axis, lines)
        axis.set_title(title, loc="left", fontsize=11)
        axis.set(xlabel=size, ylabel=label)
    figure.tight_layout()
    figure.savefig(FOLDER / f"{name}.svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def _panel(axis: Axes, lines: Lines) -> None:
    """Our line, the first, is the broadest; the sizes stand as they are, not as powers of ten."""
    for place, (label, line) in enumerate(lines.items()):
        broad = 1.6 if place else 2.6
        axis.loglog(list(line), list(line.values()), label=label, markersize=5, linewidth=broad)
    sizes = sorted({size for line in lines.values() for size in line})
    axis.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axis.minorticks_off()
    axis.grid(visible=True, alpha=0.25, linewidth=0.6)
    axis.legend(loc="upper center", bbox_to_anchor=(0.5, -0.24), ncols=2, fontsize=9.5)
