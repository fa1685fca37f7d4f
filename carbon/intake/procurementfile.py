"""What tender.yaml tells of the procedure: value, kind, documents, people and their overrides.

Kept apart from the rule of the award, because nothing here may reach a score.
"""

from __future__ import annotations

from decimal import Decimal

from carbon.intake.tender_records import Override, Person, Procurement
from carbon.intake.yamlfields import Fields

HEAD = ("id", "title", "buyer", "reference", "kind", "value_sek", "same_kind_sek", "as_of",
        "procedure", "split_reason", "no_lots_reason", "label_rules")  # fmt: skip
KINDS = ("goods", "meal_services")
PROCEDURES = ("open", "restricted", "negotiated", "simplified", "dynamic_system", "direct")


def read(head: Fields, fields: Fields) -> Procurement:
    """Return the facts of the procedure from `tender:` and the lists beside it."""
    return Procurement(
        kind=head.choice("kind", KINDS) if head.content.get("kind") is not None else "",
        value_sek=_amount(head, "value_sek"),
        same_kind_sek=_amount(head, "same_kind_sek") or Decimal(0),
        procedure=_procedure(head),
        split_reason=head.text("split_reason"),
        no_lots_reason=head.text("no_lots_reason"),
        label_rules=head.text("label_rules"),
        documents=_documents(fields),
        overrides=tuple(_override(one) for one in fields.each("overrides")),
        people=tuple(_person(one) for one in fields.each("people")),
    )


def _amount(head: Fields, key: str) -> Decimal | None:
    number = head.decimal(key)
    if number is not None and number < 0:
        head.wrong("tender-value", key, found=number, expected=">= 0")
        return None
    return number


def _procedure(head: Fields) -> str:
    return head.choice("procedure", PROCEDURES) if head.content.get("procedure") is not None else ""


def _documents(fields: Fields) -> tuple[str, ...]:
    listed = fields.value("documents", default=[])
    if not isinstance(listed, list):
        fields.wrong("tender-value", "documents", found=type(listed).__name__, expected="- ...")
        return ()
    return tuple(str(name) for name in listed)


def _override(one: Fields) -> Override:
    one.only("rule", "place", "who", "why")
    return Override(
        rule=one.text("rule", required=True),
        place=one.text("place"),
        who=one.text("who", required=True),
        why=one.text("why", required=True),
        where=one.where(),
    )


def _person(one: Fields) -> Person:
    one.only("name", "role", "decided", "when")
    return Person(
        name=one.text("name", required=True),
        role=one.text("role", required=True),
        decided=one.text("decided", required=True),
        when=one.date("when"),
    )
