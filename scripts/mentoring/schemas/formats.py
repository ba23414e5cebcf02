"""The formats that patterns cannot decide: real days, real addresses, real time zones."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from importlib import resources

DAY = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
LOCAL_OCTETS = 64  # RFC 5321, 4.5.3.1.1


def _is(read: Callable[[str], object], text: str) -> bool:
    """Whether `read` accepts the text; any exception means no."""
    try:
        read(text)
    except Exception:  # noqa: BLE001 (codecs raise many kinds)
        return False
    return True


def is_date(text: str) -> bool:
    """A day of the calendar (RFC 3339 full-date), in a year in which people live."""
    return bool(DAY.fullmatch(text)) and _is(date.fromisoformat, text)


def is_email(text: str) -> bool:
    """Whether both parts of the address are short enough for mail, counted in bytes as sent.

    The local part is sent as UTF-8 (RFC 6531), the domain in its ASCII form (RFC 3490).
    """
    local, _, domain = text.rpartition("@")
    return len(local.encode()) <= LOCAL_OCTETS and _is(lambda name: name.encode("idna"), domain)


@cache
def timezones() -> frozenset[str]:
    """The zones of the IANA database as the tzdata package has them, not the machine's."""
    text = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii")
    return frozenset(text.split())


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "date-time": lambda text: is_date(text[:10]) and _is(datetime.fromisoformat, text),
    "idn-email": is_email,
    "timezone": lambda text: text in timezones(),
}
