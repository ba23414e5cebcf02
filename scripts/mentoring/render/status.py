"""The status of the year, as text of at most 80 columns, as Markdown and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import Any

from mentoring.operations.status import Status, Step
from mentoring.programme.dates import day_in_words

WIDTH = 80
COMING = 3
"""The number of future steps shown as text."""
BEGIN = "There is no edition yet. Begin with one:\n\n    mentoring new YEAR\n"


def as_json(found: Sequence[Status]) -> list[dict[str, Any]]:
    """Every step of every edition, with its state."""
    return [
        {
            "cohort": one.cohort,
            "as_of": one.as_of.isoformat(),
            "steps": [_step(one, step) for step in one.steps],
        }
        for one in found
    ]


def _step(status: Status, step: Step) -> dict[str, Any]:
    return {
        "title": step.title,
        "state": step.state(status.as_of),
        "from": step.on.isoformat(),
        "waits_for": None if step.done else step.who,
        "left": None if step.done else step.left or None,
        "commands": list(step.commands),
    }


def as_text(found: Sequence[Status]) -> str:
    """The editions in turn: done, now, next."""
    return "\n".join("\n".join(_lines(one)) for one in found) if found else BEGIN


def _lines(one: Status) -> Iterator[str]:
    if not one.steps:
        yield f"Edition {one.cohort} is closed: its personal data are deleted."
        return
    done, now, later = (one.in_state(state) for state in ("done", "now", "later"))
    count = f"{len(done)} of {len(one.steps)} steps done"
    yield f"Edition {one.cohort} on {day_in_words(one.as_of)}: {count}."
    yield from ("", "Now" if now else "Nothing is to be done now.")
    for step in now:
        yield from _shown(step, f"{step.title}{_left(step)}")
    yield from ("", "Next")
    for step in later[:COMING]:
        yield from _shown(step, f"{day_in_words(step.on)}: {step.title}")
    yield ""


def _left(step: Step) -> str:
    who = "" if step.who == "stewards" else f"waits for {step.who}"
    said = "; ".join(part for part in (step.left, who) if part)
    return f" ({said})" if said else ""


def _shown(step: Step, words: str) -> Iterator[str]:
    yield from fill(words, WIDTH, initial_indent="  ", subsequent_indent="    ").splitlines()
    yield from (f"      {command}" for command in step.commands)


def as_markdown(found: Sequence[Status]) -> str:
    """The status for the weekly issue: the steps to do now, with their commands."""
    return "\n".join(line for one in found for line in _markdown(one)) or BEGIN


def _markdown(one: Status) -> Iterator[str]:
    done, now, later = (one.in_state(state) for state in ("done", "now", "later"))
    yield f"## Where edition {one.cohort} stands on {day_in_words(one.as_of)}"
    yield from ("", f"{len(done)} of {len(one.steps)} steps are done.", "")
    for step in now:
        yield f"- {step.title}{_left(step)}: {', '.join(f'`{each}`' for each in step.commands)}"
    if later:
        yield f"- From {day_in_words(later[0].on)}: {later[0].title.lower()}"
    yield ""
