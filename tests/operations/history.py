"""A real Git repository with a small programme and a history, for tests that rewrite it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from made import CONFIG, agreement, application, check_in, cohort, step
from mentoring.aggregates.release import ReleaseStage
from mentoring.disclosure.publish_release import publish
from mentoring.operations.git import Repository
from mentoring.operations.lottery import committed
from mentoring.operations.run_match import match
from mentoring.people.application import Person, Preferences, Profile, Ranked
from mentoring.people.ledger import Sent
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.people.organisers import Decisions, Member, PairDecision, Review, Roster
from mentoring.people.pair import Goal, Meeting, Reported
from mentoring.programme.rules import Lottery, MatchingRules
from mentoring.store.entry import agreement_digest
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.people.agreement import Agreement
    from mentoring.people.application import Application
    from mentoring.people.pair import Mentorship, Pair

TODAY = date(2027, 2, 22)
KEY = "5e" * 32
AUGUST = datetime(2026, 8, 20, 9, 30, tzinfo=UTC)
CANARY, EMAIL = "Zdenka Quuxová", "zdenka.quuxova@example.org"
MENTEE, MENTOR, OTHER, FREE = "kfwtzn", "rzbxcd", "hjmnpq", "ttzzkk"
REVIEWER, STEWARD = "vvwwxx", "bbccdd"


def git(root: Path, *arguments: str, data: bytes = b"") -> str:
    """Run a Git command and return its output."""
    return Repository(root).run(*arguments, data=data).decode().strip()


def commit(root: Path, message: str, *, author: str = "A Steward <steward@example.org>") -> None:
    """Commit everything in the work tree."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message, "--author", author)


def people() -> list[Application]:
    """Two mentees and two mentors; the first mentee will be erased."""
    wish = Preferences(mentors=(Ranked(profile="pppppp", reason="Kind."),))
    return [
        application(
            MENTEE,
            person=Person(name=CANARY, email=EMAIL, notes="I stutter."),
            motivation="I want to leave my supervisor.",
            goals=("Find courage",),
            preferences=wish,
        ),
        application(
            OTHER,
            experiments=("ALICE",),
            conflicts=(MENTEE,),
            motivation=f"My friend {CANARY} told me of this.",
        ),
        _mentor(MENTOR, profile=Profile(code="pppppp", text="I listen.")),
        _mentor(FREE, profile=Profile(code="qqqqqq", text="I ask."), experiments=("LHCb",)),
    ]


def _mentor(id: str, **changes: Any) -> Application:  # noqa: A002
    return application(id, "mentor", submitted=AUGUST, **changes)


def edition(seed: str | None = "beacon") -> list[Any]:
    """The records of an edition before its match, with the lottery's commitment."""
    rules = MatchingRules(
        objective=("pairs", "motivation", "lottery"),
        criteria={"topics": 60, "career": 40},
    )
    draw = Lottery(commitment="", beacon="drand", round=1, seed=seed)
    nonces = (f"{number:032x}" for number in itertools.count(1))
    with_draw, frozen, applicants = committed(
        cohort(matching=rules), people(), draw, lambda: next(nonces)
    )
    members = (
        Member(id=REVIEWER, duties=("reviewer",), experiments=("CMS",), institute="Elsewhere"),
        Member(id=STEWARD, duties=("steward",), experiments=("CMS",), institute="Elsewhere",
               conflicts=(MENTEE,)),
    )  # fmt: skip
    forbid = PairDecision(mentee=MENTEE, mentor=FREE, on=TODAY, reason="They were married.")
    return [
        with_draw,
        frozen,
        Roster(cohort="2026", members=members),
        Decisions(cohort="2026", forbids=(forbid,)),
        *applicants,
        Review(application=MENTEE, reviewer=REVIEWER, scores={"goals": 5}, note="Moving."),
        Review(application=OTHER, reviewer=REVIEWER, scores={"goals": 3}, note="As I am."),
    ]


