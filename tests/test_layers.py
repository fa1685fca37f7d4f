"""Imports point one way, and the few imports that belong to one module stay there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "carbon"

LAYERS = [
    {"problems", "resources"},
    {"yamlfile", "jsonfile", "language", "units"},
    {"library"},
    {"transport", "farm", "intake", "matching"},
    {"footprint"},
    {"tender"},
    {"outputs"},
    {"audit"},
    {"web"},
    {"cli"},
]
LAYER = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
ONE_HOME = {"pint": {"units.py"}, "yaml": {"yamlfile.py"}}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_towards_the_core(path: Path) -> None:
    room = _room(path)
    if room == "__init__":
        return
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] != "carbon" or len(parts) == 1:
            continue
        other = parts[1]
        if other == room or other not in LAYER:
            continue
        same_layer_record = LAYER[other] == LAYER[room] and (
            "records" in name or LAYER[room] in (0, 1)
        )
        assert LAYER[other] < LAYER[room] or same_layer_record, f"{path} imports {name}"


@pytest.mark.parametrize("module", sorted(ONE_HOME))
def test_some_libraries_have_one_home(module: str) -> None:
    homes = {path.name for path in MODULES if module in {n.split(".")[0] for n in _imports(path)}}
    assert homes <= ONE_HOME[module]


def test_every_room_opens_with_a_docstring() -> None:
    for path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_no_module_outgrows_its_room() -> None:
    for path in MODULES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
