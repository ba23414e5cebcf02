"""`mentoring pair sign` and `amend`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from mentoring.cli.commands.pair.recording import by_required, recording
from mentoring.cli.commands.pair.terms import method_option, signature, terms_from, terms_options
from mentoring.cli.templates import agreement_template
from mentoring.errors import UsageError
from mentoring.operations.pairs import sign as signs
from mentoring.operations.pairs.find import may_meet
from mentoring.people.pair import Pair
from mentoring.people.side import Side
from mentoring.render.papers import version_of
from mentoring.store.edition import Edition


@click.command()
@by_required
@method_option
@click.option("--template", metavar="VERSION", help="The template's version, if not today's.")
@terms_options
@recording
def sign(edition: Edition, pair: Pair, today: date, by: Side, method: str, **given: Any) -> Pair:  # noqa: ANN401 (the options above)
    """A side signs the agreement. The first signature brings the terms."""
    recorded = pair.latest.agreement
    template = given.pop("template") or version_of(
        agreement_template(click.get_current_context().obj)
    )
    return signs.sign(
        pair,
        by,
        signature(method, today),
        template=template,
        terms=terms_from(given, recorded.terms if recorded else None, edition.config.topics),
        in_person=may_meet(edition, pair),
    )


@click.command()
@by_required
@method_option
@click.option("--confirm", is_flag=True, help="Confirm the change that the other side proposed.")
@terms_options
@recording
def amend(
    edition: Edition,
    pair: Pair,
    today: date,
    by: Side,
    method: str,
    *,
    confirm: bool,
    **options: Any,  # noqa: ANN401 (the terms' options)
) -> Pair:
    """A side proposes new terms, or confirms those that the other proposed.

    What is not named stays as it is. The earlier terms hold until both have confirmed.
    """
    agreement = pair.latest.agreement
    terms = terms_from(options, agreement.in_force if agreement else None, edition.config.topics)
    if confirm:
        return signs.confirm(pair, by, signature(method, today))
    if terms is None:
        raise UsageError("Say which terms change, or --confirm the change that was proposed.")
    allowed = may_meet(edition, pair)
    return signs.amend(pair, by, terms, signature(method, today), in_person=allowed)
