"""Mappings that extend another one and state only what differs, as plain data."""

from collections.abc import Iterable
from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import Mapping
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.serialize import from_plain

Plain = dict[str, Any]
NEEDED = ("field", "ask", "kind")
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


def missing(stated: Plain) -> list[str]:
    """The parts that a mapping lacks to be complete."""
    found = [key for key in ("record", "questions") if not stated.get(key)]
    for name, question in stated.get("questions", {}).items():
        found += [f"{key} of {name}" for key in NEEDED if key not in question]
    return found


def built(stated: Plain, name: str, config: ProgrammeConfig) -> Mapping:
    """The record of a complete mapping, with the programme's nouns and vocabularies in it."""
    nouns = {
        "{affiliation}": config.affiliation.one,
        "{affiliations}": config.affiliation.many,
        "{people}": config.people.many,
        "{host}": config.host,
        "{timezone}": config.timezone,
    }
    vocabularies = {
        "experiment": {name: name for name in config.affiliation.names},
        "stage": {label: slug for slug, label in config.stages.items()},
        "topic": {label: slug for slug, label in config.topics.items()},
    }
    questions = {
        key: _with_captions(_filled(question, nouns), vocabularies)
        for key, question in stated["questions"].items()
    }
    whole = {key: value for key, value in stated.items() if key != "extends"}
    return from_plain({**whole, "mapping": name, "questions": questions}, Mapping)


def _with_captions(question: Plain, vocabularies: dict[str, dict[str, str]]) -> Plain:
    """The question with the captions of its vocabulary, if it has one and states no captions.

    Other spellings of words that the programme does not have are left out.
    """
    if "vocabulary" not in question:
        return question
    usual = vocabularies[question["vocabulary"]]
    captions = question.get("captions") or usual
    accepts = {**(usual if captions is not usual else {}), **question.get("accepts", {})}
    known = {None, *usual.values()}
    accepts = {text: value for text, value in accepts.items() if value in known}
    return {**question, "captions": captions, "accepts": accepts}


def _filled(value: Any, nouns: dict[str, str]) -> Any:  # noqa: ANN401 (plain data of any shape)
    """Plain data with the nouns in place of `{affiliation}` and the like."""
    match value:
        case dict():
            return {_filled(key, nouns): _filled(inner, nouns) for key, inner in value.items()}
        case list():
            return [_filled(inner, nouns) for inner in value]
        case str():
            for name, noun in nouns.items():
                value = value.replace(name, noun)
    return value
