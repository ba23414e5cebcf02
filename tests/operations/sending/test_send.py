"""Sending: through a real server with TLS, cut anywhere, resumed: each message exactly once."""

from __future__ import annotations

import os
import subprocess
import sys
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from mail_server import serving
from mentoring.errors import MentoringError, UsageError
from mentoring.operations.sending.outbox import fingerprint
from mentoring.store.reader import load
from operations.sending.posting import KEY, NAMES, Post, write
from tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_every_draft_arrives_once_encrypted_and_as_written(post: Post) -> None:
    """Names in any script, lines that begin with a dot, an address beyond ASCII."""
    report = post.send()
    assert report.complete
    assert len(report["sent"]) == 5
    assert sorted(post.mailbox.receivers) == sorted(address for _, address in NAMES.values())
    assert post.mailbox.encrypted
    message = post.mailbox.arrived[0]
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines()[2].startswith(".dots and long")
    assert (message["Date"], message["X-Unsent"]) == ("Tue, 03 Nov 2026 09:00:00 +0000", None)
    assert message["To"].addresses[0].display_name == "Zoë Şahin"


def test_a_second_run_sends_nothing(post: Post) -> None:
    """The ledger lists all letters."""
    post.send()
    report = post.send()
    assert (report["sent"], len(report["already"])) == ({}, 5)
    assert len(post.mailbox.arrived) == 5


def test_the_ledger_holds_neither_text_nor_address(post: Post) -> None:
    """It has an id, a day and a keyed hash, which reveals nothing without the key."""
    post.send()
    folder = post.root / "data/ledgers/2026/sent"
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))
    assert "@" not in texts
    assert not any(name in texts for name, _ in NAMES.values())
    first = post.outbox().drafts()[0]
    assert fingerprint(KEY, first.message) in texts
    assert fingerprint(b"another key of sixteen", first.message) not in texts


@pytest.mark.parametrize("after", range(5))
def test_cut_before_the_end_of_a_message_and_resumed_each_arrives_once(
    post: Post, after: int
) -> None:
    """A server does not accept a message without its end."""
    post.mailbox.cut_before = {after}
    first = post.send()
    assert (first.lost, len(first["sent"]), list(first["doubtful"])) == (True, after, [])
    second = post.send()
    assert second.complete
    assert len(second["sent"]) == 5 - after
    assert sorted(post.mailbox.receivers) == sorted(address for _, address in NAMES.values())


def test_cut_right_after_a_message_was_taken_it_is_named_and_not_sent_again(post: Post) -> None:
    """Only an organiser can find out whether it arrived, so no run sends it again."""
    post.mailbox.cut_after = {2}
    first = post.send()
    assert (first.lost, list(first["doubtful"])) == (True, ["announcement-cccccc"])
    second = post.send()
    assert list(second["doubtful"]) == ["announcement-cccccc"]
    assert len(second["sent"]) == 3
    assert sorted(post.mailbox.receivers) == sorted(address for _, address in NAMES.values())
    assert "cccccc" not in post.ledger()


def test_what_was_in_doubt_goes_out_when_an_organiser_says_so(post: Post) -> None:
    """A second copy carries the same Message-ID, so mail programs can tell."""
    post.mailbox.cut_after = {2}
    post.send()
    assert post.send("announcement-cccccc").complete
    copies = [
        message["Message-ID"] for message in post.mailbox.arrived if "cccccc" in message["To"]
    ]
    assert len(copies) == 2
    assert len(set(copies)) == 1
    assert post.ledger() == sorted(NAMES)


def test_a_kill_between_taking_and_noting_leaves_the_message_in_doubt(post: Post) -> None:
    """The mark in the outbox outlives the process."""
    outbox = post.outbox()
    outbox.doubt_mark(outbox.drafts()[0].key).touch()
    report = post.send()
    assert list(report["doubtful"]) == ["announcement-bbbbbb"]
    assert len(post.mailbox.arrived) == 4


