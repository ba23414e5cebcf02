"""Git merges two branches of an encrypted programme, with the drivers of `keys setup`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from keys.stewards import DAY, FIRST, SECOND, Machine, elsewhere, identity, joined, machine
from mentoring.operations.git import GitError, Repository
from mentoring.store.vault import REGISTER, SEALED_REGISTER

if TYPE_CHECKING:
    from pathlib import Path

KEYS = "data/keys/2031.yaml"


def _clone(at: Machine, folder: Path, name: str) -> Machine:
    """Another steward's clone, with the drivers set up."""
    other = machine(folder, name, at.root)
    other("keys setup")
    return other


def _two_versions(at: Machine, theirs: dict[str, str], ours: dict[str, str]) -> str:
    """The id of a person whom two branches have changed; ours is checked out."""
    at("keys setup")
    who = identity(at).name.partition(".")[0]
    for branch, changes in (("theirs", theirs), ("main", ours)):
        at.git("checkout", "--quiet", *(["-b"] if branch == "theirs" else []), branch)
        record = at.programme().edition("2031").people[who]
        at.write(replace(record, person=replace(record.person, **changes)))  # type: ignore[arg-type]
        at.commit(f"Change {branch}")
    return who


def _conflicts(at: Machine) -> list[str]:
    return at.git("diff", "--name-only", "--diff-filter=U").split()


def _member(at: Machine, steward: str) -> None:
    """Put one more steward into the roster."""
    roster = at.root / "data/roster/2031.yaml"
    text = roster.read_text()
    first = text.index(f"  - id: {FIRST}\n")
    block = text[first : text.index(f"  - id: {SECOND}\n")]
    roster.write_text(text[:first] + block.replace(FIRST, steward) + text[first:])


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_field_that_both_changed_is_a_conflict_that_a_steward_settles(
    sealed: Machine, side: str
) -> None:
    """Git reports it, the file holds both versions in cipher, and `validate` refuses them."""
    theirs, ours = {"country": "Iceland", "pronouns": "they"}, {"country": "Norway"}
    who = _two_versions(sealed, theirs, ours)
    with pytest.raises(GitError):
        sealed.git("merge", "--quiet", "theirs")
    [path] = _conflicts(sealed)
    assert path == f"data/identities/2031/{who}.yaml.age"
    assert b"Norway" not in (sealed.root / path).read_bytes()
    shown = sealed(f"keys show {sealed.root / path}")
    both = "<<<<<<< ours\n  country: Norway\n=======\n  country: Iceland\n>>>>>>> theirs\n"
    assert both in shown
    assert f"{path}: error: two branches" in sealed(f"validate {DAY}", status=1)
    assert "[identity-conflict]" in sealed.said[-1]
    sealed(f"keys take {side} {path}")
    settled = sealed(f"keys show {sealed.root / path}")
    assert f"country: {'Norway' if side == 'ours' else 'Iceland'}\n" in settled
    assert "pronouns: they\n" in settled
    assert "<<<" not in settled
    sealed.commit("Merge")
    sealed(f"validate {DAY}")
    assert "is not an encrypted file with a conflict" in sealed(f"keys take ours {path}", status=2)


def test_different_fields_of_one_person_merge(sealed: Machine) -> None:
    """Without a question."""
    who = _two_versions(sealed, {"country": "Iceland"}, {"pronouns": "they"})
    sealed.git("merge", "--quiet", "--no-edit", "theirs")
    shown = sealed(f"keys show {sealed.root}/data/identities/2031/{who}.yaml.age")
    assert "country: Iceland\n" in shown
    assert "pronouns: they\n" in shown
    sealed(f"validate {DAY}")