def programme(root: Path) -> Path:
    """A programme with the canary in every kind of place of its history, on `main`."""
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "A Steward")
    git(root, "config", "user.email", "steward@example.org")
    (root / ".gitignore").write_text("/outbox/\n")
    (root / "README.md").write_text(f"# Notes\n\nAsk Quuxova, Zdenka ({EMAIL.upper()}).\n")
    changes(root, [CONFIG, *edition()], cohort="2026").apply()
    commit(root, f"Import {MENTEE}: {CANARY}")
    publish(load(root), "2026", ReleaseStage("applications"), TODAY, fresh=KEY).changes.apply()
    commit(root, "Release")
    match(load(root), "2026", TODAY).changes.apply()
    commit(root, "Match")
    _live(root)
    commit(root, f"Announce; {MENTEE} has met {MENTOR}", author=f"{CANARY} <{EMAIL}>")
    return root


def _live(root: Path) -> None:
    """Announce every pair, and record signatures, meetings and answers."""
    found = load(root).editions["2026"]
    pairs = [replace(e.record, mentorships=(_lived(e.record),)) for e in found.pairs]
    sent = [
        Sent(cohort="2026", to=one, letter="announcement", on=TODAY, digest="1" * 64)
        for one in (MENTEE, MENTOR)
    ]
    changes(root, [*pairs, *sent]).apply()


def _lived(pair: Pair) -> Mentorship:
    return replace(
        pair.latest,
        status=MentorshipStatus.ACTIVE,
        agreement=_signed(),
        goals=(Goal(goal=f"What {pair.mentee} wants"),),
        meetings=(Meeting(date=date(2026, 11, 20), minutes=45),),
        reported=tuple(
            Reported(by=side, on=TODAY, since=date(2026, 11, 3), meetings=1)
            for side in ("mentee", "mentor")
        ),
        check_ins=(check_in("2027-01-11", "mentee"), check_in("2027-01-11", "mentor")),
        history=(
            step("announced", "2026-11-03"),
            step("accepted", "2026-11-05"),
            step("signed", "2026-11-10", "mentee"),
            step("signed", "2026-11-11", "mentor"),
        ),
    )


def _signed() -> Agreement:
    unsealed = agreement(1, "2026-11-10", "2026-11-11")
    return replace(unsealed, sha256=agreement_digest(unsealed.template, unsealed.terms))


def decorated(root: Path) -> Path:
    """The programme with branches, tags, notes and stashes, each with the canary in it."""
    git(root, "switch", "--quiet", "--create", f"withdraw-{MENTEE}")
    (root / "notes.txt").write_text(f"Call {CANARY}.\n")
    commit(root, f"Prepare the withdrawal of {CANARY.upper()}")
    git(root, "switch", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message", f"Merge {MENTEE}", f"withdraw-{MENTEE}")
    git(root, "tag", "--annotate", "--message", f"Before {EMAIL}", "announced", "HEAD^")
    git(root, "tag", f"met-{MENTEE}", "HEAD^")
    git(root, "notes", "add", "--message", f"{MENTEE} rang", "HEAD")
    git(root, "notes", "add", "--message", "A quiet day", "HEAD^")
    for text in ("First", f"Second of {CANARY}"):
        (root / "README.md").write_text(f"{text}\n")
        git(root, "stash", "push", "--quiet", "--message", f"{text} {MENTEE}")
    git(root, "hash-object", "-w", "--stdin", data=f"dangling {CANARY}".encode())
    return root


def raw(root: Path) -> bytes:
    """Every byte of the repository: all objects, and Git's other files."""
    command = ["cat-file", "--batch-all-objects", "--batch", "--unordered"]
    everything = Repository(root).run(*command)
    folder = root / ".git" if (root / ".git").exists() else root
    beside = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    beside = [path for path in beside if "objects" not in path.relative_to(folder).parts]
    names = "\n".join(Repository(root).refs()).encode()
    return everything + names + b"".join(str(p).encode() + p.read_bytes() for p in beside)
