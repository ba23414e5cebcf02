"""What the schema says of a field, in words for whoever fills in a form."""

from __future__ import annotations

from mentoring.intake.forms.fields import part


def limits(record: str, field: str) -> str:
    """The least and most of a number, or the most characters of a text; "" where there are none."""
    schema = part(record, field)
    if "minimum" in schema and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    return f"at most {schema['maxLength']} characters" if "maxLength" in schema else ""
