"""Redaction of a pair file when one of the two is erased; the other side's record is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mentoring.people.side import Side


def redacted(pair: Mapping[str, Any], tombstones: Mapping[str, str]) -> dict[str, Any]:
    """The pair file as plain data, with tombstones for erased people and without what they said."""
    mentee = pair.get("mentee", "")
    gone = mentee in tombstones
    return {
        **pair,
        "mentee": tombstones.get(mentee, mentee),
        "mentorships": [
            _mentorship(one, tombstones, mentee_gone=gone) for one in pair.get("mentorships", [])
        ],
    }


def _mentorship(
    one: Mapping[str, Any], tombstones: Mapping[str, str], *, mentee_gone: bool
) -> dict[str, Any]:
    kept = dict(one)
    if mentee_gone:
        kept.pop("goals", None)
        kept = _unsaid(kept, "mentee")
    for event in kept.get("history", ()):
        if event.get("mentor", "") in tombstones and "until" in event:
            kept = _unsaid(kept, "mentor", str(event["on"]), str(event["until"]))
    if kept.get("history"):
        kept["history"] = [_event(event, tombstones) for event in kept["history"]]
    mentor = kept.get("mentor", "")
    if mentor in tombstones:
        kept = _unsaid({**kept, "mentor": tombstones[mentor]}, "mentor")
    return kept


def _event(event: Mapping[str, Any], tombstones: Mapping[str, str]) -> dict[str, Any]:
    """An event with a tombstone for an erased second mentor, and without its reason."""
    mentor = event.get("mentor", "")
    if mentor not in tombstones:
        return dict(event)
    kept = {key: value for key, value in event.items() if key != "reason"}
    return {**kept, "mentor": tombstones[mentor]}


def _unsaid(
    one: Mapping[str, Any], side: Side, since: str = "", until: str = "9999"
) -> dict[str, Any]:
    """A mentorship without what a side said between two days, and without the match's reason."""
    kept = dict(one)
    for field in ("reported", "check_ins"):
        if field in kept:
            kept[field] = [
                said
                for said in kept[field]
                if said.get("by") != side or not since <= str(said.get("on", "")) <= until
            ]
    if "reason" in kept.get("matched", {}):
        kept["matched"] = {key: value for key, value in kept["matched"].items() if key != "reason"}
    return {key: value for key, value in kept.items() if value != []}
