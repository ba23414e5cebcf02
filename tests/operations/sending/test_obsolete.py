"""A draft is checked again before it is sent."""

from __future__ import annotations

import json
from datetime import date
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.cli.boundary import run
from mentoring.operations.letters.close import closing
from mentoring.operations.letters.remind import remind
from mentoring.operations.sending.outbox import ABOUT, Draft, Outbox
from mentoring.operations.withdraw import reinstate, withdraw
from mentoring.people.application import ApplicationStatus, Consent
from mentoring.people.pair import Pair

if TYPE_CHECKING:
    from mentoring.store.programme import Edition

DAY = ["--today", "2026-11-03"]
CHECK_IN = date(2027, 1, 11)
TAKEN_BACK = Consent(notice="2026-1", given=date(2026, 9, 20), withdrawn=CHECK_IN)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pairs of one mentor, announced, with their letters in the outbox."""
    monkeypatch.setenv("MENTORING_LEDGER_KEY", "a secret of sixteen bytes or more")
    people = (
        made.application("mmmmmm"),
        made.application("bbbbbb"),
        made.application("tttttt", "mentor", capacity=2),
    )
    made.written(tmp_path, made.cohort(), *people)
    assert run(["-C", str(tmp_path), "match", "2026", "--today", "2026-11-02"]) == 0
    assert run(["-C", str(tmp_path), "announce", "2026", *DAY]) == 0
    return tmp_path


def said(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The output of a command."""
    capsys.readouterr()
    assert run(["-C", str(root), *words]) == 0
    return capsys.readouterr().out


def edition(*changed: object, status: str = "active") -> Edition:
    """Two pairs of one mentor, with some records changed."""
    people = {
        "mmmmmm": made.application("mmmmmm"),
        "bbbbbb": made.application("bbbbbb"),
        "tttttt": made.application("tttttt", "mentor", capacity=2),
    }
    pairs = {mentee: made.pair(status, mentee=mentee) for mentee in ("mmmmmm", "bbbbbb")}
    for record in changed:
        if isinstance(record, Pair):
            pairs[record.mentee] = record
        else:
            people[record.id] = record  # type: ignore[attr-defined]
    return made.edition(made.cohort(), *people.values(), *pairs.values())


def why_not(
    edition: Edition, today: date, letter: str, to: str, about: tuple[str, ...] | None
) -> str | None:
    """Why a draft must not be sent; without `about` it does not say whom it mentions."""
    message = EmailMessage()
    if about is not None:
        message[ABOUT] = " ".join(("partners", *about))
    outbox = Outbox(root=Path(), edition=edition, today=today)
    return outbox.why_not(Draft(letter=letter, to=to, message=message))


def test_a_letter_to_or_about_a_person_who_left_today_is_taken_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The mentor's letter mentions both mentees, so it is removed with the one who left."""
    said(root, capsys, "withdraw", "2026", "bbbbbb", *DAY)
    told = said(root, capsys, "send", "2026", "--by-hand", *DAY)
    gone = "it mentions a person who has left: bbbbbb has withdrawn"
    assert told.splitlines() == [
        "1 sent, 0 sent before.",
        "  taken back: announcement-bbbbbb: bbbbbb has withdrawn",
        f"  taken back: announcement-tttttt: {gone}",
    ]
    assert [path.stem for path in root.glob("outbox/2026/letters/*")] == ["announcement-mmmmmm"]
    assert "1 to send" in said(root, capsys, "announce", "2026", *DAY)
    assert [path.stem for path in root.glob("outbox/2026/letters/*tttttt*")]


