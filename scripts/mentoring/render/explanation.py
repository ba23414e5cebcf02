"""An explanation in words and as JSON. Ids only."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from mentoring.matching.explain.bottleneck import group
from mentoring.matching.instance.objective import Value
from mentoring.matching.outcome import WHY
from mentoring.operations.explanation import Absence, Explanation, PairExplanation
from mentoring.people.application import ApplicationStatus
from mentoring.render.environment import written
from mentoring.render.matching import bottleneck
from mentoring.render.objective import price
from mentoring.scoring.rules import SENTENCES


def as_json(found: Explanation | Absence) -> dict[str, Any]:
    """The content of the text as plain data."""
    data = asdict(found)
    if isinstance(found, Absence):
        sealed = str(found.sealed) if found.sealed else None
        return data | {"submitted": str(found.submitted), "sealed": sealed}
    for plain, pairing in zip(data["pairings"], found.pairings, strict=True):
        if pairing.price:
            plain["price"]["decided"] = pairing.price.decided
    if found.standing:
        data["standing"]["tied"] = found.standing.tied
        data["standing"]["overtaken"] = found.standing.overtaken
    if found.rivals:
        data["rivals"]["text"] = group(found.rivals)
    if found.shortage:
        data["shortage"] = bottleneck(found.shortage)
    return data


def as_text(found: Explanation | Absence) -> str:
    """The mentee's result in the match, then each mentor asked about."""
    if isinstance(found, Absence):
        taking_part = found.status is ApplicationStatus.SUBMITTED
        return written("absence.txt.j2", absence=found, taking_part=taking_part)
    return written(
        "explanation.txt.j2",
        found=found,
        why=WHY,
        sentences=SENTENCES,
        rivals=group(found.rivals) if found.rivals else "",
        price=partial(_price, best=found.objective),
    )


def _price(pairing: PairExplanation, best: Mapping[str, Value]) -> list[str]:
    what = "Without this pair" if pairing.chosen else "With this pair"
    if pairing.change:
        return [*price(pairing.change, best, what=what)]
    if pairing.pinned:
        return ["The decision holds whatever it costs; `mentoring verify` states its price."]
    return [f"{what}, no outcome keeps every bound and pin."]
