"""An explanation in words and as JSON. Ids only."""

from typing import Any

from msgspec import to_builtins

from mentoring.matching.explain.bottleneck import in_words
from mentoring.matching.outcome import WHY
from mentoring.operations.explanation import Absence, Explanation
from mentoring.render.environment import written
from mentoring.render.matching import bottleneck
from mentoring.scoring.rules import SENTENCES


def as_json(found: Explanation | Absence) -> dict[str, Any]:
    """The content of the text as plain data."""
    data: dict[str, Any] = to_builtins(found)
    if isinstance(found, Explanation) and found.rivals:
        data["rivals"]["text"] = in_words("group", found.rivals)
    if isinstance(found, Explanation) and found.shortage:
        data["shortage"] = bottleneck(found.shortage)
    return data


def as_text(found: Explanation | Absence) -> str:
    """The mentee's result in the match, then each mentor asked about."""
    if isinstance(found, Absence):
        return written("absence.txt.j2", absence=found)
    rivals = in_words("group", found.rivals) if found.rivals else ""
    return written("explanation.txt.j2", found=found, why=WHY, sentences=SENTENCES, rivals=rivals)
