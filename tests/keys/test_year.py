"""A year of an encrypted programme, lived by two stewards on two clones; what its host holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import made
from keys.stewards import Machine, machine
from mentoring.keys.secret import HIDDEN
from mentoring.operations.demo.generate import Records, generate, reviewed
from mentoring.operations.git import Repository, objects
from mentoring.people.organisers import Decisions, PairDecision
from tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

COHORT = "2031"
OPEN, MATCHED, MET, LATE = "2031-09-20", "2031-11-04", "2031-12-10", "2032-02-23"
NOTE = "Their letter reminds me of my own first year abroad."
WHY = "They shared an office in the summer school of 2029."
GOAL = "Write to three laboratories in the north"
REASON = "We spoke of this at length in the corridor"
PUBLIC = (
    f"validate --today {LATE}",
    f"status {COHORT} --today {LATE}",
    f"match {COHORT} --resamples 0",
    f"match {COHORT} --format json",
    f"verify {COHORT} --format json",
    f"scores {COHORT} --format json",
    f"progress {COHORT} --format json --today {LATE}",
    f"release {COHORT} applications --today 2031-11-10",
    f"release {COHORT} matching --today 2031-11-10",
    f"retention --today {LATE}",
)
"""What CI and the publishing job run."""


class Year:
    """A year, and everything that was printed on each machine."""

    def __init__(self, folder: Path) -> None:
        self.records = _records()
        self.members = [member.id for member in self.records.roster.members][:2]
        self.who = self.records.mentees[0].id
        self.first = machine(folder, "first")
        self._begin(folder)
        self.second = machine(folder, "second", self.origin)
        self._join()
        self._take_applications()
        self._correct_at_once()
        self._match()
        self._meet()
        self.host = machine(folder, "host", self.origin)
        self._publish()
        self._part()

    def _begin(self, folder: Path) -> None:
        """The key comes before the first commit."""
        one, records = self.first, self.records
        one.write(made.CONFIG, records.cohort, records.roster)
        (one.root / "docs").mkdir()
        (one.root / "docs/index.md").write_text("# A programme\n")
        (one.root / ".gitignore").write_text((ROOT / "template/.gitignore").read_text())
        one(f"keys init {COHORT} --steward {self.members[0]} --today {OPEN}")
        one("keys setup")
        one.commit("Begin")
        self.origin = folder / "origin.git"
        Repository(folder).run("clone", "--quiet", "--bare", str(one.root), str(self.origin))
        one.git("remote", "add", "origin", str(self.origin))

    def _join(self) -> None:
        """The second steward hands over a public key, and the first adds it."""
        public = self.second(f"keys request {COHORT}").splitlines()[-1]
        self.second("keys setup")
        self.first(f"keys add {COHORT} {self.members[1]} {public} --today {OPEN}")
        self.first.send("Add a steward")
        self.second.pull()

    def _take_applications(self) -> None:
        """Each enters half of the people; the second also the reviews and a decision."""
        people, reviews = self.records.applications, self.records.reviews
        self.first.write(*people[::2])
        self.first.send("Take applications")
        self.second.write(*people[1::2])
        noted = [replace(review, note=NOTE) for review in reviews]
        self.second.write(*noted, cohort=COHORT)
        apart = PairDecision(
            mentee=self.who,
            mentor=self.records.applications[-1].id,
            on=self.records.cohort.dates.mentees_close,
            reason=WHY,
        )
        self.second.write(Decisions(cohort=COHORT, forbids=(apart,)))
        self.second.send("Take applications and reviews")
        self.first.pull()

    def _correct_at_once(self) -> None:
        """Both change one person's identity, each another field."""
        for at, field, value in (
            (self.first, "pronouns", "they/them"), (self.second, "country", "Iceland"),
        ):  # fmt: skip
            record = at.programme().edition(COHORT).people[self.who]
            at.write(replace(record, person=replace(record.person, **{field: value})))
        self.first.send("Correct one field")
        self.second.send("Correct another")
        self.first.pull()

    def _match(self) -> None:
        self.first(f"match {COHORT} --resamples 0")
        self.first(f"announce {COHORT} --today {MATCHED}")
        self.first.send("Match and announce")

    def _meet(self) -> None:
        two = self.second
        two.pull()
        mentees = [entry.record.mentee for entry in two.programme().edition(COHORT).pairs]
        for mentee in mentees:
            two(f"pair accept {COHORT} {mentee} --today 2031-11-06")
        two(f"pair log {COHORT} {mentees[0]} --today {MET} --goal", GOAL)
        pair = two.programme().edition(COHORT).pairs[1].record
        [mentorship] = pair.mentorships
        said = (replace(mentorship.history[0], reason=REASON), *mentorship.history[1:])
        two.write(replace(pair, mentorships=(replace(mentorship, history=said),)))
        two.send("Record how pairs begin")
        self.first.pull()

    def _publish(self) -> None:
        """The host's jobs have no key; a steward leaves the receipt of an audit."""
        assert "receipt" in self.host("audit docs", status=2)
        self.first(f"audit docs --today {LATE}")
        self.first.send("Audit the pages")
        self.host.pull()
        self.host("audit docs")
        for command in PUBLIC:
            self.host(command)
        self.host.git("checkout", "--quiet", ".")

    def _part(self) -> None:
        self.first(f"keys remove {COHORT} {self.members[1]} --today {LATE}")
        self.first.send("Part with a steward")
        self.second.pull()


