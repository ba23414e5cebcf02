"""The terms of an agreement as options."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from typing import Any

import click

from mentoring.errors import UsageError
from mentoring.people.agreement import Signature, Terms
from mentoring.problems import did_you_mean

OPTIONS = (
    click.option("--meetings-per-month", type=click.IntRange(1, 8), help="How often they meet."),
    click.option("--minutes", type=click.IntRange(10, 480), help="How long a meeting lasts."),
    click.option(
        "--mode",
        type=click.Choice(["virtual", "in-person", "both"]),
        help="How they meet; in person only where both are in one place and willing.",
    ),
    click.option(
        "--schedules",
        type=click.Choice(["mentee", "mentor", "either"]),
        help="Who proposes the dates.",
    ),
    click.option(
        "--contact",
        type=click.Choice(["e-mail", "chat", "phone"]),
        help="How they reach each other.",
    ),
    click.option("--response-days", type=click.IntRange(1, 30), help="How soon they answer."),
    click.option(
        "--cancellation-hours", type=click.IntRange(0, 240), help="How early they cancel."
    ),
    click.option(
        "--off-limits",
        multiple=True,
        metavar="TOPIC",
        help="A topic they leave aside; may be repeated.",
    ),
)
method_option = click.option(
    "--method",
    type=click.Choice(["form", "pdf", "e-mail"]),
    default="form",
    show_default=True,
    help="How the signature came.",
)


def terms_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Every field of the terms as an option that may be left out."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def terms_from(
    options: dict[str, Any], before: Terms | None, topics: Collection[str]
) -> Terms | None:
    """The terms that the options state, the rest as `before`; None when they state nothing.

    `topics` are those of the programme.
    """
    given = {name: value for name, value in options.items() if value not in (None, ())}
    _check_topics(given.get("off_limits", ()), topics)
    if not given:
        return None
    if before is not None:
        return replace(before, **given)
    if not {"meetings_per_month", "minutes"} <= given.keys():
        raise UsageError("The first terms need --meetings-per-month and --minutes.")
    return Terms(**given)


def signature(method: Any, on: date) -> Signature:  # noqa: ANN401 (one of the choices above)
    """A signature that came today, by the method chosen."""
    return Signature(on=on, method=method)


def _check_topics(topics: tuple[str, ...], known: Collection[str]) -> None:
    for topic in topics:
        if topic not in known:
            raise UsageError(f"There is no topic {topic}. {did_you_mean(topic, known)}")
