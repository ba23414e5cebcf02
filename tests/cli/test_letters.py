"""Letters by the commands: drafted, noted, changed, sent, and never twice."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

import made
from mail_server import PASSWORD, USER, Mailbox, certificate, serving
from mentoring.cli.boundary import run
from mentoring.people.application import Person
from mentoring.render.papers import AGREEMENT, packaged
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from pathlib import Path

KEY = "a secret of sixteen bytes or more"
DAY = ["--today", "2026-11-03"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One proposed pair, and one waiting mentee."""
    monkeypatch.setenv("MENTORING_LEDGER_KEY", KEY)
    people = (
        made.application("mmmmmm"),
        made.application("bbbbbb", topics=("leadership",)),
        made.application("tttttt", "mentor"),
    )
    made.written(tmp_path, made.cohort(), *people)
    assert run(["-C", str(tmp_path), "match", "2026", "--today", "2026-11-02"]) == 0
    return tmp_path


def drafts(root: Path) -> list[str]:
    """The drafts in the outbox."""
    return sorted(path.name for path in (root / "outbox/2026/letters").glob("*.eml"))


def said(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command says, its status first."""
    capsys.readouterr()
    status = run(["-C", str(root), *words])
    captured = capsys.readouterr()
    return f"{status} {captured.out}{captured.err if status else ''}"


def test_what_was_sent_by_hand_is_not_drafted_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The organiser opens the drafts in a mail program and then says so."""
    assert said(root, capsys, "announce", "2026", *DAY).startswith("0 3 to send, 0 sent before")
    assert said(root, capsys, "send", "2026", "--by-hand", *DAY) == "0 3 sent, 0 sent before.\n"
    assert len(list((root / "data/ledgers/2026/sent").iterdir())) == 3
    again = said(root, capsys, "announce", "2026", "--today", "2026-11-10")
    assert again == "0 0 to send, 3 sent before, 0 changed since.\n"


def test_a_reminder_is_recorded_when_sent_and_taken_back_when_settled(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Drafting changes no record; what is done by the next week leaves no draft behind."""
    pair = root / "data/pairs/2026/mmmmmm.yaml"
    said(root, capsys, "announce", "2026", *DAY)
    said(root, capsys, "send", "2026", "--by-hand", *DAY)
    late = ["--today", "2026-11-17"]
    assert said(root, capsys, "remind", "2026", *late).startswith("0 2 to send")
    assert "reminded" not in pair.read_text(encoding="utf-8")
    said(root, capsys, "pair", "accept", "2026", "mmmmmm", "--by", "mentor", *late)
    said(root, capsys, "remind", "2026", *late)
    left = [draft for draft in drafts(root) if "reminder" in draft]
    assert left == ["reminder-1-tttttt-mmmmmm.eml"]
    assert said(root, capsys, "send", "2026", "--by-hand", *late).startswith("0 1 sent")
    assert "what: reminded" in pair.read_text(encoding="utf-8")
    assert said(root, capsys, "remind", "2026", *late).startswith("0 0 to send")


def test_unsent_drafts_are_remembered(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also once nothing new is due."""
    said(root, capsys, "announce", "2026", *DAY)
    told = said(root, capsys, "announce", "2026", "--today", "2026-12-24")
    assert told.splitlines() == [
        "0 0 to send, 0 sent before, 0 changed since.",
        "3 earlier in outbox/2026/letters/ not sent yet: mentoring send 2026",
    ]


def test_only_what_the_sealed_match_chose_is_announced(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pair file that was lost or changed by hand stops the letters; so does the wrong day."""
    early = said(root, capsys, "announce", "2026", "--today", "2026-11-02")
    assert "announced on 2026-11-03, and it is 2026-11-02" in early
    pair = root / "data/pairs/2026/mmmmmm.yaml"
    text = pair.read_text(encoding="utf-8")
    pair.write_text(text.replace("fit: 500", "fit: 900"), encoding="utf-8")
    assert "pair-not-sealed" in said(root, capsys, "announce", "2026", *DAY)
    pair.write_text(text.replace("mmmmmm", "bbbbbb"), encoding="utf-8")
    pair.rename(pair.with_name("bbbbbb.yaml"))
    told = said(root, capsys, "announce", "2026", *DAY)
    assert "mmmmmm.yaml" in told
    assert "pair-missing" in told
    assert not (root / "outbox").exists()


def test_a_text_that_changed_since_is_named_and_held_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An edited template shows in the letters that went out before."""
    said(root, capsys, "announce", "2026", *DAY)
    said(root, capsys, "send", "2026", "--by-hand", *DAY)
    own = root / "data/templates/letters/waiting.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("Subject: Wait\n\nDear {{ name }},\n\nplease wait.\n", encoding="utf-8")
    announced = said(root, capsys, "announce", "2026", *DAY)
    assert "2 sent before, 1 changed since" in announced
    assert "changed since it was sent: announcement-bbbbbb" in announced
    held = said(root, capsys, "send", "2026", "--dry-run", *DAY)
    assert "held back, its text changed since it was sent: announcement-bbbbbb" in held
    assert said(root, capsys, "send", "2026", "--again", "announcement-bbbbbx").startswith("2 ")


def test_a_dry_run_of_send_does_without_the_key(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking needs no secret; recording does, and the help names it."""
    said(root, capsys, "announce", "2026", *DAY)
    monkeypatch.delenv("MENTORING_LEDGER_KEY")
    dry = said(root, capsys, "send", "2026", "--dry-run", *DAY)
    assert dry == "0 3 to send, 0 sent before.\n"
    assert said(root, capsys, "send", "2026", "--by-hand", *DAY).startswith("2 ")
    assert "MENTORING_LEDGER_KEY" in said(root, capsys, "send", "--help")


def test_a_template_with_a_fault_stops_the_command_before_it_writes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither letters nor records."""
    own = root / "data/templates/letters/waiting.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("Subject: Wait\n\nDear {{ nmae }}\n", encoding="utf-8")
    failed = said(root, capsys, "announce", "2026", *DAY)
    assert failed.startswith("1 Error: data/templates/letters/waiting.md.j2:3: there is no place")
    assert not (root / "outbox").exists()
    assert "proposed" in (root / "data/pairs/2026/mmmmmm.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("person", "said_of_it", "missing"),
    [
        (Person(name="አበበ", email="li@example.org"), "no font shows its ETHIOPIC characters", ""),
        (Person(name="Li\u202eMing", email="li@example.org"), "control character", "mmmmmm"),
    ],
    ids=["a name that no font shows", "a name that no header may hold"],
)
def test_what_stands_in_one_persons_way_is_named_and_the_others_get_their_letters(
    root: Path, capsys: pytest.CaptureFixture[str], person: Person, said_of_it: str, missing: str
) -> None:
    """A letter is sent with lines for the names, or is written once the name is corrected."""
    path = root / "data/identities/2026/mmmmmm.yaml"
    changes(root, [made.application("mmmmmm", person=person)]).apply()
    assert said_of_it in said(root, capsys, "announce", "2026", *DAY)
    everyone = {f"announcement-{person}.eml" for person in ("bbbbbb", "mmmmmm", "tttttt")}
    assert everyone - set(drafts(root)) == ({f"announcement-{missing}.eml"} if missing else set())
    assert person.name in path.read_text(encoding="utf-8") or missing


def test_agreements_are_set_for_all_and_the_names_left_open_are_told(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 1, and the document is there, with lines for the names."""
    said(root, capsys, "announce", "2026", *DAY)
    li = made.application("mmmmmm", person=Person(name="አበበ", email="li@example.org"))
    changes(root, [li]).apply()
    told = said(root, capsys, "agreement", "2026")
    assert told.startswith("1 1 agreement in outbox/2026/agreements/.")
    assert "save one that does, such as Noto Serif Ethiopic" in told
    assert (root / "outbox/2026/agreements/mmmmmm.pdf").read_bytes().startswith(b"%PDF")


def test_who_signed_an_earlier_text_keeps_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stays valid and is told as information; kept beside the present one, it is set again."""
    signing = ["--meetings-per-month", "1", "--minutes", "60", "--template", "2025-9", *DAY]
    said(root, capsys, "announce", "2026", *DAY)
    said(root, capsys, "pair", "sign", "2026", "mmmmmm", "--by", "mentee", *signing)
    told = said(root, capsys, "agreement", "2026")
    assert told.startswith("0 0 agreements")
    assert "Signed under an earlier version, which stays valid: mmmmmm (2025-9)" in told
    assert said(root, capsys, "validate", *DAY).startswith("0 ")
    own = root / "data/templates/agreement-2025-9.typ"
    own.parent.mkdir(parents=True)
    present = packaged(AGREEMENT)
    own.write_text(present.replace("version: 2026-2", "version: 2025-9"), encoding="utf-8")
    assert said(root, capsys, "agreement", "2026").startswith("0 1 agreement ")


def test_validate_names_what_is_wrong_in_own_texts_and_counts_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With line and column, as in records; a file in another encoding is a problem, no crash."""
    before = validated(root, capsys)["files"]
    folder = root / "data/templates/letters"
    folder.mkdir(parents=True)
    (folder / "waiting.md.j2").write_text("Subject: x\n\n{{ nmae }}\n", encoding="utf-8")
    (folder / "closing.md.j2").write_bytes("Subject: Adiós\n\nx".encode("latin-1"))
    own = root / "data/templates/agreement.typ"
    own.write_text("// version: 1\n#lorm(3)", encoding="utf-8")
    report = validated(root, capsys)
    assert report["files"] == before + 3
    found = [problem for problem in report["problems"] if problem["severity"] == "error"]
    assert [(problem["path"], problem["line"], problem["column"]) for problem in found] == [
        ("data/templates/agreement.typ", 2, 2),
        ("data/templates/letters/closing.md.j2", 1, 13),
        ("data/templates/letters/waiting.md.j2", 3, 4),
    ]


def validated(root: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """What `validate` reports."""
    report = said(root, capsys, "validate", "--format", "json", *DAY)
    return json.JSONDecoder().raw_decode(report[2:])[0]


def test_the_texts_can_be_copied_to_be_edited_and_are_never_overwritten(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then they hold in the package's place, word for word."""
    said(root, capsys, "announce", "2026", *DAY)
    before = {name: (root / "outbox/2026/letters" / name).read_bytes() for name in drafts(root)}
    said(root, capsys, "announce", "2026", "--copy-texts")
    text = root / "data/templates/letters/waiting.md.j2"
    said(root, capsys, "announce", "2026", *DAY)
    after = {name: (root / "outbox/2026/letters" / name).read_bytes() for name in drafts(root)}
    assert after == before
    text.write_text("Subject: Ours\n\nOurs.\n", encoding="utf-8")
    said(root, capsys, "announce", "2026", "--copy-texts")
    assert text.read_text(encoding="utf-8") == "Subject: Ours\n\nOurs.\n"
    assert said(root, capsys, "validate").startswith("0 ")


def test_send_delivers_the_outbox_at_the_rate_asked_for(
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The whole way, from the announcement to the mailbox."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    cert, key = certificate(tmp_path_factory.mktemp("tls"))
    mailbox = Mailbox()
    said(root, capsys, "announce", "2026", *DAY)
    with serving(mailbox, cert, key) as port:
        settings = {"HOST": "localhost", "PORT": str(port), "USER": USER, "PASSWORD": PASSWORD}
        for name, value in settings.items():
            monkeypatch.setenv(f"MENTORING_SMTP_{name}", value)
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        assert said(root, capsys, "send", "2026", *DAY) == "0 3 sent, 0 sent before.\n"
        assert said(root, capsys, "send", "2026", *DAY) == "0 0 sent, 3 sent before.\n"
    assert waits == [3.0, 3.0]
    assert len(mailbox.arrived) == 3
    kinds = [part.get_content_type() for part in mailbox.arrived[1].iter_attachments()]
    assert kinds == ["application/pdf", "text/calendar"]
