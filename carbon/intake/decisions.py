"""decisions.yaml: what people decided about names, each with who, when and why.

The file only grows. A new decision is written aside and moved into place, so that a crash leaves
the old file or the new one, never half of one; the lines of earlier entries are kept as they are.
Two officers who decide apart have a file each, of the same form (`officerfiles`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from carbon import yamlfile
from carbon.intake.yamlfields import Fields, opened
from carbon.matching.records import Decision, Origin
from carbon.problems import Problem, error

FILE = "decisions.yaml"
_HEAD = (
    "# Beslut som människor har fattat: vilket namn i ett anbud betyder vilken produkt.\n"
    "# Filen växer bara; det senaste beslutet om ett namn gäller.\n"
)
_KEYS = ("key", "name", "product", "who", "when", "why", "edition", "fingerprint", "basis", "from")


def read_decisions(folder: Path, file: str = FILE) -> tuple[tuple[Decision, ...], list[Problem]]:
    """Return the decisions of a tender folder, oldest first; none when there is no file."""
    path = folder / file
    return read_file(path, file) if path.exists() else ((), [])


def read_file(path: Path, name: str) -> tuple[tuple[Decision, ...], list[Problem]]:
    """Return the decisions of one file, oldest first; `name` is what messages call it."""
    fields, problems = opened(path, name)
    if fields is None:
        return (), problems
    fields.only("officer", "decisions")
    made = tuple(_decision(one) for one in fields.each("decisions"))
    return made, fields.problems


def officer_of(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Return the officer whose decisions a file holds, by full name; empty when it says none."""
    fields, problems = opened(path, name)
    if fields is None:
        return "", problems
    named = _text(fields, "officer") if "officer" in fields.content else ""
    return named, fields.problems


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file that can be read, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _decision(one: Fields) -> Decision:
    one.only(*_KEYS)
    return Decision(
        key=_text(one, "key"),
        name=_text(one, "name"),
        product_id=one.text("product") or None,
        who=_text(one, "who"),
        when=one.date("when"),
        why=_text(one, "why"),
        where=one.where(),
        edition=one.text("edition"),
        basis=_basis(one),
        fingerprint=one.text("fingerprint"),
        origin=_origin(one),
    )


def _text(fields: Fields, key: str) -> str:
    """Return a text as it stands: what a supplier wrote may look like a blank to be filled in."""
    found = fields.value(key, required=True)
    if isinstance(found, str | int | float) and not isinstance(found, bool):
        return str(found).strip()
    return fields.text(key)  # tells what it is instead


def _basis(one: Fields) -> tuple[tuple[str, str], ...]:
    """Return the lines of a basis; one text, because a mapping is ten times slower to read."""
    found = one.value("basis", default="")
    if not isinstance(found, str):
        one.wrong("tender-value", "basis", found=type(found).__name__, expected="name_sv: Mjölk")
        return ()
    pairs = (line.partition(": ") for line in found.splitlines() if line.strip())
    return tuple((name.strip(), text.strip()) for name, _, text in pairs)


def _origin(one: Fields) -> Origin | None:
    inner = one.inner("from")
    if inner is None:
        return None
    inner.only("file", "sha256", "who", "when")
    return Origin(
        file=_text(inner, "file"),
        sha256=_text(inner, "sha256"),
        who=_text(inner, "who"),
        when=inner.date("when"),
    )


def _entry(decision: Decision) -> str:
    content: dict[str, object] = {
        "key": decision.key,
        "name": decision.name,
        "product": decision.product_id,
        "who": decision.who,
        "when": decision.when,
        "why": decision.why,
    }
    if decision.fingerprint:
        content["edition"] = decision.edition
        content["fingerprint"] = decision.fingerprint
    if decision.origin is not None:
        origin = decision.origin
        content["from"] = {
            "file": origin.file,
            "sha256": origin.sha256,
            "who": origin.who,
            "when": origin.when,
        }
    lines = "".join(f"    {name}: {text}\n" for name, text in decision.basis)
    return yamlfile.dump([content]) + (f"  basis: |\n{lines}" if lines else "")


def append_decisions(
    folder: Path, decisions: Sequence[Decision], file: str = FILE, officer: str = ""
) -> list[Problem]:
    """Add decisions to the file, all of them or none; what stood there stays, comments included.

    A new file bears the full name of the officer whose it is. A file that cannot be read is not
    touched: its problems come back. What is written is read before it takes the place of the file,
    so no file is ever left that could not be read again.
    """
    path = folder / file
    if not decisions:
        return []
    try:
        before = (
            path.read_text(encoding="utf-8").rstrip() + "\n" if path.exists() else _head(officer)
        )
        problems = _replace(path, before + "".join(map(_entry, decisions)))
    except OSError as wrong:
        return [error("folder-unwritable", file, found=wrong.strerror or str(wrong))]
    except UnicodeError as wrong:  # a file of another encoding; half a character in a name
        return [error("text-encoding", file, found=wrong)]
    # A file that was broken before is told of as it stands, by its own lines.
    return (read_decisions(folder, file)[1] or problems) if problems else []


def _head(officer: str) -> str:
    named = yamlfile.dump({"officer": officer}) if officer else ""
    return f"{_HEAD}{named}decisions:\n"


def _replace(path: Path, text: str) -> list[Problem]:
    content = text.encode("utf-8")
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _, problems = read_file(aside, path.name)
        if not problems:
            aside.replace(path)
        return problems
    finally:
        aside.unlink(missing_ok=True)