def test_without_a_key_a_merge_leaves_both_files_in_conflict(
    sealed: Machine, tmp_path: Path
) -> None:
    """Git reports it, CI finds it, and with a key Git merges it after all."""
    _two_versions(sealed, {"country": "Iceland"}, {"pronouns": "they"})
    nobody = elsewhere(sealed, tmp_path)
    with pytest.raises(GitError):
        nobody.git("merge", "--quiet", "theirs")
    [path] = _conflicts(nobody)
    text = (sealed.root / path).read_text()
    assert text.count("<<<<<<< ours") == text.count(">>>>>>> theirs") >= 1
    assert "[not-encrypted]" in nobody(f"validate {DAY}", status=1)
    assert "git checkout --merge PATH" in nobody.said[-1]
    nobody(f"keys take theirs {path}")
    assert "country: Iceland\n" in sealed(f"keys show {sealed.root / path}")
    sealed.git("checkout", "--merge", path)
    shown = sealed(f"keys show {sealed.root / path}")
    assert "country: Iceland\n" in shown
    assert "pronouns: they\n" in shown


def test_two_clones_that_each_add_a_steward_merge(sealed: Machine, tmp_path: Path) -> None:
    """Each steward who was added reads the names; the key file lists ours before theirs."""
    _member(sealed, "sttwwd")
    other = joined(sealed, tmp_path)
    sealed.commit("Add the second steward")
    second = _clone(sealed, tmp_path, "second")
    second.home = other.home
    sealed("keys setup")
    third, fourth = elsewhere(sealed, tmp_path, "third"), elsewhere(sealed, tmp_path, "fourth")
    sealed(f"keys add 2031 sttwwd {third('keys request 2031').splitlines()[-1]} {DAY}")
    sealed.commit("Add a third steward")
    second(f"keys add 2031 {FIRST} {fourth('keys request 2031').splitlines()[-1]} {DAY}")
    second.commit("Add a second key of the first steward")
    second.pull()
    for key in (sealed, other, third, fourth):
        reader = Machine(root=second.root, home=key.home)
        reader("resolve 2031")
        reader(f"validate {DAY}")
    assert second.git("status", "--porcelain") == ""
    keys = second.programme().edition("2031").keys
    assert keys
    holders = [holder.steward for holder in keys.record.stewards]
    assert holders == [FIRST, SECOND, FIRST, "sttwwd"]


def test_an_addition_beside_a_removal_is_a_conflict(sealed: Machine, tmp_path: Path) -> None:
    """The steward who was removed had the key with which the other branch was written."""
    _member(sealed, "sttwwd")
    gone = joined(sealed, tmp_path)
    sealed.commit("Add the second steward")
    sealed("keys setup")
    sealed.git("checkout", "--quiet", "-b", "theirs")
    third = elsewhere(sealed, tmp_path, "third")
    public = gone("keys request 2031").splitlines()[-1]
    gone(f"keys add 2031 sttwwd {public} {DAY}")
    sealed.commit("Add a third steward, they say")
    sealed.git("checkout", "--quiet", "main")
    sealed(f"keys remove 2031 {SECOND} {DAY}")
    sealed.commit("Remove the second steward")
    with pytest.raises(GitError):
        sealed.git("merge", "--quiet", "theirs")
    assert _conflicts(sealed) == [KEYS]
    sealed.git("checkout", "--ours", KEYS)
    sealed(f"keys add 2031 sttwwd {third('keys request 2031').splitlines()[-1]} {DAY}")
    sealed.commit("Merge")
    sealed(f"validate {DAY}")
    third("resolve 2031")
    gone("resolve 2031", status=2)


