"""`mentoring pair sign` and `amend`, with the terms of an agreement as options."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Any

import click

from mentoring.cli.commands.pair.recording import Function, by_required, recording
from mentoring.cli.templates import agreement_template
from mentoring.errors import UsageError
from mentoring.operations.pairs import sign as signs
from mentoring.operations.pairs.find import may_meet
from mentoring.people.agreement import Method, Signature, Terms
from mentoring.people.pair import Pair
from mentoring.people.side import Side
from mentoring.problems import did_you_mean
from mentoring.render.papers import version_of
from mentoring.store.edition import Edition

TERMS: dict[str, dict[str, Any]] = {
    "meetings_per_month": {"type": click.IntRange(1, 8), "help": "How often they meet."},
    "minutes": {"type": click.IntRange(10, 480), "help": "How long a meeting lasts."},
    "mode": {
        "type": click.Choice(["virtual", "in-person", "both"]),
        "help": "How they meet; in person only where both are in one place and willing.",
    },
    "schedules": {
        "type": click.Choice(["mentee", "mentor", "either"]),
        "help": "Who proposes the dates.",
    },
    "contact": {
        "type": click.Choice(["e-mail", "chat", "phone"]),
        "help": "How they reach each other.",
    },
    "response_days": {"type": click.IntRange(1, 30), "help": "How soon they answer."},
    "cancellation_hours": {"type": click.IntRange(0, 240), "help": "How early they cancel."},
    "off_limits": {
        "multiple": True,
        "metavar": "TOPIC",
        "help": "A topic they leave aside; may be repeated.",
    },
}
Given = dict[str, Any]
"""The terms that the options state, by field."""

method_option = click.option(
    "--method",
    type=click.Choice(["form", "pdf", "e-mail"]),
    default="form",
    show_default=True,
    help="How the signature came.",
)


def terms_options(function: Function) -> Function:
    """Every field of the terms as an option; those that are stated are passed as `given`."""

    @wraps(function)
    def with_terms(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 (any other options)
        stated = {field: options.pop(field) for field in TERMS}
        given = {field: value for field, value in stated.items() if value not in (None, ())}
        return function(*arguments, given=given, **options)

    decorated: Callable[..., Any] = with_terms
    for field, attributes in reversed(TERMS.items()):
        decorated = click.option(f"--{field.replace('_', '-')}", **attributes)(decorated)
    return decorated


@click.command()
@by_required
@method_option
@click.option("--template", metavar="VERSION", help="The template's version, if not today's.")
@terms_options
@recording()
def sign(
    edition: Edition,
    pair: Pair,
    today: date,
    by: Side,
    method: Method,
    template: str | None,
    given: Given,
) -> Pair:
    """A side signs the agreement. The first signature brings the terms."""
    recorded = pair.latest.agreement
    present = version_of(agreement_template(click.get_current_context().obj))
    return signs.sign(
        pair,
        by,
        Signature(on=today, method=method),
        template=template or present,
        terms=_terms(edition, given, recorded.terms if recorded else None),
        in_person=may_meet(edition, pair),
    )


@click.command(short_help="A side proposes new terms, or confirms them.")
@by_required
@method_option
@click.option("--confirm", is_flag=True, help="Confirm the change that the other side proposed.")
@terms_options
@recording()
def amend(
    edition: Edition,
    pair: Pair,
    today: date,
    by: Side,
    method: Method,
    given: Given,
    *,
    confirm: bool,
) -> Pair:
    """A side proposes new terms, or confirms those that the other proposed.

    Terms that are not named stay. The earlier terms hold until both sides have confirmed.
    """
    agreement, signature = pair.latest.agreement, Signature(on=today, method=method)
    terms = _terms(edition, given, agreement.in_force if agreement else None)
    if confirm:
        return signs.confirm(pair, by, signature)
    if terms is None:
        raise UsageError("Say which terms change, or --confirm the change that was proposed.")
    return signs.amend(pair, by, terms, signature, in_person=may_meet(edition, pair))


def _terms(edition: Edition, given: Given, before: Terms | None) -> Terms | None:
    """The terms that are given, the rest as `before`; None if none are given."""
    topics = edition.config.topics
    for topic in given.get("off_limits", ()):
        if topic not in topics:
            raise UsageError(f"There is no topic {topic}. {did_you_mean(topic, topics)}")
    if not given:
        return None
    if before is not None:
        return replace(before, **given)
    if not {"meetings_per_month", "minutes"} <= given.keys():
        raise UsageError("The first terms need --meetings-per-month and --minutes.")
    return Terms(**given)