def test_a_letter_sent_by_hand_before_its_receiver_left_can_be_recorded(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The organiser names the draft; nothing is sent."""
    said(root, capsys, "withdraw", "2026", "bbbbbb", *DAY)
    again = ["--again", "announcement-bbbbbb"]
    told = said(root, capsys, "send", "2026", "--by-hand", *again, *DAY)
    assert told.startswith("2 sent")
    assert (root / "data/ledgers/2026/sent/announcement-bbbbbb.yaml").exists()
    assert "announcement-bbbbbb" not in told


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("--do-not-contact", "is not to be contacted"),
        ("--deceased", "has died"),
    ],
)
def test_each_way_of_leaving_is_named(
    root: Path, capsys: pytest.CaptureFixture[str], how: str, why: str
) -> None:
    """The message has an id and the reason, and nothing else."""
    said(root, capsys, "withdraw", "2026", "tttttt", how, *DAY)
    told = said(root, capsys, "send", "2026", "--dry-run", *DAY)
    assert f"announcement-tttttt: tttttt {why}" in told
    assert "0 to send" in told
    assert len(list(root.glob("outbox/2026/letters/*"))) == 3


@pytest.mark.parametrize(
    ("how", "letters"),
    [
        (
            ApplicationStatus.WITHDRAWN,
            {"withdrawal-tttttt", "partner-left-tttttt-bbbbbb", "partner-left-tttttt-mmmmmm"},
        ),
        (
            ApplicationStatus.DO_NOT_CONTACT,
            {"partner-left-tttttt-bbbbbb", "partner-left-tttttt-mmmmmm"},
        ),
        (
            ApplicationStatus.DECEASED,
            {"partner-died-tttttt-bbbbbb", "partner-died-tttttt-mmmmmm"},
        ),
    ],
)
def test_each_way_of_leaving_has_its_letters(how: ApplicationStatus, letters: set[str]) -> None:
    """A confirmation, if the person may be written to, and a letter to each partner."""
    after = edition(*withdraw(edition(), "tttttt", CHECK_IN, how))
    assert {letter.key for letter in remind(after, CHECK_IN)} == letters
    for letter in remind(after, CHECK_IN):
        assert why_not(after, CHECK_IN, letter.name, letter.to.id, letter.about) is None
    assert not remind(after, date(2027, 2, 1))


def test_a_person_who_withdrew_consent_gets_one_last_letter_and_is_named_in_none() -> None:
    """Even before the end of the pair is recorded."""
    mentor = made.application("tttttt", "mentor", capacity=2, consent=TAKEN_BACK)
    assert {letter.key for letter in remind(edition(mentor), CHECK_IN)} == {
        "consent-taken-back-tttttt"
    }
    holds = partial(why_not, edition(mentor), CHECK_IN)
    why = "it mentions a person who has left: tttttt has taken back consent"
    assert holds("announcement", "mmmmmm", ("tttttt",)) == why
    assert holds("newsletter", "tttttt", None) == "tttttt has taken back consent"
    assert holds("newsletter", "mmmmmm", None) is None
    over = edition(*withdraw(edition(mentor), "tttttt", CHECK_IN))
    told = {letter.key: letter.facts for letter in remind(over, CHECK_IN)}
    assert told["partner-left-tttttt-mmmmmm"]["partner_name"] is None


def test_a_person_who_left_after_completing_gets_no_closing_letter_and_is_named_in_none() -> None:
    """The other side keeps their certificate."""
    completed = edition(status="completed")
    left = edition(
        *withdraw(completed, "bbbbbb", date(2027, 8, 10)),
        *(entry.record for entry in completed.pairs),
    )
    letters = {letter.to.id: letter for letter in closing(left)}
    assert set(letters) == {"mmmmmm", "tttttt"}
    assert [partner.name for partner in letters["tttttt"].facts["partners"]] == ["Mmmmmm Person"]
    assert len(letters["tttttt"].certificates) == 2


def test_a_request_that_is_settled_or_too_late_is_taken_back() -> None:
    """The check-in was answered meanwhile, or its day is over."""
    answered = made.pair(mentee="bbbbbb", check_ins=(made.check_in("2027-01-11", "mentee"),))
    holds = partial(why_not, edition(answered), CHECK_IN)
    letter = "check-in-2027-01-11"
    assert "done, or not due on 2027-01-11" in str(holds(letter, "bbbbbb", ("tttttt",)))
    assert holds(letter, "mmmmmm", ("tttttt",)) is None
    assert why_not(edition(), date(2027, 2, 1), letter, "mmmmmm", ("tttttt",))


def test_a_letter_about_having_no_mentor_is_not_sent_to_a_mentee_with_a_mentor() -> None:
    """A draft without the header is checked against the receiver's pairs only."""
    holds = partial(why_not, edition(), CHECK_IN)
    assert holds("announcement", "mmmmmm", ()) == "mmmmmm is in a pair now"
    assert holds("announcement", "mmmmmm", None) is None
    over = partial(why_not, edition(made.pair("ended", mentee="mmmmmm")), CHECK_IN)
    assert over("announcement", "mmmmmm", None) == "mmmmmm is not in a pair any more"
    assert over("introduction-tttttt", "mmmmmm", ("tttttt",)) == (
        "mmmmmm and tttttt are not a pair any more"
    )


def test_a_withdrawal_by_mistake_can_be_undone() -> None:
    """The history records the reinstatement."""
    gone, ended = withdraw(edition(), "bbbbbb", CHECK_IN)
    (back,) = reinstate(edition(gone), "bbbbbb", CHECK_IN)
    assert back.status is ApplicationStatus.SUBMITTED
    assert [change.what for change in back.history] == ["withdrawn", "reinstated"]
    assert reinstate(edition(back), "bbbbbb", CHECK_IN) == ()
    assert withdraw(edition(gone, ended), "bbbbbb", CHECK_IN) == ()


def test_withdraw_says_what_comes_next(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second withdrawal changes nothing."""
    told = said(root, capsys, "withdraw", "2026", "bbbbbb", *DAY)
    assert told.splitlines() == [
        "bbbbbb: withdrawn",
        "Next: mentoring remind 2026",
        "Then: mentoring replace 2026 bbbbbb --left mentee",
    ]
    again = said(root, capsys, "withdraw", "2026", "bbbbbb", *DAY)
    assert again == "bbbbbb: withdrawn (already recorded)\n"
    assert run(["-C", str(root), "withdraw", "2026", "bbbbbb", "--deceased", "--undo"]) == 2
    assert json.loads(said(root, capsys, "validate", "--format", "json", *DAY))["problems"] == []
