"""Each kind of record after the erasure of a person."""

from __future__ import annotations

from typing import Any

import pytest

from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse
from mentoring.operations.erasure.redaction import Redaction, without
from mentoring.operations.erasure.subject import Holder, of_person

SUBJECT = of_person("kfwtzn", [Holder("kfwtzn", "2026", "Ada Ray", "a@example.org", "pppppp")], [])
PATH = "data/pairs/2026/kfwtzn.yaml"
SAID = [{"by": "mentee", "meetings": 1}, {"by": "mentor", "meetings": 2}]
PAIR = {
    "cohort": "2026",
    "mentee": "kfwtzn",
    "mentorships": [
        {
            "mentor": "rzbxcd",
            "status": "ended",
            "matched": {"match": 1, "fit": 2, "reason": "Friends."},
            "goals": [{"goal": "Rest"}],
            "meetings": [{"date": "2026-11-20", "minutes": 5}],
            "reported": SAID,
            "check_ins": SAID,
        },
        {"mentor": "ttzzkk", "status": "active", "matched": {"match": 2, "fit": 3}},
    ],
}


def redacted(people: list[str]) -> Any:
    """The pair's file without these people, who share an address."""
    known = [Holder(person, "2026", person, "a@example.org", "") for person in people]
    text = Redaction(of_person(people[0], known, [])).content(PATH, dump(PAIR).encode())
    assert text is not None
    return parse(text, PATH).value


def test_a_mentee_leaves_all_mentorships() -> None:
    """Goals, answers and the reason of the match are removed; the days of meetings are kept."""
    assert redacted(["kfwtzn"]) == {
        "cohort": "2026",
        "mentee": "erased-1",
        "mentorships": [
            {
                "mentor": "rzbxcd",
                "status": "ended",
                "matched": {"match": 1, "fit": 2},
                "meetings": [{"date": "2026-11-20", "minutes": 5}],
                "reported": [SAID[1]],
                "check_ins": [SAID[1]],
            },
            {"mentor": "ttzzkk", "status": "active", "matched": {"match": 2, "fit": 3}},
        ],
    }


def test_a_mentor_leaves_their_own_mentorship_alone() -> None:
    """The mentee keeps the goals, and the other mentorships do not change."""
    after = redacted(["rzbxcd"])
    assert after["mentee"] == "kfwtzn"
    first, second = after["mentorships"]
    assert (first["mentor"], first["goals"]) == ("erased-1", [{"goal": "Rest"}])
    assert first["reported"] == [SAID[0]]
    assert second == PAIR["mentorships"][1]


def test_both_may_be_erased() -> None:
    """The reports of both erased people are deleted, and the meetings are kept."""
    first, _ = redacted(["kfwtzn", "rzbxcd"])["mentorships"]
    assert "reported" not in first
    assert first["meetings"]


RECORDS = {
    "an entry of a list": (
        "data/roster/2026.yaml",
        "conflicts: [kfwtzn, hjmnpq]",
        "conflicts: [hjmnpq]",
    ),
    "a whole list": ("data/roster/2026.yaml", "a: 1\nconflicts: [kfwtzn]", "a: 1"),
    "the last member": (
        "data/roster/2026.yaml",
        "members:\n  - id: kfwtzn\n    duties: [reviewer]",
        "members: []",
    ),
    "a key": (
        "data/roster/2026.yaml",
        "assignments:\n  kfwtzn: [vvwwxx]\n  hjmnpq: [vvwwxx]",
        "assignments:\n  hjmnpq: [vvwwxx]",
    ),
    "a decision": (
        "data/decisions/2026.yaml",
        (
            "pins:\n  - mentee: hjmnpq\n    mentor: kfwtzn\n    reason: x\n"
            "  - mentee: hjmnpq\n    mentor: rzbxcd\n    reason: y"
        ),
        "pins:\n  - mentee: hjmnpq\n    mentor: rzbxcd\n    reason: y",
    ),
    "a reviewer's note": (
        "data/reviews/2026/hjmnpq/kfwtzn.yaml",
        "application: hjmnpq\nreviewer: kfwtzn\nscores:\n  goals: 3\nnote: As I am.",
        "application: hjmnpq\nreviewer: erased-1\nscores:\n  goals: 3",
    ),
    "a wish for a profile": (
        "data/applications/2026/hjmnpq.yaml",
        "preferences:\n  mentors:\n    - profile: pppppp\n      reason: Kind.\n  stages: [staff]",
        "preferences:\n  stages: [staff]",
    ),
    "a name in a list": (
        "data/applications/2026/hjmnpq.yaml",
        "person:\n  name: B\n  unresolved: [Ray Ada, Somebody]",
        "person:\n  name: B\n  unresolved: [Somebody]",
    ),
    "a comment": (
        "data/cohorts/2026.yaml",
        "# Ask Ada Ray\npairs: 20",
        "# Ask erased-1\npairs: 20",
    ),
    "another's words": (
        "data/applications/2026/hjmnpq.yaml",
        "motivation: Like Ada Ray, I",
        "motivation: Like erased-1, I",
    ),
}


@pytest.mark.parametrize("name", RECORDS)
def test_entries_go_and_words_are_replaced(name: str) -> None:
    """Entries about them are removed; texts that mention them get a tombstone."""
    path, before, after = RECORDS[name]
    content = Redaction(SUBJECT).content(path, f"{before}\n".encode())
    assert content is not None
    assert parse(content, path).value == parse(after.encode(), path).value
    assert "\n".join(content.decode().split("\n")).rstrip() == after


PATHS = {
    "data/applications/2026/kfwtzn.yaml": None,
    "data/applications/2026/hjmnpq.yaml": "data/applications/2026/hjmnpq.yaml",
    "data/reviews/2026/kfwtzn/vvwwxx.yaml": None,
    "data/reviews/2026/hjmnpq/kfwtzn.yaml": "data/reviews/2026/hjmnpq/erased-1.yaml",
    "data/ledgers/2026/sent/welcome-kfwtzn.yaml": None,
    "data/pairs/2026/kfwtzn.yaml": "data/pairs/2026/erased-1.yaml",
    "docs/a-letter-to-ada-ray.md": "docs/a-letter-to-erased-1.md",
}


@pytest.mark.parametrize("path", PATHS)
def test_files_move_or_go(path: str) -> None:
    """A file about them is removed; another file is renamed if its name contains a trace."""
    assert Redaction(SUBJECT).path(path) == PATHS[path]


def test_folders_go_as_a_whole() -> None:
    """The folders of an edition past its retention date are removed."""
    redaction = Redaction(SUBJECT, folders=("data/pairs/2026/", "data/roster/2026.yaml"))
    assert redaction.path("data/pairs/2026/hjmnpq.yaml") is None
    assert redaction.path("data/roster/2026.yaml") is None
    assert redaction.path("data/roster/2027.yaml") == "data/roster/2027.yaml"


@pytest.mark.parametrize("text", ["mentee: [", "- kfwtzn", "{", "a: 1\na: 2"])
def test_a_record_that_cannot_be_read_is_not_guessed_at(text: str) -> None:
    """A version that cannot be read is removed as a whole."""
    assert without(text, "data/pairs/2026/kfwtzn.yaml", SUBJECT) is None
