"""Keys are made, handed on, taken away and destroyed; each command says what holds afterwards."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

from keys.stewards import DAY, FIRST, SECOND, Machine, data, elsewhere, identity, joined
from mentoring.operations.git import Repository

if TYPE_CHECKING:
    from pathlib import Path


def test_there_and_back_is_the_same_to_the_byte(plain: Machine) -> None:
    """Nothing is lost: comments, order and layout of every record."""
    before = data(plain)
    plain(f"keys init 2031 --steward {FIRST} {DAY}")
    assert not [path for path in data(plain) if "/identities/" in path and path.endswith(".yaml")]
    personal = (text for path, text in data(plain).items() if path.count("/") > 2)
    assert b"@example.org" not in b"".join(personal)
    plain(f"validate {DAY}")
    plain("keys open 2031")
    assert data(plain) == before


def test_a_second_run_encrypts_only_what_is_in_plain_text(sealed: Machine) -> None:
    """Such as a file that came back from an earlier commit."""
    before, path = data(sealed), identity(sealed)
    text = sealed(f"keys show {path}")
    sealed("keys init 2031")
    assert data(sealed) == before
    path.unlink()
    path.with_suffix("").write_text(text)
    said = sealed(f"validate {DAY}", status=1)
    assert "[identity-plain]" in said
    assert "`mentoring keys init 2031`" in said
    sealed("keys init 2031")
    after = data(sealed)
    assert after.keys() == before.keys()
    changed = {name for name in after if before[name] != after[name]}
    assert changed == {path.relative_to(sealed.root).as_posix()}


def test_the_private_key_is_outside_of_the_repository(plain: Machine) -> None:
    """Readable by its owner alone; a folder inside of the repository is refused."""
    plain.home = plain.root / "config"
    said = plain(f"keys init 2031 --steward {FIRST} {DAY}", status=1)
    assert "inside of the repository" in said
    assert not (plain.root / "data/keys").exists()
    plain.home = plain.root.parent / "home"
    plain(f"keys init 2031 --steward {FIRST} {DAY}")
    [key] = plain.home.rglob("*.key")
    assert key.stat().st_mode & 0o077 == 0
    assert key.read_text().startswith("AGE-SECRET-KEY-1")


def test_only_a_steward_of_the_roster_gets_a_key(plain: Machine) -> None:
    """A reviewer gets packets instead."""
    said = plain(f"keys init 2031 --steward zzzzzz {DAY}", status=2)
    assert "zzzzzz is not a steward in data/roster/2031.yaml" in said


def test_a_key_may_be_in_a_file_or_in_the_environment(sealed: Machine, tmp_path: Path) -> None:
    """For jobs that write letters, and for keys on a stick."""
    [key] = sealed.home.rglob("*.key")
    nobody = elsewhere(sealed, tmp_path)
    nobody("resolve 2031", status=2)
    nobody(f"--key {key} resolve 2031")
    nobody.key = key.read_text()
    nobody("resolve 2031")
    nobody.key = "not a key"
    nobody("resolve 2031", status=2)


def test_an_ssh_key_serves_and_its_limit_is_told(sealed: Machine, tmp_path: Path) -> None:
    """Its comment, which may be an address, is not stored."""
    ssh = tmp_path / "id"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "s@host", "-f", ssh]
    subprocess.run(command, check=True)
    public = ssh.with_suffix(".pub").read_text().strip()
    said = sealed(f"keys add 2031 {SECOND}", public, *DAY.split())
    assert "as long as the key of" in " ".join(said.split())
    assert b"s@host" not in b"".join(data(sealed).values())
    other = elsewhere(sealed, tmp_path)
    other(f"--key {ssh} resolve 2031")
    other(f"--key {ssh} keys destroy 2031 --dry-run {DAY}")  # it tells whose it is
    assert "used an SSH key" in sealed(f"keys destroy 2031 {DAY}")


def test_a_wrong_public_key_is_refused(sealed: Machine) -> None:
    """Before anything is encrypted for it."""
    assert "is not a public key" in sealed(f"keys add 2031 {SECOND} age1abc {DAY}", status=2)


def test_the_last_key_is_not_removed(sealed: Machine) -> None:
    """There would be no steward who reads anything."""
    assert "only steward" in sealed(f"keys remove 2031 {FIRST} {DAY}", status=2)


def test_removing_a_steward_encrypts_everything_anew(sealed: Machine, tmp_path: Path) -> None:
    """With another key of the edition, so that the tags of institutes change as well."""
    other = joined(sealed, tmp_path)
    other("resolve 2031")
    before = data(sealed)
    said = sealed(f"keys remove 2031 {SECOND} {DAY}")
    assert "can still read every earlier commit" in " ".join(said.split())
    after = data(sealed)
    changed = {path for path in after if before[path] != after[path]}
    assert {path for path in after if "/identities/" in path or "/applications/" in path} <= changed
    other("resolve 2031", status=2)
    sealed("resolve 2031")
    sealed(f"validate {DAY}")


def test_a_destroyed_key_opens_no_copy(sealed: Machine, tmp_path: Path) -> None:
    """Neither the work tree nor an earlier commit, of this clone or of one made before."""
    copy = tmp_path / "copy"
    Repository(tmp_path).run("clone", "--quiet", str(sealed.root), str(copy))
    [key] = sealed.home.rglob("*.key")
    said = sealed(f"keys destroy 2031 {DAY}")
    assert "cannot be read again, in any copy" in said
    assert not key.exists()
    assert "is destroyed" in sealed("keys status 2031")
    assert not Machine(root=copy, home=sealed.home).programme().edition("2031").is_open
    sealed(f"validate {DAY}")
    sealed("resolve 2031", status=2)


def test_as_long_as_one_steward_has_a_key_it_says_so(sealed: Machine, tmp_path: Path) -> None:
    """Each steward destroys their own."""
    other = joined(sealed, tmp_path)
    assert f"with the keys of: {SECOND}" in sealed(f"keys destroy 2031 {DAY}")
    other("resolve 2031")
    assert "in any copy" in other(f"keys destroy 2031 {DAY}")


def test_the_status_is_for_programs_too(sealed: Machine, tmp_path: Path) -> None:
    """With the public keys, and whether a key at hand opens the edition."""
    found = json.loads(sealed("keys status 2031 --format json"))
    assert (found["encrypted"], found["open"], found["destroyed"]) == (True, True, False)
    assert [holder["steward"] for holder in found["stewards"]] == [FIRST]
    assert not json.loads(elsewhere(sealed, tmp_path)("keys status 2031 --format json"))["open"]


def test_what_is_no_longer_armoured_is_named(sealed: Machine, tmp_path: Path) -> None:
    """Also where no key is at hand: CI finds a broken file."""
    identity(sealed).write_text("name: nobody\n")
    for at in (sealed, elsewhere(sealed, tmp_path)):
        assert "[not-encrypted]" in at(f"validate {DAY}", status=1)


def test_the_register_of_institutes_is_encrypted_too(plain: Machine, tmp_path: Path) -> None:
    """It holds names and their spellings; the first steward still merges two of them."""
    register = plain.root / "data/institutes.yaml"
    register.write_text("institutes:\n  - name: Institute T\n    aliases: [Inst. of T]\n")
    plain(f"keys init 2031 --steward {FIRST} {DAY}")
    assert not register.exists()
    assert b"Inst. of T" not in b"".join(data(plain).values())
    plain("institutes --write")
    elsewhere(plain, tmp_path)("institutes", status=2)
    plain(f"validate {DAY}")
    elsewhere(plain, tmp_path)(f"validate {DAY}")
    plain("keys open 2031")
    assert "Inst. of T" in register.read_text()


def test_a_folder_without_git_is_encrypted_too(plain: Machine) -> None:
    """There is nothing to tell Git about."""
    shutil.rmtree(plain.root / ".git")
    plain(f"keys init 2031 --steward {FIRST} {DAY}")
    assert not (plain.root / ".gitattributes").exists()
    plain(f"validate {DAY}")
