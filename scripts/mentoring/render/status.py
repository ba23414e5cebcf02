"""The status of the year, as text of at most 80 columns, as Markdown and as data."""

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
            "cohort": status.cohort,
            "as_of": status.as_of.isoformat(),
            "steps": [
                {
                    "title": step.title,
                    "state": step.state(status.as_of),
                    "from": step.on.isoformat(),
                    "waits_for": None if step.done else step.who,
                    "left": None if step.done else step.left or None,
                    "commands": list(step.commands),
                }
                for step in status.steps
            ],
        }
        for status in found
    ]


def as_text(found: Sequence[Status]) -> str:
    """The editions in turn: done, now, next."""
    return "\n".join("\n".join(_lines(status)) for status in found) if found else BEGIN


def _lines(status: Status) -> Iterator[str]:
    if not status.steps:
        yield f"Edition {status.cohort} is closed: its personal data are deleted."
        return
    done, now, later = (status.in_state(state) for state in ("done", "now", "later"))
    count = f"{len(done)} of {len(status.steps)} steps done"
    yield f"Edition {status.cohort} on {day_in_words(status.as_of)}: {count}."
    yield from ("", "Now" if now else "Nothing is to be done now.")
    for step in now:
        yield from _shown(step, f"{step.title}{_left(step)}")
    yield from ("", "Next")
    for step in later[:COMING]:
        yield from _shown(step, f"{day_in_words(step.on)}: {step.title}")
    yield ""


def _shown(step: Step, words: str) -> Iterator[str]:
    yield from fill(words, WIDTH, initial_indent="  ", subsequent_indent="    ").splitlines()
    yield from (f"      {command}" for command in step.commands)


def _left(step: Step) -> str:
    who = "" if step.who == "stewards" else f"waits for {step.who}"
    said = "; ".join(part for part in (step.left, who) if part)
    return f" ({said})" if said else ""


def as_markdown(found: Sequence[Status]) -> str:
    """The status for the weekly issue: the steps to do now, with their commands."""
    lines = []
    for status in found:
        done, now, later = (status.in_state(state) for state in ("done", "now", "later"))
        lines += [f"## Edition {status.cohort} on {day_in_words(status.as_of)}", ""]
        lines += [f"{len(done)} of {len(status.steps)} steps are done.", ""]
        for step in now:
            commands = ", ".join(f"`{command}`" for command in step.commands)
            lines.append(f"- {step.title}{_left(step)}: {commands}")
        for step in later[:1]:
            lines.append(f"- From {day_in_words(step.on)}: {step.title.lower()}")
        lines.append("")
    return "\n".join(lines) or BEGIN
