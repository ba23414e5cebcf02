"""Reads the bytes of an export into the answers of its rows."""


class UnreadableError(Exception):
    """A cell that does not answer its question: a message's code and facts, none personal."""

    def __init__(self, code: str, /, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts
