"""What goes wrong or is done on purpose: damaged keys, forged files, a clone without a key."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pyrage
import pytest

from keys.stewards import DAY, FIRST, SECOND, Machine, data, elsewhere, identity, joined, machine
from mentoring.errors import MentoringError
from mentoring.keys import age
from mentoring.keys.secret import decoded, new_secret

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there is no private key in it"),
        ("hello", "there is no private key in it"),
        ("AGE-SECRET-KEY-1ABC\n", "A private key is damaged"),
    ],
)
def test_a_file_without_a_usable_key_is_named(
    sealed: Machine, tmp_path: Path, text: str, says: str
) -> None:
    """Given by its name, as the only file in the folder, and in the environment."""
    [own] = sealed.home.rglob("*.key")
    own.write_text(text)
    nobody = elsewhere(sealed, tmp_path)
    for said in (
        sealed("resolve 2031", status=2), nobody(f"--key {own} resolve 2031", status=2),
    ):  # fmt: skip
        assert said.startswith(f"Error: {own}: {says}")
    nobody.key = text or "-"
    assert nobody("resolve 2031", status=2).startswith("Error: MENTORING_KEY: ")


def test_an_ssh_key_with_a_passphrase_is_refused(sealed: Machine, tmp_path: Path) -> None:
    """In one sentence that names the file."""
    ssh = tmp_path / "id"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", ssh]
    subprocess.run(command, check=True)
    said = elsewhere(sealed, tmp_path)(f"--key {ssh} resolve 2031", status=2)
    assert said.startswith(f"Error: {ssh}: An SSH key cannot be used")


def test_a_key_file_that_cannot_be_read_is_named(sealed: Machine) -> None:
    """Such as a link that leads nowhere."""
    [own] = sealed.home.rglob("*.key")
    own.unlink()
    own.symlink_to("nowhere")
    assert sealed("resolve 2031", status=2).startswith(f"Error: {own}: ")


def test_destroying_a_key_keeps_the_others_of_its_file(sealed: Machine) -> None:
    """A steward may keep the keys of several editions in one file."""
    [own] = sealed.home.rglob("*.key")
    other = age.new_key()
    own.write_text(f"# 2030\n{other}\n# 2031\n{own.read_text()}")
    sealed(f"keys destroy 2031 {DAY}")
    assert age.secrets(own.read_text()) == [other]


def test_a_secret_is_not_shown_where_objects_are() -> None:
    """A traceback or a debugger shows no key."""
    assert "AGE-SECRET" not in repr(new_secret())


@pytest.mark.parametrize("damage", ["A", "AAAA", "QUJD"])
def test_a_damaged_text_is_a_problem_and_no_fault(sealed: Machine, damage: str) -> None:
    """It is Base64 of nothing, or none at all."""
    roster = sealed.root / "data/roster/2031.yaml"
    before = roster.read_text()
    first = before[before.index("age:") :].split()[0]
    roster.write_text(before.replace(first, f"age:bcdfghjkmn:{damage}", 1))
    assert "[text-closed]" in sealed(f"validate {DAY}", status=1)


def test_an_identity_that_no_key_of_the_edition_opens_is_a_problem(
    sealed: Machine, tmp_path: Path
) -> None:
    """For another key, cut short, or no text: a steward is told, and nobody overwrites it."""
    path, keys = identity(sealed), (sealed.root / "data/keys/2031.yaml").read_text()
    recipient = pyrage.x25519.Recipient.from_str(keys.split("recipient: ")[1].split()[0])
    whole = path.read_bytes()
    for forged in (
        age.encrypt("name: nobody\n", [age.public(age.new_key())]),
        whole.replace(b"a", b"b"),
        pyrage.encrypt(b"\xff\xfe", [recipient], armored=True),
    ):
        path.write_bytes(forged)
        assert "[identity-closed]" in sealed(f"validate {DAY}", status=1)
        elsewhere(sealed, tmp_path)(f"validate {DAY}")
    assert "no key at hand opens" in sealed("keys init 2031", status=2)
    assert path.read_bytes() == forged


def test_a_missing_or_broken_key_file_does_not_turn_encryption_off(
    sealed: Machine, tmp_path: Path
) -> None:
    """What is written meanwhile would be in plain text."""
    path, who = sealed.root / "data/keys/2031.yaml", identity(sealed).name.partition(".")[0]
    text, before = path.read_text(), data(sealed)
    for broken in (None, "", "cohort: [\n", f"<<<<<<< ours\n{text}>>>>>>> theirs\n"):
        path.unlink(missing_ok=True)
        if broken is not None:
            path.write_text(broken)
        nobody = elsewhere(sealed, tmp_path)
        assert "data/keys/2031.yaml" in nobody(f"validate {DAY}", status=1)
        said = sealed("keys status 2031", status=2)
        assert "data/keys/2031.yaml" in said
        sealed("new 2032 --from 2031", status=2)
        sealed(f"correct 2031 {who} person.country=Iceland {DAY}", status=1)
        after = data(sealed)
        after["data/keys/2031.yaml"] = before["data/keys/2031.yaml"]
        assert after == before


def test_a_text_written_by_hand_is_a_problem_until_it_is_encrypted(
    sealed: Machine, tmp_path: Path
) -> None:
    """Decisions are written by hand, and the host must not read their reasons."""
    path = sealed.root / "data/decisions/2031.yaml"
    text = path.read_text()
    sealed_reason = text[text.index("age:") :].split()[0]
    path.write_text(text.replace(sealed_reason, "They share an office", 1))
    for at in (sealed, elsewhere(sealed, tmp_path)):
        assert "[text-plain]" in at(f"validate {DAY}", status=1)
    sealed("keys init 2031")
    assert "office" not in path.read_text()
    sealed(f"validate {DAY}")


def test_what_comes_back_under_an_earlier_key_is_encrypted_again(
    sealed: Machine, tmp_path: Path
) -> None:
    """From a branch that was begun before a steward was removed, who could read it."""
    joined(sealed, tmp_path)
    who = identity(sealed).name.partition(".")[0]
    paths = (
        sealed.root / f"data/applications/2031/{who}.yaml",
        identity(sealed),
        sealed.root / "data/roster/2031.yaml",
    )
    before = [path.read_bytes() for path in paths]
    sealed(f"keys remove 2031 {SECOND} {DAY}")
    after = data(sealed)
    for path, old in zip(paths, before, strict=True):
        path.write_bytes(old)
    said = sealed(f"validate {DAY}", status=1)
    for code in ("identity-old-key", "text-old-key", "sealed-differs"):
        assert f"[{code}]" in said
    sealed("keys init 2031")
    sealed(f"validate {DAY}")
    changed = {path for path, now in data(sealed).items() if now != after[path]}
    assert changed == {path.relative_to(sealed.root).as_posix() for path in paths[1:]}


@pytest.mark.parametrize(
    "command",
    ["correct 2031 {who} person.country=Norway", "new 2032 --from 2031", "review assign 2031"],
)
def test_what_needs_names_says_so(sealed: Machine, tmp_path: Path, command: str) -> None:
    """Nothing is written, not even what stands for the texts."""
    nobody, before = elsewhere(sealed, tmp_path), data(sealed)
    who = identity(sealed).name.partition(".")[0]
    said = nobody(command.format(who=who), status=2)
    assert said.startswith("Error: This needs names")
    assert "`mentoring keys status 2031`" in said
    assert data(sealed) == before


def test_an_application_that_no_key_opens_has_its_tags(plain: Machine, tmp_path: Path) -> None:
    """Without a key, each of a person's institutes is a tag: equal ones are known as equal."""
    path = min((plain.root / "data/identities/2031").iterdir())
    path.write_text(path.read_text() + "other_institutes: [Second Institute]\n")
    plain(f"keys init 2031 --steward {FIRST} {DAY}")
    opened = plain.programme().edition("2031").people
    closed = elsewhere(plain, tmp_path).programme().edition("2031").people
    assert len(opened[path.stem].institutes) == 2
    for who, person in closed.items():
        assert person.sealed
        assert person.institutes == person.sealed.institutes == opened[who].sealed.institutes


def test_what_a_merge_without_the_driver_leaves_is_a_problem(
    sealed: Machine, tmp_path: Path
) -> None:
    """Git's own marks in an encrypted file are found without a key, too."""
    path = identity(sealed)
    first, rest = path.read_text().split("\n", 1)
    path.write_text(f"{first}\n<<<<<<< HEAD\n{rest}")
    assert "[not-encrypted]" in elsewhere(sealed, tmp_path)(f"validate {DAY}", status=1)


def test_the_log_goes_on_where_no_key_opens_a_version(sealed: Machine, tmp_path: Path) -> None:
    """As in the clone of a steward who was removed; Git stops if a driver fails."""
    nobody = elsewhere(sealed, tmp_path)
    nobody("keys setup")
    path = identity(sealed)
    assert "BEGIN AGE ENCRYPTED FILE" in nobody.git("log", "-p", "--", str(path))
    said = nobody(f"keys show {path}", status=2)
    assert said == (
        "Error: This needs names, and no key at hand opens the identities: see `mentoring keys "
        "status C`.\n"
    )


def test_the_drivers_run_no_code_of_the_repository(sealed: Machine) -> None:
    """A pull request may bring a file that is named like a module."""
    sealed("keys setup")
    path, trap = identity(sealed), sealed.root / "trapped"
    (sealed.root / "click.py").write_text(f"open({str(trap)!r}, 'w').close()\n")
    assert "+person:" in sealed.git("log", "-p", "--", str(path))
    assert not trap.exists()


def payload(encrypted: bytes) -> int:
    """The length of what follows age's header, which is the length of the text and a constant."""
    if encrypted.startswith(age.ARMOUR):
        encrypted = base64.b64decode(b"".join(encrypted.split(b"\n")[1:-2]))
    return len(encrypted[encrypted.index(b"\n--- ") + 1 :].partition(b"\n")[2])


def test_lengths_say_little(sealed: Machine) -> None:
    """Who knows the institutes of a field could tell them by the lengths of their names."""
    secret = new_secret()
    short, long = (secret.seal_text(text) for text in ("CERN", "b" * 64))
    assert secret.open(decoded(short.split(":")[2])) == "CERN"
    assert secret.open(decoded(long.split(":")[2])) == "b" * 64
    assert len({payload(base64.b64decode(text.split(":")[2])) for text in (short, long)}) == 1
    identities = (sealed.root / "data/identities/2031").iterdir()
    assert {payload(path.read_bytes()) % 512 for path in identities} == {32}
    assert secret.open(secret.seal("name: Zoë\n")) == "name: Zoë\n"


def test_destroying_again_deletes_what_a_kill_left(sealed: Machine) -> None:
    """The record came first, and the private key was still there."""
    [own] = sealed.home.rglob("*.key")
    text = own.read_text()
    sealed(f"keys destroy 2031 {DAY}")
    before = data(sealed)
    own.write_text(text)
    assert f"deleted {own}" in sealed(f"keys destroy 2031 {DAY}")
    assert data(sealed) == before


def test_a_deleted_key_is_named_even_if_the_report_fails(
    sealed: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be had again, so it is named before anything else is read."""

    def stopped(_: Path) -> None:
        raise MentoringError("The disk is gone.")

    monkeypatch.setattr("mentoring.cli.commands.keys.load", stopped)
    [own] = sealed.home.rglob("*.key")
    said = sealed(f"keys destroy 2031 {DAY}", status=None)
    assert "The disk is gone." in said
    assert f"deleted {own}\n" in said
    assert not own.exists()


def test_a_key_that_is_elsewhere_is_not_said_to_be_deleted(sealed: Machine, tmp_path: Path) -> None:
    """Such as one in the environment; what is recorded is the steward's word."""
    [own] = sealed.home.rglob("*.key")
    nobody = elsewhere(sealed, tmp_path)
    nobody.key = own.read_text()
    said = " ".join(nobody(f"keys destroy 2031 {DAY}").split())
    assert "as long as it exists, copies can be read" in said
    assert "If no copy of a key is left" in said
    assert own.exists()


def test_who_encrypts_can_read_it(plain: Machine) -> None:
    """Otherwise the names would be lost at once."""
    before, key = data(plain), age.new_key()
    command = f"keys init 2031 --steward {FIRST} --recipient {age.public(key)} {DAY}"
    assert "No private key at hand" in plain(command, status=2)
    assert data(plain) == before
    plain.key = key
    plain(command)
    assert not list(plain.home.rglob("*.key"))
    plain(f"validate {DAY}")


def test_the_roster_of_the_next_edition_is_encrypted_before_it_is_committed(
    sealed: Machine,
) -> None:
    """It is copied in plain text, since the edition has no key yet."""
    config = sealed.root / "data/programme.yaml"
    config.write_text(f"{config.read_text()}encrypted: true\n")
    said = sealed("new 2032 --from 2031")
    assert "mentoring keys init 2032" in said
    assert "[keys-missing]" in sealed(f"validate {DAY}", status=1)
    sealed(f"keys init 2032 --steward {FIRST} {DAY}")
    assert "Institute T" not in (sealed.root / "data/roster/2032.yaml").read_text()
    sealed(f"validate {DAY}")


LATE = "--today 2033-03-01"


def test_keys_are_destroyed_after_retention(sealed: Machine, tmp_path: Path) -> None:
    """The last step: the key file still says whose keys open copies of the edition."""
    other = joined(sealed, tmp_path)
    sealed(f"keys remove 2031 {SECOND} {DAY}")
    sealed.commit("Remove a steward")
    copy = machine(tmp_path, "copy", sealed.root)
    copy.home = sealed.home
    assert "keys destroy 2031" in sealed(f"retention --apply {LATE}")
    assert not list((sealed.root / "data").glob("identities/2031/*"))
    assert f"with the keys of: {SECOND}" in sealed(f"keys destroy 2031 {LATE}")
    assert "in any copy" in other(f"keys destroy 2031 {LATE}")
    sealed(f"validate {LATE}")
    assert not copy.programme().edition("2031").is_open


def test_retention_works_when_the_key_was_destroyed_first(sealed: Machine) -> None:
    """No one can read the names then, so the files go by their places."""
    sealed(f"keys destroy 2031 {DAY}")
    sealed.commit("Destroy the key")
    sealed(f"retention --apply {LATE}")
    assert not list((sealed.root / "data").glob("identities/2031/*"))
    sealed(f"validate {LATE}")
    assert "is destroyed" in sealed("keys status 2031")


@pytest.mark.parametrize("place", ["edition", "holder", "another"])
def test_a_public_key_that_is_smuggled_in_gets_nothing(
    sealed: Machine, tmp_path: Path, place: str
) -> None:
    """In place of the edition's, of a steward's, or as one more steward's."""
    joined(sealed, tmp_path)
    path, thief = sealed.root / "data/keys/2031.yaml", age.public(age.new_key())
    text = path.read_text()
    own = [line.split()[-1] for line in text.splitlines() if "recipient:" in line]
    more = f"  - steward: {SECOND}\n    recipient: {thief}\n    since: 2031-11-01\n"
    path.write_text(
        text + more if place == "another" else text.replace(own[place == "holder"], thief)
    )
    forged = path.read_text()
    assert forged != text
    assert "[keys-differ]" in sealed(f"validate {DAY}", status=1)
    for command in (
        f"keys add 2031 {FIRST} {age.public(age.new_key())} {DAY}",
        f"keys remove 2031 {SECOND} {DAY}",
        f"keys destroy 2031 --steward {FIRST} {DAY}",
    ):
        assert "other public keys" in sealed(command, status=2)
    assert path.read_text() == forged


def test_the_register_is_not_encrypted_for_a_key_that_is_smuggled_in(sealed: Machine) -> None:
    """Only for editions that a key at hand opens."""
    register = sealed.root / "data/institutes.yaml"
    register.write_text("institutes:\n  - name: Institute T\n    aliases: [Inst. of T]\n")
    assert "[register-plain]" in sealed(f"validate {DAY}", status=1)
    path, thief = sealed.root / "data/keys/2031.yaml", age.new_key()
    recipient = next(line for line in path.read_text().splitlines() if "recipient:" in line)
    path.write_text(path.read_text().replace(recipient, f"recipient: {age.public(thief)}", 1))
    sealed("institutes --write")
    there = register.with_suffix(".yaml.age").read_bytes()
    assert age.decrypt(there, age.private_keys(thief)) is None
    assert b"Inst. of T" not in there


def test_a_private_key_that_others_may_read_is_told(sealed: Machine) -> None:
    """And used all the same: the command that is wanted runs."""
    [own] = sealed.home.rglob("*.key")
    assert "chmod" not in sealed("resolve 2031")
    own.chmod(0o644)
    assert f"chmod 600 {own}" in sealed("resolve 2031")


KILLED = """
import os, signal, sys
from mentoring.cli.boundary import run
left = [int(sys.argv.pop(1))]
def watch(event, _):
    if event == "os.rename":
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
sys.exit(run(sys.argv[1:]))
"""
"""Runs a command, and is killed before it puts the given number of a file in place."""


def _status(at: Machine, command: str, number: int = 0) -> int:
    """The status of a command of keys, killed before it puts the given file in place, if any."""
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(number), "-C", at.root, "keys", *command.split()],
        env={**os.environ, "XDG_CONFIG_HOME": str(at.home), "MENTORING_KEY": ""},
        check=False,
    ).returncode


