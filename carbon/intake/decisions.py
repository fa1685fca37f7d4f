"""decisions.yaml: what people decided about names, each with who, when and why.

The file only grows. A new decision is written aside and moved into place, so that a crash leaves
the old file or the new one, never half of one; the lines of earlier entries are kept as they are.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from carbon import yamlfile
from carbon.intake.yamlfields import Fields
from carbon.matching.records import Decision
from carbon.problems import Problem, error

FILE = "decisions.yaml"
_HEAD = (
    "# Beslut som människor har fattat: vilket namn i ett anbud betyder vilken produkt.\n"
    "# Filen växer bara; det senaste beslutet om ett namn gäller.\n"
    "decisions:\n"
)


def read_decisions(folder: Path) -> tuple[tuple[Decision, ...], list[Problem]]:
    """Return the decisions of a tender folder, oldest first; none when there is no file."""
    path = folder / FILE
    if not path.exists():
        return (), []
    content, problems = yamlfile.read(path, FILE)
    if problems:
        return (), problems
    if not isinstance(content, yamlfile.YamlMapping):
        return (), [error("tender-not-mapping", FILE)]
    fields = Fields(content, FILE, "")
    fields.only("decisions")
    made = []
    for one in fields.each("decisions"):
        one.only("key", "name", "product", "who", "when", "why")
        made.append(
            Decision(
                key=one.text("key", required=True),
                name=one.text("name", required=True),
                product_id=one.text("product") or None,
                who=one.text("who", required=True),
                when=one.date("when"),
                why=one.text("why", required=True),
                where=one.where(),
            )
        )
    return tuple(made), fields.problems


def _entry(decision: Decision) -> str:
    content = {
        "key": decision.key,
        "name": decision.name,
        "product": decision.product_id,
        "who": decision.who,
        "when": decision.when,
        "why": decision.why,
    }
    return yamlfile.dump([content])


def append_decision(folder: Path, decision: Decision) -> list[Problem]:
    """Add a decision to the file; what stood there before stays, comments included.

    A file that cannot be read is not touched: its problems come back.
    """
    _, problems = read_decisions(folder)
    if problems:
        return problems
    path = folder / FILE
    before = path.read_text(encoding="utf-8").rstrip() + "\n" if path.exists() else _HEAD
    try:
        _replace(path, before + _entry(decision))
    except OSError as wrong:
        return [error("folder-unwritable", FILE, found=wrong.strerror or str(wrong))]
    return []


def _replace(path: Path, text: str) -> None:
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".decisions-", suffix=".yaml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    except OSError:
        Path(aside).unlink(missing_ok=True)
        raise
