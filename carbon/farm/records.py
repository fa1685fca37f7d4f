"""The records of the farm model: what is asked, what was answered, and what it comes to."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from carbon.library.records import Factor, Stage


class Need(enum.StrEnum):
    """How much an answer is needed."""

    REQUIRED = "required"  # no result without it
    IMPORTANT = "important"  # a default counts, is shown, and widens the interval
    OPTIONAL = "optional"  # detail, folded away


class Quality(enum.StrEnum):
    """What stands behind an answer."""

    MEASURED = "measured"  # invoice, meter, dairy statement
    ESTIMATE = "estimate"  # the producer's own
    DEFAULT = "default"  # not answered; the questionnaire's default counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in both languages."""

    sv: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the answers that a field of kind `choice` takes, or one part of a `shares` field."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    """A unit that an answer may be given in; `factor` makes it the field's own unit.

    With `times`, the number is multiplied by the answer to that field too: kg N/ha times hectares.
    """

    id: str
    label: Text
    factor: float
    times: str | None = None
    gsd: float = 1.0  # what the conversion itself adds, where it rests on a mean content


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """The range that is not asked about, per unit of another field's answer where `per` is set."""

    low: float
    high: float
    per: str | None = None
    above_zero: float | None = None  # the low end for an answer that is not zero, where zero is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """What a default that hangs on one answer never falls below: so much of another answer."""

    value: float
    per: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lower:
    """Another default where one answer per unit of another lies below a border."""

    value: float
    of: str
    per: str
    below: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """What counts when a field is not answered."""

    value: float | str
    gsd: float  # of the answer itself: its 95 % range is the value times and over gsd squared
    per: str | None  # multiplied by the answer to this field, where set
    reason: str
    source: str  # Source.id, or carbon-method for a choice of the method
    locator: str
    least: Least | None = None
    lower: Lower | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Ranges of a field for some of the foods: less of a carcass is left without the bone."""

    products: tuple[str, ...]  # Product.id
    plausible: tuple[Plausible, ...]
    limits: Plausible | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. Kinds: number, choice, shares (of choices, sum 100 %), rows (a small table).

    A column of rows may be of kind text too.
    """

    id: str
    kind: str
    need: Need
    label: Text
    help: Text  # what is meant
    found: Text  # where the producer finds the figure
    unit: str = ""  # canonical, as the equations take it
    units: tuple[UnitChoice, ...] = ()  # the first one is offered first
    choices: tuple[Choice, ...] = ()
    columns: tuple[Field, ...] = ()  # of a `rows` field, for instance a recipe
    plausible: tuple[Plausible, ...] = ()
    default: Default | None = None
    zero_allowed: bool = True
    section: str = ""
    limits: Plausible | None = None  # beyond them an answer is impossible, not only unusual
    otherwise: Text | None = None  # what the model takes when there is no answer and no default
    sum: Plausible | None = None  # of a `rows` field: the usual sum of the column in `per`
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What cannot be more than a sum of other answers: pigs sold, and pigs born or bought."""

    most: str  # field
    of: Mapping[str, float]  # field -> how many of it one of that field may give
    question: Text
    stop: bool = True  # else it is a question, and the answer may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """What one product type is asked, and which foods of the catalogue it speaks for."""

    id: str  # milk, beef, ...
    version: str  # year and number, for instance 2026.1
    title: Text
    products: tuple[str, ...]  # Product.id; the first one is compared with by default
    stages: tuple[Stage, ...]  # of the boundary that its model covers
    fields: tuple[Field, ...]
    sections: tuple[tuple[str, Text], ...]
    band_kg_co2e_per_kg: tuple[float, float] | None  # outside it the producer is asked
    band_source: str
    where: str
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAnswer:
    """An answer as it was written. A number that a file holds as a number stays exact."""

    value: str | Decimal | Mapping[str, str | Decimal] | tuple[Mapping[str, str | Decimal], ...]
    unit: str = ""  # UnitChoice.id or its label; empty: the first of the field
    quality: str = ""  # Quality or its label; empty: an estimate
    where: str = ""  # file!sheet!cell, file:line, or empty for a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One product's answers as a file or a page brought them, whichever way they came in."""

    questionnaire: str  # Questionnaire.id, as written
    version: str  # of the questionnaire that was filled in; empty when not stated
    raw: Mapping[str, RawAnswer]  # by field, and by HEADER name
    where: str  # the file
    digest: str = ""  # that the file says it has; empty when it says none
    # What it says that was made of, as written: for digest.stated, which makes plain data of it.
    digest_of: Mapping[str, object] = field(default_factory=dict)
    sha256: str = ""  # of the file's bytes


