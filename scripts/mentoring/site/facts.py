"""The edition's key figures and rules: who may apply, what counts, the draw, the contacts."""

from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import month_in_words
from mentoring.site.markup import day, plain, table
from mentoring.site.year import Year


def key_facts(year: Year, _page: str) -> str:
    """The number of pairs, the duration, the meetings per month, the number of check-ins."""
    cohort = year.cohort
    start, end = cohort.dates.start, cohort.dates.end
    low, high = cohort.meetings_per_month
    facts = {
        "mentoring pairs at most, so that each is looked after": cohort.pairs,
        f"months, from {month_in_words(start)} to {month_in_words(end)}": cohort.months,
        "meetings a month are what we recommend; each pair sets its own rhythm": (
            low if low == high else f"{low}–{high}"
        ),
        "check-ins, so that no pair is left alone": len(cohort.check_ins),
    }
    items = [f"<div><dt>{text}</dt><dd>{figure}</dd></div>" for text, figure in facts.items()]
    return "\n".join(['<dl class="facts">', *items, "</dl>"])


def experiments(year: Year, _page: str) -> str:
    """The affiliations whose members may apply, in alphabetical order."""
    names = sorted(year.cohort.experiments, key=str.casefold)
    return "\n".join(['<ul class="chips">', *(f"<li>{name}</li>" for name in names), "</ul>"])


def contacts(year: Year, _page: str) -> str:
    """The addresses of roles, never of people, and their purposes."""
    to = year.cohort.contacts
    purposes = {
        "Questions about the programme, your application or your pair": to.organisers,
        "Something that has gone badly wrong between people": to.safeguarding,
        "Your data: access, correction, withdrawal, deletion": to.privacy,
    }
    rows = [(purpose, f"[{mail}](mailto:{mail})") for purpose, mail in purposes.items()]
    return table(["For", "Write to"], rows)


def weights(year: Year, _page: str) -> str:
    """The criteria with weights, heaviest first: what a good match is in this edition."""
    given = year.cohort.matching.criteria
    known = {criterion.name: criterion for criterion in year.criteria}
    rows = [
        (known[name].title, plain(known[name].counts), str(weight))
        for name, weight in sorted(given.items(), key=lambda item: (-item[1], item[0]))
        if weight and name in known
    ]
    return table(["Criterion", "What counts", "Weight:"], rows)


def draw(cohort: Cohort) -> str:
    """The public draw: the commitment, the beacon and its round, and the seed once it is known."""
    lottery, later = cohort.matching.lottery, "when applications close"
    commitment = f"`{lottery.commitment}`" if lottery else f"published here {later}"
    beacon = number = f"named here {later}"
    if lottery:
        beacon, number = plain(lottery.beacon), str(lottery.round)
        number += f", on {day(lottery.day)}" if lottery.day else ""
    drawn = f"`{lottery.seed}`" if lottery and lottery.seed else "published here after that round"
    rows = [("Commitment", commitment), ("Beacon", beacon), ("Round", number), ("Seed", drawn)]
    return table(["What", "Value"], rows)
