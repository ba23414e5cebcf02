"""A mapping that takes another over and states only what differs."""

from __future__ import annotations

from typing import Any

from mentoring import schemas
from mentoring.errors import UsageError
from mentoring.intake.forms.captions import two_readings
from mentoring.intake.forms.mapping import Mapping
from mentoring.store.serialize import from_plain

Plain = dict[str, Any]
BLOCKS = ("source", "clock", "words", "constants")
NEEDED = ("field", "ask", "kind")


def over(base: Plain, own: Plain) -> Plain:
    """`base` with what `own` states: blocks key by key, questions one by one."""
    merged = {**base, **own}
    for block in BLOCKS:
        merged[block] = {**base.get(block, {}), **own.get(block, {})}
    merged["ignore"] = list(dict.fromkeys([*own.get("ignore", ()), *base.get("ignore", ())]))
    merged["questions"] = _questions(base.get("questions", {}), own.get("questions", {}))
    return merged


def _questions(base: Plain, own: Plain) -> Plain:
    """Null takes a question away; what is said of a question that is not asked is not used."""
    questions = dict(base)
    for name, stated in own.items():
        if stated is None:
            questions.pop(name, None)
        elif name in base or "field" in stated:
            questions[name] = _reworded(base.get(name, {}), stated)
    return questions


def _reworded(base: Plain, own: Plain) -> Plain:
    """A question stated anew: its earlier wording and captions are still recognised."""
    merged = {**base, **own}
    headers = [*own.get("headers", ()), *base.get("headers", ())]
    if "ask" in own and "ask" in base:
        headers.append(base["ask"])
    merged["headers"] = [one for one in dict.fromkeys(headers) if one != merged.get("ask")]
    earlier = base.get("captions", {}) if "captions" in own else {}
    merged["accepts"] = {**earlier, **base.get("accepts", {}), **own.get("accepts", {})}
    return merged


def built(plain: Plain, name: str) -> Mapping:
    """The mapping as a record; raises UsageError for one that is not whole."""
    missing = [key for key in ("record", "questions") if not plain.get(key)]
    questions: Plain = plain.get("questions", {})
    for question, stated in questions.items():
        missing += [f"{key} of {question}" for key in NEEDED if key not in stated]
    if missing:
        raise UsageError(f"The mapping {name} is not whole: it states no {', no '.join(missing)}.")
    whole = {key: value for key, value in plain.items() if key != "extends"}
    worded = {key: _with_words(one) for key, one in questions.items()}
    mapping = from_plain({**whole, "mapping": name, "questions": worded}, Mapping)
    _require_told_apart(mapping)
    return mapping


def _require_told_apart(mapping: Mapping) -> None:
    """Refuse captions because of which several choices in a cell could be read in two ways."""
    if mapping.source.choices == "columns":
        return
    for name, question in mapping.questions.items():
        captions = {**question.captions, **question.accepts} if question.kind == "choices" else {}
        clash = two_readings(captions, mapping.source.separator)
        if clash:
            raise UsageError(
                f"The mapping {mapping.mapping} cannot tell the choices of {name} apart: "
                f"“{clash[0]}” and “{clash[1]}” make one cell mean two things. Reword one of them "
                "on the form, or have the tool write another separator."
            )


def _with_words(question: Plain) -> Plain:
    """The question with the captions that its vocabulary gives it, unless it states its own."""
    vocabulary = question.get("vocabulary")
    if vocabulary is None or "captions" in question:
        return question
    titled = str if vocabulary == "experiment" else schemas.titled
    return {**question, "captions": {titled(one): one for one in schemas.choices(vocabulary)}}
