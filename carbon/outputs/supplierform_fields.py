"""The fields of the supplier's form, as factors/publication/form.yaml tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from carbon import yamlfile

FILE = "publication/form.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of the form."""

    field: str  # canonical name, as the reader knows it
    heading: str
    by_buyer: bool
    kind: str  # text, decimal, whole, date, list, country, choice
    choices: tuple[str, ...]
    list: str  # of the closed word lists
    lowest: str
    highest: str
    required: bool
    minutes: int
    width: float
    help: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All columns of the form."""

    offer: tuple[Field, ...]
    legs: tuple[Field, ...]
    leg_rows: int

    def minutes(self) -> int:
        """Return the reasonable effort for one line, in minutes, with every field filled in."""
        return sum(one.minutes for one in self.offer)


@cache
def load() -> Form:
    """Return the form; LibraryError when the file is damaged."""
    content = yamlfile.of_factors(FILE)
    legs = content["legs"]
    return Form(
        offer=_fields(content["offer"]), legs=_fields(legs["fields"]), leg_rows=int(legs["rows"])
    )


def _fields(listed: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
    return tuple(
        Field(
            field=str(one["field"]),
            heading=str(one["heading"]),
            by_buyer=one.get("from") == "buyer",
            kind=str(one.get("kind", "text")),
            choices=tuple(str(choice) for choice in one.get("choices", ())),
            list=str(one.get("list", "")),
            lowest=str(one.get("lowest", "")),
            highest=str(one.get("highest", "")),
            required=bool(one.get("required", False)),
            minutes=int(one.get("minutes", 0)),
            width=float(one["width"]),
            help=dict(one.get("help", {})),
        )
        for one in listed
    )
