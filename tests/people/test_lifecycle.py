"""The states and transitions of the life cycle are complete and consistent."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made
import mentoring
from mentoring.people.lifecycle import (
    ONGOING,
    OVER,
    RUNNING,
    TOLD,
    TRANSITIONS,
    EventName,
    HistoryEntry,
    Life,
    MentorshipStatus,
    life,
)
from mentoring.schemas import load

EVENTS = st.lists(
    st.builds(
        HistoryEntry,
        on=st.dates(made.ANNOUNCED, made.cohort().dates.end),
        what=st.sampled_from(get_args(EventName)),
        by=st.sampled_from(["mentee", "mentor", "organiser"]),
    ),
    max_size=12,
)


def test_every_event_has_its_line_and_the_schema_knows_the_same() -> None:
    """The transitions and the schema have the same events and states."""
    mentorship = load("pair")["properties"]["mentorships"]["items"]["properties"]
    events = mentorship["history"]["items"]["properties"]["what"]["enum"]
    assert set(TRANSITIONS) == set(get_args(EventName))
    assert set(events) == set(TRANSITIONS)
    assert mentorship["status"]["enum"] == list(MentorshipStatus)


@pytest.mark.parametrize("status", MentorshipStatus)
def test_every_state_is_entered_and_left(status: MentorshipStatus) -> None:
    """Some event leads to every state, and some event leaves every state that is not an end."""
    derived = {"announced", "accepted", "active"}  # what `answers` may come to
    entered = {event for event, leads in TRANSITIONS.items() if status in leads.values()}
    left = {event for event, leads in TRANSITIONS.items() if leads.get(status, status) != status}
    assert entered or status in derived, f"no event leads to {status}"
    assert bool(left) == (status not in OVER), f"{status} is never left"


def test_the_sets_of_states_follow_from_what_the_states_mean() -> None:
    """Deadlines run only in ongoing pairs, and a pair that is over takes no place."""
    assert RUNNING < ONGOING < TOLD
    assert OVER == TOLD - ONGOING
    assert [status for status in MentorshipStatus if status.meaning.certificate] == ["completed"]


def test_nothing_follows_an_end() -> None:
    """A mentorship that is over stays over until its end is undone."""
    for event, leads in TRANSITIONS.items():
        assert not OVER & set(leads), event


@given(EVENTS)
def test_a_life_is_the_same_in_whatever_order_it_was_recorded(events: list[HistoryEntry]) -> None:
    """Events apply in the order of days; one that is not allowed is only reported."""
    now = life(events)
    refused = {id(event) for event, _ in now.refused}
    accepted = [event for event in events if id(event) not in refused]
    assert life(accepted) == replace(now, refused=())
    if len({event.on for event in events}) == len(events):
        assert life(reversed(events)) == now


@given(EVENTS, st.data())
def test_an_undone_event_leaves_no_mark(events: list[HistoryEntry], data: st.DataObject) -> None:
    """An undone event has no effect."""
    if not events:
        return
    place = data.draw(st.integers(0, len(events) - 1))
    without = [event for number, event in enumerate(events) if number != place]
    undone = [
        HistoryEntry(on=event.on, what=event.what, by=event.by, undone=event.on)
        if number == place
        else event
        for number, event in enumerate(events)
    ]
    assert life(undone) == life(without)


def test_a_signature_is_a_yes_as_well() -> None:
    """Both signatures alone make an active pair."""
    told = Life(status=MentorshipStatus.ANNOUNCED)
    once = told.after(made.step("signed", "2026-11-05", "mentee"))
    assert once.status is MentorshipStatus.ANNOUNCED
    assert once.accepted == {"mentee"}
    assert once.after(made.step("signed", "2026-11-06", "mentor")).status == "active"


def test_states_are_named_in_few_places() -> None:
    """In the life cycle, for a proposal, and for a day before any event; meanings do the rest."""
    root = Path(mentoring.__file__).parent
    naming = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "MentorshipStatus"
    }
    assert naming <= NAMING, sorted(naming - NAMING)


NAMING = {"people/lifecycle.py", "people/pair.py", "progress/pair_facts.py"}


def test_no_branch_compares_with_the_name_of_a_state() -> None:
    """Branches ask for a state's meaning, or which events lead to it: a new state is in them."""
    root = Path(mentoring.__file__).parent
    naming = [
        f"{path.relative_to(root).as_posix()}: {ast.unparse(node)}"
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        and ast.unparse(node.left).rpartition(".")[2] in {"status", "value", "what"}
        and STATES & {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
    ]
    assert [line for line in naming if "states_for(" not in line] == []


STATES = {*MentorshipStatus} - {"accepted"}
"""The names of states; `accepted` is also the step of one side."""