def test_two_removals_end_with_a_key_that_neither_has(sealed: Machine, tmp_path: Path) -> None:
    """Each had the new key of the branch that removed the other."""
    _member(sealed, "sttwwd")
    homes = {SECOND: joined(sealed, tmp_path), "sttwwd": elsewhere(sealed, tmp_path, "third")}
    public = homes["sttwwd"]("keys request 2031").splitlines()[-1]
    sealed(f"keys add 2031 sttwwd {public} {DAY}")
    sealed.commit("Add two stewards")
    sealed("keys setup")
    for branch, steward in (("theirs", SECOND), ("main", "sttwwd")):
        sealed.git("checkout", "--quiet", *(["-b"] if branch == "theirs" else []), branch)
        sealed(f"keys remove 2031 {steward} {DAY}")
        sealed.commit(f"Remove {steward}")
    with pytest.raises(GitError):  # each branch has encrypted every identity anew
        sealed.git("merge", "--quiet", "theirs")
    assert KEYS not in _conflicts(sealed)
    sealed.git("checkout", "--merge", "data/identities")
    plain = [path for path in _conflicts(sealed) if not path.endswith(".age")]
    sealed.git("checkout", "--ours", *plain)  # their tags and texts are encrypted again
    sealed(f"keys init 2031 {DAY}")
    sealed.commit("Merge")
    sealed(f"validate {DAY}")
    for home in homes.values():
        home("resolve 2031", status=2)


def test_a_key_that_was_smuggled_in_is_not_merged(sealed: Machine, tmp_path: Path) -> None:
    """A branch whose key file was written without the edition's key is a conflict."""
    sealed("keys setup")
    copy = _clone(sealed, tmp_path, "copy")
    spy = elsewhere(copy, tmp_path, "spy")
    public = spy("keys request 2031").splitlines()[-1]
    path = copy.root / KEYS
    added = f"  - steward: {SECOND}\n    recipient: {public}\n    since: 2031-11-01\n"
    path.write_text(path.read_text() + added)
    copy.commit("Smuggle a key in")
    joined(sealed, tmp_path)
    sealed.commit("Add the second steward")
    with pytest.raises(GitError):
        sealed.git("pull", "--quiet", "--no-rebase", "--no-edit", str(copy.root), "main")
    assert _conflicts(sealed) == [KEYS]
    spy("resolve 2031", status=2)
    sealed.git("checkout", "--ours", KEYS)
    sealed("resolve 2031")


def test_key_files_merge_later_where_the_drivers_were_missing(
    sealed: Machine, tmp_path: Path
) -> None:
    """The message says how."""
    copy = machine(tmp_path, "copy", sealed.root)
    copy.home = sealed.home
    other = elsewhere(sealed, tmp_path, "other")
    copy(f"keys add 2031 {SECOND} {other('keys request 2031').splitlines()[-1]} {DAY}")
    copy.commit("Add the second steward")
    again = elsewhere(sealed, tmp_path, "again")
    sealed(f"keys add 2031 {SECOND} {again('keys request 2031').splitlines()[-1]} {DAY}")
    sealed.commit("Add another key of theirs")
    with pytest.raises(GitError):
        Repository(copy.root).run("pull", "--quiet", "--no-rebase", "--no-edit")
    assert f"git checkout --merge {KEYS}" in copy("keys status 2031", status=2)
    copy("keys setup")
    copy.git("checkout", "--merge", KEYS)
    copy(f"validate {DAY}")
    assert copy("keys status 2031").count(SECOND) == 2


def test_two_registers_of_institutes_merge_or_are_a_conflict(plain: Machine) -> None:
    """As with identities: what differs is between marks, encrypted."""
    register = "institutes:\n  - name: Institute T\n    aliases: [{}]\n"
    (plain.root / REGISTER).write_text(register.format("T"))
    plain(f"keys init 2031 --steward {FIRST} {DAY}")
    plain.commit("Begin")
    plain("keys setup")
    for branch, alias in (("theirs", "Inst. T"), ("main", "T Inst.")):
        plain.git("checkout", "--quiet", *(["-b"] if branch == "theirs" else []), branch)
        plain.write_register(register.format(alias))
        plain.commit(f"Change {branch}")
    with pytest.raises(GitError):
        plain.git("merge", "--quiet", "theirs")
    path = SEALED_REGISTER
    assert _conflicts(plain) == [path]
    plain(f"keys take theirs {path}")
    assert plain(f"keys show {plain.root / path}") == register.format("Inst. T")
    plain("institutes")