def test_a_changed_text_is_noticed_and_held_back(post: Post) -> None:
    """It goes out only when an organiser asks for it; then the ledger holds the new hash."""
    post.send()
    before = load(post.root).sound("2026").sent[0].record.digest
    write(post.root, "bbbbbb", subject="Corrected")
    report = post.send()
    assert (report["changed"], report["sent"]) == ({"announcement-bbbbbb": ""}, {})
    assert post.send("announcement-bbbbbb")["sent"] == {"announcement-bbbbbb": ""}
    assert load(post.root).sound("2026").sent[0].record.digest != before


def test_a_refused_receiver_does_not_stop_the_others(post: Post) -> None:
    """The server's code is told, not its words, which may quote the address."""
    post.mailbox.refuse = {
        "cccccc@example.org": "550 no cccccc@example.org here",
        "dddddd@example.org": "451 greylisted",
    }
    report = post.send()
    assert report["refused"] == {
        "announcement-cccccc": "the server answered 550",
        "announcement-dddddd": "the server answered 451; try again later",
    }
    assert len(report["sent"]) == 3


def test_a_draft_to_another_address_than_the_records_is_refused(post: Post) -> None:
    """The address was corrected, or the draft was changed."""
    write(post.root, "bbbbbb", email="old@example.org")
    path = post.root / "outbox/2026/letters/announcement-cccccc.eml"
    path.write_bytes(b"Cc: all@example.org\r\n" + path.read_bytes())
    report = post.send()
    assert sorted(report["refused"]) == ["announcement-bbbbbb", "announcement-cccccc"]
    assert "old@example.org" not in post.mailbox.receivers


def test_a_server_without_a_trusted_certificate_gets_nothing(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No log-in and no letter over a line that anybody could listen to."""
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(MentoringError, match="no encrypted connection"):
        post.send()
    assert post.mailbox.arrived == []


def test_a_wrong_password_is_told_without_quoting_it(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing was sent."""
    monkeypatch.setenv("MENTORING_SMTP_PASSWORD", "hunter2")
    with pytest.raises(MentoringError, match="SMTPAuthenticationError") as caught:
        post.send()
    assert "hunter2" not in str(caught.value)


def test_without_a_server_in_the_environment_the_message_says_what_to_set(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Credentials come from the environment alone."""
    monkeypatch.delenv("MENTORING_SMTP_HOST")
    with pytest.raises(UsageError, match="Set MENTORING_SMTP_HOST"):
        post.send()


def test_tls_from_the_first_byte_works_as_well(
    post: Post, tls: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Port 465's way."""
    with serving(post.mailbox, *tls, implicit=True) as port:
        monkeypatch.setenv("MENTORING_SMTP_PORT", str(port))
        monkeypatch.setenv("MENTORING_SMTP_SECURITY", "tls")
        assert len(post.send()["sent"]) == 5


def test_another_key_than_the_ledgers_is_refused(post: Post) -> None:
    """With it every letter would look changed, and new ones could never be compared."""
    post.send()
    with pytest.raises(MentoringError, match="2026 were recorded with another ledger key"):
        post.outbox(b"another key of sixteen bytes")
    assert post.outbox(KEY)


def test_a_short_key_is_refused() -> None:
    """It could be guessed from the ledger."""
    with pytest.raises(MentoringError, match="fewer than 16"):
        fingerprint(b"short", EmailMessage())


def test_two_runs_side_by_side_send_each_letter_once(post: Post) -> None:
    """The second waits for the lock, and then finds all of them in the ledger."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    environment["MENTORING_LEDGER_KEY"] = KEY.decode()
    command = [sys.executable, "-m", "mentoring", "-C", str(post.root), "send", "2026"]
    runs = [
        subprocess.Popen(
            [*command, "--per-minute", "600", "--today", "2026-11-03"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = sorted(run.communicate(timeout=120)[0].splitlines()[-1] for run in runs)
    assert {run.returncode for run in runs} == {0}, said
    assert said == ["0 sent, 5 sent before.", "5 sent, 0 sent before."]
    assert len(post.mailbox.arrived) == 5