@pytest.mark.parametrize("number", [1, 2, 9, 20])
@pytest.mark.parametrize(
    "command", [f"init 2031 --steward {FIRST} {DAY}", f"remove 2031 {SECOND} {DAY}", "open 2031"]
)
def test_what_a_kill_cut_short_is_finished_by_the_next_command(
    plain: Machine, tmp_path: Path, command: str, number: int
) -> None:
    """Nothing is half in plain text afterwards, and every name can be read."""
    if not command.startswith("init"):
        plain(f"keys init 2031 --steward {FIRST} {DAY}")
        joined(plain, tmp_path)
    assert _status(plain, command, number) == -signal.SIGKILL
    if (plain.root / ".git/mentoring-plan").exists():
        said = plain(f"validate {DAY}", status=1)
        assert "a command was interrupted while it wrote this and other files: mentoring" in said
        assert said.endswith("files checked: 1 error, 0 warnings.\n")
        for word in ("keys status", "verify", "resolve"):
            assert "the history" not in plain(f"{word} 2031", status=None)
    else:
        assert "editor" not in plain(f"validate {DAY}")
    assert _status(plain, command) in {0, 2}  # 2 if it finds that all is done already
    plain(f"validate {DAY}")
    edition = plain.programme().edition("2031")
    assert len(edition.names) == len(edition.applications) > 0
    kinds = {path.suffix for path in (plain.root / "data/identities/2031").iterdir()}
    assert kinds == ({".age"} if edition.keys else {".yaml"})
    assert not list(plain.root.rglob("*.tmp"))


def test_a_steward_with_a_key_is_removed_before_they_are_erased(
    sealed: Machine, tmp_path: Path
) -> None:
    """The key file would otherwise no longer say who can read the edition."""
    joined(sealed, tmp_path)
    sealed.commit("Add a steward")
    assert f"keys remove 2031 {SECOND}" in sealed(f"erase {SECOND} --yes {DAY}", status=2)
    sealed(f"keys remove 2031 {SECOND} {DAY}")
    sealed.commit("Remove a steward")
    sealed(f"erase {SECOND} --yes {DAY}")
    sealed(f"validate {DAY}")
