"""Turns form exports into records: no answer is lost, and nothing is guessed.

A mapping (`forms`) explains an export; its cells are read (`reading`) and its rows become
records (`importing`), each with an outcome. Open `importing/run_import.py` first.
"""

from functools import partial

from mentoring.files.messages import described, message

describe = partial(described, __name__)
"""What `messages.toml` says of a problem, by its code and with these facts."""
said = partial(message, __name__)
"""One message of `messages.toml`, with these values in its places."""