# What a submission says beside the fields: the food, who and where, the year, what is kept.
HEADER = (
    *("product", "name", "producer", "place", "year", "tender", "evidence"),
    *("reviewer", "reviewed_on", "review_document"),  # an independent review, where there was one
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to one field, in the field's own unit; None: "vet inte"."""

    field: str
    value: float | str | Mapping[str, float] | tuple[Mapping[str, float | str], ...] | None
    quality: Quality
    gsd: float  # of the answer itself; 1 where it is exact
    given: str  # as it was written, number and unit
    where: str  # the file and cell, line or form field


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A questionnaire as far as it was answered, defaults filled in, units made canonical."""

    questionnaire: Questionnaire
    product: str  # Product.id of the food that this is about
    name: str  # what the producer calls it
    producer: str
    place: str  # where it leaves the farm or the plant, as written
    year: int
    answers: Mapping[str, Answer]  # one for each field of the questionnaire
    tender: str | None = None  # the tender whose form it was made with
    evidence: tuple[str, ...] = ()  # documents that the producer keeps

    def number(self, field_id: str) -> float:
        """Return a numeric answer. TypeError means the field has no number: our own mistake."""
        value = self.answers[field_id].value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise TypeError(f"{field_id} is no number")
        return float(value)

    def choice(self, field_id: str) -> str:
        """Return the chosen id. TypeError means the field has none: our own mistake."""
        value = self.answers[field_id].value
        if not isinstance(value, str):
            raise TypeError(f"{field_id} is no choice")
        return value

    def shares(self, field_id: str) -> Mapping[str, float]:
        """Return shares 0-1 that sum to 1."""
        value = self.answers[field_id].value
        if not isinstance(value, Mapping):
            raise TypeError(f"{field_id} is no set of shares")
        return value

    def rows(self, field_id: str) -> tuple[Mapping[str, float | str], ...]:
        """Return the rows of a small table."""
        value = self.answers[field_id].value
        if not isinstance(value, tuple):
            raise TypeError(f"{field_id} has no rows")
        return value

    def known(self, field_id: str) -> bool:
        """Tell whether the field has a value, answered or by default."""
        return field_id in self.answers and self.answers[field_id].value is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One flow of the product: so much of something for one kg of product at the gate.

    A gas is an activity too: kg of CH4, and the factor says what one kg of it warms. So gases stay
    apart until the flow table multiplies.
    """

    stage: Stage
    process: str  # id of the process, with a text farm-process-<id>: enteric, manure-ch4, diesel
    factor: Factor
    amount: float  # in Factor.per for one kg of product
    gsd: float  # of the amount: emission factor and process, answers not included; 1 where exact
    equation: str  # for instance "IPCC 2019 V4 Eq 10.21", or what was multiplied


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFlow:
    """An activity ready for the flow table, with what its answers add to its uncertainty."""

    activity: Activity
    amount_gsd: float  # the activity's own and that of the answers behind it, as squared logs
    default: bool  # it rests mainly on defaults


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFootprint:
    """A producer's own product: flows from the farm to its gate, and the digest of all of it."""

    answers: Answers
    stages: tuple[Stage, ...]  # what it covers
    flows: tuple[OwnFlow, ...]
    stage_kg: Mapping[Stage, Decimal]  # kg CO2e per kg of product, rounded as the engine does
    kg_co2e_per_kg: Decimal
    digest: str  # SHA-256 of questionnaire, answers and figures
    marginal_kg: Mapping[str, float] = field(default_factory=dict)  # by field, for a tenth more
    # By field: what each change of its answer does, in kg: "more" (a tenth), or another choice.
    changes_kg: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    variance_kg2: Mapping[str, float] = field(default_factory=dict)  # by field: its answer's part
    interval_95: tuple[Decimal, Decimal] | None = None  # kg CO2e per kg of product
    digest_of: Mapping[str, object] = field(default_factory=dict)  # what the digest was made of
