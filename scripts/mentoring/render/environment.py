"""The environments of the package's templates: strict placeholders, and escaped markup in HTML."""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from mentoring.render.markdown import inline, quoted
from mentoring.render.phrases import band, many


@cache
def pages(*, escape: bool = True) -> Environment:
    """The environment of HTML pages: values are escaped, and unknown names are errors."""
    return Environment(
        loader=PackageLoader("mentoring.render"),
        autoescape=escape,  # noqa: S701 (in text and Markdown, filters escape what people wrote)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _texts() -> Environment:
    """The environment of text and Markdown, whose templates escape what people wrote themselves."""
    environment = pages(escape=False)
    environment.filters |= {"many": many, "band": band, "inline": inline, "quoted": quoted}
    return environment


def text(template: str, **values: object) -> str:
    """A text or Markdown template of the package, filled in."""
    return _texts().get_template(template).render(values)


@cache
def colours() -> dict[str, str]:
    """The light theme's colours by name, for documents, from the file of design tokens."""
    tokens = pages().get_template("tokens.css").render()
    light = tokens[: tokens.index("@media")]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
