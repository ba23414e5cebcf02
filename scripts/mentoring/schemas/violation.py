"""What a schema finds wrong at one place of a value."""

from dataclasses import dataclass

from mentoring.problems import Problem, pointer

Steps = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Violation:
    """One violation: the steps to its place, and whether the key there (not its value) is wrong."""

    steps: Steps
    code: str
    message: str
    hint: str = ""
    at_key: bool = False

    def problem(self, path: str) -> Problem:
        """The violation as a problem of the file `path`, whose lines are not known."""
        return Problem(
            path=path,
            pointer=pointer(*self.steps),
            code=self.code,
            message=self.message,
            hint=self.hint,
        )
