"""Asking a peer in a process of its own, which may fail in any way or take too long."""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cases import case
from benchmarks.measure import seconds
from benchmarks.peers import PEERS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PATIENCE = 60.0
"""A peer that has not answered once after so many seconds has given up, or we have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A case by what makes it, so that each process can make its own."""

    size: int
    cap: int
    bounded: bool
    runs: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A peer's median seconds, the total fit it reached, and the memory it needed beside fits."""

    seconds: float
    total: int
    megabytes: float


def ask(peer: str, question: Question) -> Answer | str:
    """The peer's answer; or in a few words why there is none."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    asked = context.Process(target=_answer, args=(peer, question, there), daemon=True)
    asked.start()
    there.close()
    try:
        found: Answer | str = here.recv() if here.poll(PATIENCE * question.runs) else _impatient()
    except EOFError:
        found = "ends without an answer"
    asked.kill()
    asked.join()
    return found


def _impatient() -> str:
    return f"no answer within {PATIENCE:.0f} s a run"


def _answer(peer: str, question: Question, there: Connection) -> None:
    problem = case(question.size, question.cap, bounded=question.bounded)
    solve = next(one.solve for one in PEERS if one.name == peer)
    before = _memory("VmRSS")
    try:
        total = solve(problem)
        most = _memory("VmHWM")
        taken = seconds(lambda: solve(problem), question.runs)
        there.send(Answer(seconds=taken, total=total, megabytes=most - before))
    except Exception as error:  # noqa: BLE001 (a peer may fail in any way; that is a result)
        there.send(f"fails: {type(error).__name__}")


def _memory(line: str) -> float:
    """What this process holds now (VmRSS), or held at its peak (VmHWM), in megabytes."""
    status = Path("/proc/self/status").read_text().splitlines()
    return int(next(text for text in status if text.startswith(line)).split()[1]) / 1024
