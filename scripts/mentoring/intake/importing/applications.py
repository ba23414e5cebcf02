"""Applications from the rows of an export: new ones, changed ones, and each row's outcome."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mentoring.intake.forms.fields import Plain, differing
from mentoring.intake.importing.context import Import, Imported, Outcome, Verdict, refused
from mentoring.intake.importing.people_index import PeopleIndex
from mentoring.intake.importing.submissions import Submission, by_applicant, drafted, merged
from mentoring.intake.reading.answers import Answers
from mentoring.people.application import Application, ApplicationStatus, Change
from mentoring.problems import Problem, did_you_mean
from mentoring.store.entry import from_plain

WISHES = "preferences.mentors."


def imported(rows: Iterable[Answers], given: Import, advance: Callable[[int], None]) -> Imported:
    """The applications that these rows create or change; reports progress to `advance`."""
    people = given.edition.people.values()
    applicants = {submissions[0].id: submissions for submissions in by_applicant(rows, given)}
    known, new = PeopleIndex(people), dict[str, str]()
    for person, (first, *_) in applicants.items():
        values = first.answers.values
        known.add(person, str(values.get("person.name", "")), values["person.email"])
        if first.before is None:
            new[person] = f"row {first.answers.row}"
    importer = _Importer(known=known, given=given, new=new)
    records: list[Application] = []
    outcomes: list[Outcome] = []
    for submissions in applicants.values():
        record, found = importer.applied(submissions)
        records += [record] if record else []
        outcomes += found
        advance(len(submissions))
    for earlier in (person for person in people if person.id not in applicants):
        meant, left = known.resolved(earlier.person.unresolved, earlier.person.email)
        if meant:  # some of their unresolved names are now known
            conflicts = tuple(sorted({*earlier.conflicts, *meant}))
            identity = replace(earlier.person, unresolved=left)
            records.append(replace(earlier, conflicts=conflicts, person=identity))
    return records, outcomes


@dataclass(frozen=True, kw_only=True)
class _Importer:
    """What is the same for all rows. `new` has the rows of people who get a new id."""

    known: PeopleIndex
    given: Import
    new: Mapping[str, str]

    def applied(self, sent: Sequence[Submission]) -> tuple[Application | None, list[Outcome]]:
        """An application by its first row that is not refused, and the outcome of each row."""
        outcomes: list[Outcome] = []
        for number, submission in enumerate(sent, start=1):
            draft = drafted(submission, self.given, self.known)
            if problems := self._problems(submission, draft):
                outcomes.append(refused(submission.answers.row, problems))
                continue
            record, outcome = self._outcome(submission, draft)
            why, rows = f"by row {outcome.row}", (each.answers.row for each in sent[number:])
            superseded = replace(outcome, verdict="superseded", fields=(), reason=why)
            return record, [*outcomes, outcome, *(replace(superseded, row=row) for row in rows)]
        return None, outcomes

    def _problems(self, submission: Submission, draft: Plain) -> list[Problem]:
        """Why the row is refused; notices and codes are looked up if the schema takes the rest."""
        row, values = submission.answers.row, submission.answers.values
        about, notices = self.given.problem, self.given.notices
        wishes = [name.rpartition(".") for name in values if name.startswith(WISHES)]
        found = [
            about(row, f"{wish}.reason", "profile-missing")
            for wish, _, part in wishes
            if part == "reason" and values.get(f"{wish}.profile") is None
        ]
        found += self.given.of_record(row, "application", draft, values)
        if found:
            return found
        if (notice := values.get("consent.notice")) is not None and notice not in notices:
            published = ", ".join(sorted(notices))
            found.append(about(row, "consent.notice", "notice-unknown", notices=published))
        people = self.given.edition.people.values()
        codes = {person.profile.code for person in people if person.profile}
        for wish, _, part in wishes:
            code = values[f"{wish}.{part}"]
            if part == "profile" and code not in codes:
                hint = did_you_mean(code, codes) if codes else "Import the mentors first."
                facts = {"profile": code, "hint": hint}
                found.append(about(row, f"{wish}.profile", "profile-unknown", **facts))
        return found

    def _outcome(self, sent: Submission, draft: Plain) -> tuple[Application | None, Outcome]:
        """The application after the row, if it changes, and the outcome of the row."""
        verdict: Verdict
        before, fields = sent.before, tuple[str, ...]()
        if before is None:
            after, verdict = from_plain(draft, Application), "new"
        else:
            after, verdict = merged(sent, before, draft), "updated"
            differ = differing(before, after)  # the time of sending only if no other field does
            fields = tuple(name for name in differ if name != "answered") or differ
        if fields:
            what = "imported" if sent.valid else "withdrawn"
            change = Change(on=sent.day, what=what, fields=fields)  # type: ignore[arg-type]
            after = replace(after, history=(*after.history, change))
        if sent.is_outdated:
            verdict, reason = "superseded", "by what was imported since"
        elif before is not None and not fields:
            verdict, reason = "unchanged", ""
        else:
            verdict = verdict if sent.valid else "withdrawn"
            reason = "; ".join((*self._notes(after), *sent.answers.notes))
        row = sent.answers.row
        outcome = Outcome(row=row, verdict=verdict, id=after.id, fields=fields, reason=reason)
        return (after if fields or before is None else None), outcome

    def _notes(self, record: Application) -> Iterator[str]:
        """Notes: ineligible, late, people that a name may refer to, and namesakes."""
        if record.status is ApplicationStatus.INELIGIBLE:
            yield f"ineligible: {record.reason}"
        if record.arrival != "regular":
            yield record.arrival
        if unresolved := record.person.unresolved:
            close = {found for name in unresolved for found in self.known.similar(name)}
            hint = self._named(close - {record.id})
            yield f"{len(unresolved)} unresolved{f', perhaps {hint}' if hint else ''}"
        if namesakes := self.known.namesakes(record.person.name, record.person.email):
            yield f"has the name of {self._named(namesakes)} under another address"

    def _named(self, ids: Iterable[str]) -> str:
        """The ids; new people are named by their row, as an id of a dry run is not kept."""
        return ", ".join(sorted(self.new.get(person, person) for person in ids))
