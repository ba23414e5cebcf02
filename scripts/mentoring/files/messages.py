"""What is said about what is wrong, and the cures: `messages.toml` beside the code that says it."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def messages(package: str) -> dict[str, Any]:
    """The table of messages of a package; read when something is wrong for the first time."""
    text = resources.files(package).joinpath("messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def message(package: str, key: str, /, **values: object) -> str:
    """One message of a package's table, with these values in its places."""
    return str(messages(package)[key]).format(**values)
