"""`mentoring form` and `profiles`: what applicants read before they apply."""

from functools import cache, partial
from typing import Annotated

from mentoring.cli import output
from mentoring.cli.command import Root, Today, command, option
from mentoring.cli.writing import Writer
from mentoring.intake import catalogue, institutes
from mentoring.intake.forms import library
from mentoring.intake.forms.mapping import with_edition
from mentoring.people.side import Side
from mentoring.render import profiles as render
from mentoring.render.form import as_markdown
from mentoring.store.edition import Edition
from mentoring.store.reader import load


@command()
def form(
    *,
    root: Root,
    source: str,
    cohort: Annotated[
        str | None, option("Use this edition's affiliations and privacy notice.", "C")
    ],
    as_: Annotated[Side | None, option("For this role only.")],
) -> None:
    """Print the questions, choices and help texts for the form that the mapping SOURCE reads.

    SOURCE is a tool, such as google-forms, or a tool with other questions, such as
    google-forms:check-in. The output is Markdown.
    """
    mapping = library.find(source, root)
    record = load(root).edition(cohort).cohort.record if cohort else None
    if record:
        mapping = with_edition(mapping, record)
    output.echo(as_markdown(mapping, record, as_))


@command()
def profiles(
    *,
    edition: Edition,
    approve: Annotated[str | None, option("Record that this mentor approved the text.", "ID")],
    today: Today,
    write: Writer,
) -> None:
    """Write the anonymous mentor catalogue of C into outbox/, for mentees to read.

    It lists only mentors who agreed to be listed and approved their text: by a code, without name,
    institute or experiment. For each mentor who has not approved it yet, a file to send to them is
    written. The command warns of every text that may identify a person.
    """
    if approve is not None:
        write.records(edition, catalogue.approve(edition, approve, today))
        return
    listed = catalogue.catalogue(edition, institutes.read(write.root))
    words = cache(partial(library.words_for, config=edition.config))
    folder = f"outbox/{edition.name}"
    texts = {f"{folder}/profiles.md": render.as_markdown(edition.cohort.record, listed, words)}
    for waiting, listing in listed.waiting.items():
        texts[f"{folder}/profiles/{waiting}.md"] = render.for_approval(listing, words)
    write.private({path: text.encode() for path, text in texts.items()})
    output.echo(render.as_text(listed))