def _records() -> Records:
    """An edition of eight and six, with reviews; the first two of the roster are stewards."""
    records = reviewed(1, generate(1, 8, 6, made.demo_edition(COHORT, pairs=4)))
    members = tuple(
        replace(member, duties=("steward",), applications=(), recused=None)
        if number < 2
        else member
        for number, member in enumerate(records.roster.members)
    )
    return replace(records, roster=replace(records.roster, members=members))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """A year, lived once for all tests of this file."""
    return Year(tmp_path_factory.mktemp("year"))


def secrets(year: Year) -> Iterator[str]:
    """Every name, address, institute and sentence of the people and of those who judge them."""
    for person in year.records.applications:
        yield from (*person.person.names, *person.person.emails, *person.institutes, *person.goals)
        texts = (person.motivation, person.profile and person.profile.text)
        yield from (line for text in texts if text for line in text.splitlines() if line)
        yield from (wish.reason for wish in person.preferences.mentors if wish.reason)
    yield from (member.institute for member in year.records.roster.members)
    yield from (NOTE, WHY, GOAL, REASON, "they/them", "Iceland")


def found_in(text: str, year: Year) -> set[str]:
    """The secrets that a text holds."""
    return {secret for secret in secrets(year) if secret in text}


def test_the_secrets_are_read_with_a_key(year: Year) -> None:
    """The first steward reads all of them, so the other tests would notice them."""
    edition = year.first.programme().edition(COHORT)
    assert edition.is_open
    assert len(set(secrets(year))) > 50
    person = edition.people[year.who].person
    assert (person.pronouns, person.country) == ("they/them", "Iceland")
    assert edition.reviews[0].record.note == NOTE
    assert edition.decisions is not None
    assert edition.decisions.record.forbids[0].reason == WHY
    goals = [goal.goal for entry in edition.pairs for goal in entry.record.latest.goals]
    assert goals == [GOAL]


def test_no_object_of_the_host_holds_a_secret(year: Year) -> None:
    """Neither a blob, nor a tree, nor a commit: packed, loose, reachable or not."""
    everything = list(objects(Repository(year.origin)))
    assert len(everything) > 100
    for each in everything:
        assert not found_in(each.data.decode("utf-8", "replace"), year), each.oid


def test_the_log_of_the_host_holds_no_secret(year: Year) -> None:
    """The differences of all commits, as the host shows them."""
    log = Repository(year.origin).text("log", "-p", "--all", "--stat")
    assert "BEGIN AGE ENCRYPTED FILE" in log
    assert not found_in(log, year)


def test_no_command_without_a_key_prints_a_secret(year: Year) -> None:
    """Reports, summaries and errors of the jobs."""
    assert len(year.host.said) > len(PUBLIC)
    assert not found_in("".join(year.host.said), year)


@pytest.fixture
def pair_of_clones(year: Year, tmp_path: Path) -> tuple[Machine, Machine]:
    """A fresh clone with the first steward's key, and one without any."""
    with_key = machine(tmp_path, "with", year.origin)
    with_key.home = year.first.home
    return with_key, machine(tmp_path, "without", year.origin)


