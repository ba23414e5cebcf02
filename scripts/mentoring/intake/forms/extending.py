"""Mappings that extend another one and state only what differs, as plain data."""

import json
from collections.abc import Iterable
from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import Mapping
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.serialize import from_plain

Plain = dict[str, Any]
OF_ANY_FORM = frozenset({"submitted", "modified", "state", "email"})
"""Questions that the tool answers itself, whatever the form asks."""


def extended(base: Plain, own: Plain) -> Plain:
    """`base` updated by `own`: blocks key by key, questions one by one.

    Null removes a question, and keys of questions that are not asked do not count. A heading that
    `own` states for a question is no longer ignored.
    """
    blocks = {
        block: {**base.get(block, {}), **own.get(block, {})}
        for block in ("source", "clock", "constants")
    }
    words, own_words = base.get("words", {}), own.get("words", {})
    questions = dict(base.get("questions", {}))
    asked: set[str] = set()
    for name, stated in own.get("questions", {}).items():
        if stated is None:
            questions.pop(name, None)
            continue
        asked |= {plain(text) for text in (stated.get("ask", ""), *stated.get("headers", ()))}
        if name in questions or "field" in stated:
            questions[name] = _reworded(questions.get(name, {}), stated)
    ignored = (text for text in base.get("ignore", ()) if plain(text) not in asked)
    return {
        **base,
        **own,
        **blocks,
        "words": {
            answer: _unique(own_words.get(answer, ()), words.get(answer, ()))
            for answer in (*own_words, *words)
        },
        "questions": questions,
        "ignore": _unique(own.get("ignore", ()), ignored),
        "leave_out": [*own.get("leave_out", ()), *base.get("leave_out", ())],
    }


def _unique(*lists: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for texts in lists for text in texts))


def _reworded(base: Plain, own: Plain) -> Plain:
    """A restated question; its earlier wording and captions are still recognised."""
    merged = {**base, **own}
    earlier_ask = [base["ask"]] if "ask" in own and "ask" in base else []
    headers = _unique(own.get("headers", ()), base.get("headers", ()), earlier_ask)
    merged["headers"] = [text for text in headers if text != merged.get("ask")]
    earlier = base.get("captions", {}) if "captions" in own else {}
    merged["accepts"] = {**earlier, **base.get("accepts", {}), **own.get("accepts", {})}
    return merged


def tool_only(tool: Plain) -> Plain:
    """The part of a mapping about the tool, to use with the questions of another form."""
    questions = tool.get("questions", {})
    kept = {name: questions[name] for name in questions if name in OF_ANY_FORM}
    return {**tool, "questions": kept, "constants": {}}


def built(stated: Plain, name: str, config: ProgrammeConfig) -> Mapping:
    """The record of a complete mapping, with the programme's nouns and vocabularies in it."""
    nouns = {
        "affiliation": config.affiliation.one,
        "affiliations": config.affiliation.many,
        "people": config.people.many,
        "host": config.host,
        "timezone": config.timezone,
    }
    vocabularies = {
        "experiment": {name: name for name in config.affiliation.names},
        "stage": {label: slug for slug, label in config.stages.items()},
        "topic": {label: slug for slug, label in config.topics.items()},
    }
    text = json.dumps(stated["questions"])
    for noun, meant in nouns.items():
        text = text.replace(f"{{{noun}}}", json.dumps(meant)[1:-1])
    questions = json.loads(text)
    for question in questions.values():
        if usual := vocabularies.get(question.get("vocabulary", "")):
            captions, accepts = question.get("captions"), question.get("accepts", {})
            accepts = {**usual, **accepts} if captions else accepts
            known = {None, *usual.values()}  # other spellings of words that there are not
            question["accepts"] = {
                text: accepts[text] for text in accepts if accepts[text] in known
            }
            question["captions"] = captions or usual
    whole = {key: value for key, value in stated.items() if key != "extends"}
    return from_plain({**whole, "mapping": name, "questions": questions}, Mapping)
