"""changes.yaml: each change of what was published, with who, why, and the question of the deadline.

Documents that change after publication may mean that suppliers must get more time (LOU 11 kap. 8 §,
19 kap. 14 §). The tool cannot answer that; it refuses to go on until a person has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from carbon import yamlfile
from carbon.intake.yamlfields import Fields, opened
from carbon.problems import Problem, error
from carbon.tender.publication.differences import Difference

FILE = "changes.yaml"
ANSWERS = ("yes", "no", "not-needed")
_HEAD = (
    "# Ändringar av det som har publicerats. Filen växer bara; skriv inte om tidigare poster.\n"
    "changes:\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A recorded change: what a named person answers for."""

    who: str
    when: str  # ISO date
    why: str
    deadline_extended: str  # yes, no or not-needed
    deadline_reason: str
    old_pack: str = ""  # SHA-256
    new_pack: str = ""
    differs: tuple[tuple[str, str, str], ...] = ()  # name, old, new


def unanswered(change: Change) -> list[Problem]:
    """Return what a change does not say and must."""
    asked = {
        "--who": change.who,
        "--why": change.why,
        "--deadline-extended": change.deadline_extended in ANSWERS,
        "--reason": change.deadline_reason,
    }
    missing = [name for name, given in asked.items() if not str(given or "").strip()]
    return [error("change-unanswered", FILE, found=", ".join(missing))] if missing else []


def named(found: Sequence[Difference]) -> tuple[tuple[str, str, str], ...]:
    """Return differences as a change records them."""
    return tuple((one.name, one.old, one.new) for one in found)


def read(folder: Path) -> tuple[tuple[Change, ...], list[Problem]]:
    """Return the recorded changes of a tender folder, oldest first; none without a file."""
    path = folder / FILE
    if not path.exists():
        return (), []
    fields, problems = opened(path, FILE)
    if fields is None:
        return (), problems
    fields.only("changes")
    return tuple(_change(one) for one in fields.each("changes")), fields.problems


def _change(one: Fields) -> Change:
    one.only("who", "when", "why", "deadline_extended", "deadline_reason", "old_pack", "new_pack",
             "differs")  # fmt: skip
    differs = [
        (each.text("name", required=True), each.text("old"), each.text("new"))
        for each in one.each("differs")
    ]
    return Change(
        who=one.text("who", required=True),
        when=one.date("when"),
        why=one.text("why", required=True),
        deadline_extended=one.choice("deadline_extended", ANSWERS),
        deadline_reason=one.text("deadline_reason", required=True),
        old_pack=one.text("old_pack", required=True),
        new_pack=one.text("new_pack", required=True),
        differs=tuple(differs),
    )


def with_entry(before: str | None, change: Change) -> str:
    """Return the text of changes.yaml with one more entry; what stood there stays as it is."""
    entry = {
        "who": change.who,
        "when": change.when,
        "why": change.why,
        "deadline_extended": change.deadline_extended,
        "deadline_reason": change.deadline_reason,
        "old_pack": change.old_pack,
        "new_pack": change.new_pack,
        "differs": [{"name": name, "old": old, "new": new} for name, old, new in change.differs],
    }
    head = _HEAD if before is None else before.rstrip() + "\n"
    return head + yamlfile.dump([entry])