SHUT = "The identities of 14 people are encrypted, and no key at hand opens them.\n"


def test_the_jobs_do_the_same_without_a_key(pair_of_clones: tuple[Machine, Machine]) -> None:
    """They say and write the same to the byte, but say what they could not read."""
    with_key, without = pair_of_clones
    (without.root / _DRAW_KEY).write_text(DRAW_KEY)
    (with_key.root / _DRAW_KEY).write_text(DRAW_KEY)
    for command in PUBLIC:
        said = without(command).replace(SHUT, "")
        assert said == with_key(command).replace(WHY, HIDDEN), command
        assert _written(without) == _written(with_key), command


def _written(at: Machine) -> dict[str, bytes]:
    """Every file of the data and of the public pages."""
    folders = (at.root / folder for folder in ("data", "docs"))
    paths = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(at.root).as_posix(): path.read_bytes() for path in paths}


_DRAW_KEY = Path(f"data/ledgers/{COHORT}/draw-key.yaml")
DRAW_KEY = f"kind: draw-key\ncohort: '{COHORT}'\nkey: '{'5e' * 32}'\n"


@pytest.mark.parametrize(
    "command",
    [
        f"announce {COHORT} --today {LATE} --dry-run",
        f"review assign {COHORT} --dry-run",
        f"review packets {COHORT} --dry-run",
        f"resolve {COHORT}",
        f"profiles {COHORT} --dry-run",
        "institutes",
        "erase {who} --dry-run --yes",
        "export-person {who} --dry-run",
        f"withdraw {COHORT} {{who}} --dry-run",
    ],
)
def test_a_command_that_needs_names_says_so(
    year: Year, pair_of_clones: tuple[Machine, Machine], command: str
) -> None:
    """In one sentence and nothing else, with exit status 2."""
    said = pair_of_clones[1](command.format(who=year.who), status=2)
    assert said == (
        f"Error: This needs names, and no key at hand opens the identities of {COHORT}: "
        f"see `mentoring keys status {COHORT}`.\n"
    )


def test_a_difference_shows_words_to_a_steward(year: Year) -> None:
    """Git's diff asks for the text of both versions."""
    path = f"data/identities/{COHORT}/{year.who}.yaml.age"
    log = year.first.git("log", "-p", "--", path)
    assert "+  country: Iceland" in log
    assert "Iceland" not in year.host.git("log", "-p", "--", path)


def test_what_did_not_change_keeps_its_bytes(pair_of_clones: tuple[Machine, Machine]) -> None:
    """Writing the same records again changes no file."""
    with_key, _ = pair_of_clones
    edition = with_key.programme().edition(COHORT)
    with_key.write(*(entry.record for entry in edition.applications))
    with_key.write(*(entry.record for entry in edition.reviews), cohort=COHORT)
    assert with_key.git("status", "--short") == ""


def test_an_erased_person_is_gone_from_the_encrypted_history(
    year: Year, pair_of_clones: tuple[Machine, Machine]
) -> None:
    """Their files go from every commit, and what others wrote about them is cut out."""
    with_key, _ = pair_of_clones
    said = with_key(f"erase {year.who} --yes --today {LATE}")
    assert "until the edition's key is destroyed" in said
    person = next(one for one in year.records.applications if one.id == year.who).person
    for each in with_key.opened_objects():
        assert person.name.encode() not in each
        assert person.email.encode() not in each
    paths = with_key.git("log", "--all", "--name-only", "--format=")
    assert year.who not in paths
    edition = with_key.programme().edition(COHORT)
    assert year.who not in edition.people
    assert edition.is_open


def test_who_has_left_reads_earlier_commits_alone(year: Year) -> None:
    """And is told apart in the status, which says so."""
    two = year.second
    assert not two.programme().edition(COHORT).is_open
    assert "removed on 2032-02-23: reads earlier commits" in two(f"keys status {COHORT}")
    two.git("checkout", "--quiet", "HEAD~1")
    try:
        assert two.programme().edition(COHORT).is_open
    finally:
        two.git("checkout", "--quiet", "main")
