"""Drafts: names in any script arrive as they are; whatever would break a header is refused."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made
from mentoring.errors import MentoringError
from mentoring.operations.sending.outbox import message_of
from mentoring.people.application import Application, Person
from mentoring.render.letters.compose import draft
from mentoring.render.letters.template import Text

COHORT = made.cohort()
WORDS = Text(subject="Meet your mentor", body="Dear you,\n\n.a line that starts with a dot\n")
NAMES = (
    "Zoë Şahin",
    "李明",
    "Ελένη Παπαδοπούλου",
    "Иван Петров",
    "محمد علی",
    "שרה כהן",
    "अनिल कुमार",
    "김민준",
    "สมชาย",
    'Ana "Nita" Núñez, PhD',
    "O'Neil; Sean <sean>",
    "Łukasz (Luke) Żółć",
    "x" * 120,
)


def person(name: str, email: str = "to@example.org") -> Application:
    """A receiver of that name and address."""
    return made.application("kfwtzn", person=Person(name=name, email=email))


def read_back(
    name: str, email: str = "to@example.org", subject: str = "Hi"
) -> tuple[str, str, str]:
    """The receiver's name and address and the subject, as a mail program reads them."""
    data = draft(COHORT, person(name, email), Text(subject=subject, body="Hello\n"))
    message = message_of(data)
    (found,) = message["To"].addresses
    return found.display_name, found.addr_spec, message["Subject"]


@pytest.mark.parametrize("name", NAMES)
def test_names_in_any_script_arrive_as_they_are(name: str) -> None:
    """In the receiver's field, with an address that stays its own."""
    assert read_back(name)[:2] == (name, "to@example.org")


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n", "\u2028", "\x00", "\u202e", "\x85"])
def test_what_could_end_a_header_line_is_refused_by_id(break_: str) -> None:
    """A name cannot add a receiver; the message names the id and not the name."""
    with pytest.raises(MentoringError, match="The name of kfwtzn holds a control character") as no:
        read_back(f"Mallory{break_}Bcc: all@example.org")
    assert "Mallory" not in str(no.value)
    with pytest.raises(MentoringError, match="The subject of kfwtzn"):
        read_back("Mallory", subject=f"Hi{break_}Bcc: all@example.org")


@given(st.text(max_size=60))
def test_no_name_whatever_adds_a_header_or_a_receiver(name: str) -> None:
    """Either refused, or one receiver at one address and the headers we wrote."""
    try:
        data = draft(COHORT, person(name), WORDS)
    except MentoringError:
        return
    message = message_from_bytes(data, policy=policy.SMTPUTF8)
    assert [address.addr_spec for address in message["To"].addresses] == ["to@example.org"]
    assert {"Bcc", "Cc"}.isdisjoint(message.keys())
    assert len(message.keys()) == len(set(message.keys()))


@pytest.mark.parametrize(
    "email", ["nobody", "@example.org", "a b@example.org", "a@@example.org", "a@b\n.org", "a@", ""]
)
def test_an_address_that_mail_cannot_carry_is_refused_by_id(email: str) -> None:
    """With what to do, and without quoting it."""
    with pytest.raises(MentoringError, match="e-mail address of kfwtzn"):
        read_back("Somebody", email)


def test_an_international_domain_travels_in_its_ascii_form() -> None:
    """So that any server takes it."""
    assert read_back("Zoë", "zoe@müller.example")[1] == "zoe@xn--mller-kva.example"


def test_a_local_part_beyond_ascii_makes_a_message_in_utf_8() -> None:
    """RFC 6532; other messages stay in ASCII."""
    assert read_back("Zoë", "zoë@example.org")[1] == "zoë@example.org"
    ascii_only = draft(COHORT, person("Zoë"), WORDS)
    assert ascii_only.isascii()


def test_a_draft_opens_ready_to_send_and_has_the_same_bytes_twice() -> None:
    """`X-Unsent` is what mail programs look at; enclosures come with their names and kinds."""
    to = person("Zoë")
    pdf = ("agreement-kfwtzn.pdf", b"%PDF-1.7\x00\xff")
    data = draft(COHORT, to, WORDS, [pdf])
    assert data == draft(COHORT, to, WORDS, [pdf])
    message = message_from_bytes(data, policy=policy.SMTP)
    assert message["X-Unsent"] == "1"
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == WORDS.body
    (part,) = message.iter_attachments()
    assert (part.get_filename(), part.get_content()) == pdf
