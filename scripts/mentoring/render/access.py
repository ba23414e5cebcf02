"""A person's data for that person, in a readable and a machine-readable form.

This report is full of personal data and is only written to the outbox.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mentoring.operations.access import Held, HeldApplication
from mentoring.render.markdown import inline, quoted
from mentoring.render.phrases import many
from mentoring.store.serialize import to_plain

INTRODUCTION = """\
This is everything the mentoring programme holds about you, as of {on}. You asked for
it, and it is due by {due}. The file beside this one has the same data, in a form for programs.

**Why, and for how long.** To find you a partner, to support the two of you, and to report on the
programme in figures that identify no person. Each application below says until when it is kept. The
privacy notice (its version is under “consent”) says who sees what, on which basis, and what you can
ask for: correction, deletion, an explanation, or an objection.

**What is left out.** What others told us in confidence: your partner's check-ins and goals,
conflicts that others declared, and who reviewed your application. Other people's ids are shown as
“withheld”. The sealed match contains only numbers: how well you fit with each person with whom you
could have been paired."""
PARTS = {
    "decisions": "Decisions of the organisers about you",
    "reviews": "Reviews of your application",
    "sealed": "What the matching used about you",
    "mentorships": "Your mentorships",
    "sent": "Letters that were sent to you",
    "earlier": "Earlier versions in our history",
}
LONG = 100


def as_json(held: Held) -> bytes:
    """All data, as JSON."""
    return (json.dumps(to_plain(held), indent=2, ensure_ascii=False) + "\n").encode()


def as_markdown(held: Held) -> bytes:
    """All data, as text."""
    return ("\n".join(_lines(held)).rstrip() + "\n").encode()


def _lines(held: Held) -> Iterator[str]:
    yield from ("# What we hold about you", "", INTRODUCTION.format(on=held.on, due=held.due), "")
    for application in held.applications:
        yield from _application(application)
    for voice in held.voices:
        yield from (
            f"## What you allowed us to quote, {voice.cohort}",
            "",
            *_tree(to_plain(voice)),
            "",
        )
    if held.member:
        yield from ("## Your service", "")
        for edition, member in held.member.items():
            yield from (f"### {edition}", "", *_tree(to_plain(member)), "")
    if held.reviewed:
        yield f"You have reviewed {many(held.reviewed, 'application')}; those are others' data."
    if held.outbox:
        yield from ("## Drafts and reports that mention you", "")
        yield from (f"- `{path}`" for path in held.outbox)


def _application(one: HeldApplication) -> Iterator[str]:
    application = one.application
    yield f"## Your application as {one.side}, {application.cohort}"
    yield from ("", f"Kept until {one.until} at the latest.", "", *_tree(to_plain(application)), "")
    plain = to_plain(one)
    for part, title in PARTS.items():
        if plain.get(part):
            yield from (f"### {title}", "", *_tree(plain[part]), "")


def _tree(value: Any, indent: str = "") -> Iterator[str]:  # noqa: ANN401 (plain data)
    """Plain data as a nested list."""
    entries = value.items() if isinstance(value, dict) else enumerate(value, 1)
    for key, inner in entries:
        yield from _entry(f"{indent}- **{str(key).replace('_', ' ')}**:", inner, indent + "  ")


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401 (plain data)
    if isinstance(value, dict) or (isinstance(value, list) and not _is_row(value)):
        yield head
        yield from _tree(value, indent)
    elif isinstance(value, str) and (len(value) > LONG or "\n" in value):
        yield from (head, "", *(f"{indent}{line}" for line in quoted(value)), "")
    else:
        row = value if isinstance(value, list) else [value]
        yield f"{head} {', '.join(inline(_word(one)) for one in row)}"


def _is_row(value: list[Any]) -> bool:
    return all(not isinstance(one, dict | list) and len(str(one)) <= LONG for one in value)


def _word(value: Any) -> str:  # noqa: ANN401 (plain data)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def files(held: Held, folder: str) -> Mapping[str, bytes]:
    """The two files, by path."""
    return {
        f"{folder}/{held.person}.json": as_json(held),
        f"{folder}/{held.person}.md": as_markdown(held),
    }
