"""The message in an `.eml` file, whichever program saved it last."""

from __future__ import annotations

import re
from email import policy
from email.parser import Parser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import EmailMessage

END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


def message_of(data: bytes) -> EmailMessage:
    """Parse a message, its headers as UTF-8 (RFC 6532), its body byte by byte.

    The library's own parser of bytes leaves headers beyond ASCII undecoded.
    """
    end = END_OF_HEADERS.search(data)
    cut = end.end() if end else len(data)
    headers = data[:cut].decode("utf-8", "surrogateescape")
    body = data[cut:].decode("ascii", "surrogateescape")
    return Parser(policy=policy.SMTP).parsestr(headers + body)
