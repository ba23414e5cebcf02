"""Random months of commands against a small model: what it says, every command says.

After each step `validate` finds no error, `verify` holds, and `progress` gives the model's states.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import made
from mentoring.cli.boundary import run
from tools import NIGHT

MENTEES, MENTORS = ("bbbbbb", "cccccc"), ("kkkkkk", "nnnnnn")
END = made.cohort().dates.end
SIDES = st.sampled_from(["mentee", "mentor"])
PAIRS = st.sampled_from(MENTEES)
RARELY = st.sampled_from([False] * 7 + [True])
DONE, REFUSED = 0, 1
STEPS = ["accept", "sign", "pause", "resume", "accept", "sign", "pause", "resume", "decline"]


class Model:
    """One pair: the events in order, and what they come to, said as plainly as can be."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str]] = []

    def sides(self, what: str) -> set[str]:
        """Who has said or done so."""
        return {by for event, by in self.events if event == what}

    @property
    def status(self) -> str:
        """The state, by the last word on each question."""
        names = [event for event, _ in self.events]
        if {"declined", "ended"} & set(names):
            return "ended"
        if "completed" in names:
            return "completed"
        rests = [name for name in names if name in {"paused", "resumed"}][-1:]
        if rests == ["paused"]:
            return "paused"
        if self.sides("signed") == {"mentee", "mentor"}:
            return "active"
        said = self.sides("accepted") | self.sides("signed")
        return "accepted" if said == {"mentee", "mentor"} else "announced"

    @property
    def over(self) -> bool:
        """Whether it has come to an end."""
        return self.status in {"ended", "completed"}

    def may(self, step: str, by: str) -> bool:
        """Whether a command is taken, be it without effect."""
        last = self.events[-1][0] if self.events else ""
        match step:
            case "decline":
                return self.status in {"announced", "accepted"} or last == "declined"
            case "end":
                return self.status != "completed"
            case "complete":
                return self.status in {"accepted", "active", "paused", "completed"}
            case "pause":
                return self.status in {"accepted", "active", "paused"}
            case "sign":
                return not self.over
            case _:
                return not self.over and bool(by)

    def take(self, step: str, by: str) -> None:
        """Record a step that is taken; nothing where it changes nothing."""
        if step == "sign" and by not in self.sides("signed"):
            self.events += [("accepted", by)] if by not in self.sides("accepted") else []
            self.events.append(("signed", by))
        if step == "accept" and by not in self.sides("accepted"):
            self.events.append(("accepted", by))
        rests = self.status == "paused"
        names = {"decline": "declined", "end": "ended", "complete": "completed"}
        if (step == "pause" and not rests) or (step == "resume" and rests):
            self.events.append((f"{step}d", by))
        if step in names and not self.over:
            self.events.append((names[step], by))


class Months(RuleBasedStateMachine):
    """A programme of two pairs, and the model of each."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root, self.day = Path(self.folder.name), made.ANNOUNCED
        self.pairs = {mentee: Model() for mentee in MENTEES}
        self.gone: set[str] = set()
        self.mentor: dict[str, str] = {}
        self.changed = False

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.folder.cleanup()

    def say(self, *words: str, dated: bool = True) -> tuple[int, str]:
        """A command's status, done or refused, and what it prints."""
        self.changed |= words[0] in {"announce", "pair", "withdraw"}
        out = io.StringIO()
        today = ["--today", self.day.isoformat()] if dated else []
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            status = run(["-C", str(self.root), *words, *today])
        assert status in {DONE, REFUSED}, out.getvalue()  # a crash is neither
        return status, out.getvalue()

    @initialize()
    def announced(self) -> None:
        """Everybody is matched and told."""
        people = [made.application(one) for one in MENTEES]
        people += [made.application(one, "mentor") for one in MENTORS]
        made.written(self.root, made.cohort(), *people)
        assert self.say("match", "2026")[0] == 0
        assert self.say("announce", "2026")[0] == 0
        for pair in self._progress():
            self.mentor[pair["mentee"]] = pair["mentor"]

    @rule(days=st.integers(1, 60))
    def later(self, days: int) -> None:
        """Days go by, to some weeks beyond the edition's end."""
        self.day = min(self.day + timedelta(days=days), END + timedelta(days=14))

    @rule(mentee=PAIRS, by=SIDES, step=st.sampled_from(STEPS))
    def step(self, mentee: str, by: str, step: str) -> None:
        """A side does something, and the model says whether it may."""
        terms = ["--meetings-per-month", "1", "--minutes", "60"] if step == "sign" else []
        self._take(mentee, by, step, "pair", step, "2026", mentee, "--by", by, *terms)

    @rule(mentee=PAIRS, by=SIDES, step=st.sampled_from(STEPS))
    def another_step(self, mentee: str, by: str, step: str) -> None:
        """The same again: most of what happens are steps of pairs."""
        self.step(mentee, by, step)

    @rule(mentee=PAIRS, by=SIDES, really=RARELY)
    def end(self, mentee: str, by: str, *, really: bool) -> None:
        """It ends: completed once the edition is over."""
        if not really:
            return
        if self.day >= END:
            self._take(mentee, by, "complete", "pair", "end", "2026", mentee, "--completed")
        else:
            self._take(mentee, by, "end", "pair", "end", "2026", mentee, "--by", by)

    @rule(mentee=PAIRS)
    def undo(self, mentee: str) -> None:
        """Undo the last step, unless a person who has left would be paired again."""
        model = self.pairs[mentee]
        before, model.events = model.events, model.events[:-1]
        left = {mentee, self.mentor[mentee]} & self.gone
        may = bool(before) and (model.over or not left)
        if not may:
            model.events = before
        assert (self.say("pair", "undo", "2026", mentee)[0] == 0) == may

    @rule(person=st.sampled_from([*MENTEES, *MENTORS]), really=RARELY)
    def withdraw(self, person: str, *, really: bool) -> None:
        """A person leaves, and their pair ends."""
        if not really:
            return
        self.gone.add(person)
        for mentee, model in self.pairs.items():
            side = {mentee: "mentee", self.mentor[mentee]: "mentor"}.get(person)
            if side and not model.over:
                model.events.append(("ended", side))
        assert self.say("withdraw", "2026", person)[0] == 0

    def _take(self, mentee: str, by: str, step: str, *words: str) -> None:
        model = self.pairs[mentee]
        may = model.may(step, by)
        if may:
            model.take(step, by)
        status, text = self.say(*words)
        assert (status == 0) == may, text

    def _progress(self) -> list[dict[str, str]]:
        pairs: list[dict[str, str]] = json.loads(
            self.say("progress", "2026", "--format", "json")[1]
        )["pairs"]
        return pairs

    @invariant()
    def everything_agrees(self) -> None:
        """The states, the checks, the proof, and the letters that are due."""
        if not self.mentor or not self.changed:
            return
        self.changed = False
        states = {pair["mentee"]: pair["status"] for pair in self._progress()}
        assert states == {mentee: model.status for mentee, model in self.pairs.items()}
        status, text = self.say("validate")
        assert status == 0, text
        assert self.say("verify", "2026", dated=False)[0] == 0
        status, text = self.say("remind", "2026", "--dry-run")
        assert status == 0, text


TestMonths = Months.TestCase
TestMonths.settings = settings(
    max_examples=200 if NIGHT else 10, stateful_step_count=60 if NIGHT else 30, deadline=None
)
