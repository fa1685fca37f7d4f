"""Imports point one way, and the few imports that belong to one module stay there."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house import drawing

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
TREES = drawing.trees()
RULED = sorted(name for name in TREES if name != "carbon")


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _points_back(room: str, name: str) -> bool:
    parts = name.split(".")
    if parts[0] != "carbon" or len(parts) == 1 or parts[1] == room or parts[1] not in LAYER:
        return False
    # Rooms of one layer know each other's records; the two lowest layers are single modules.
    known = LAYER[parts[1]] == LAYER[room] and ("records" in name or LAYER[room] in (0, 1))
    return LAYER[parts[1]] >= LAYER[room] and not known


def test_imports_point_towards_the_core() -> None:
    back = [
        f"{module} imports {name}"
        for module in RULED
        for name in _imports(TREES[module][1])
        if _points_back(drawing.room(module), name)
    ]
    assert not back


def test_every_room_has_its_layer() -> None:
    assert {drawing.room(module) for module in RULED} == set(LAYER) == set(drawing.ROOMS)


def test_no_modules_go_round_in_a_ring() -> None:
    assert drawing.rounds(drawing.edges()) == []


def test_the_drawn_imports_are_those_of_the_code() -> None:
    page = drawing.PAGE.read_text(encoding="utf-8")
    assert page == drawing.drawn(page), "run python scripts/draw_imports.py"


@pytest.mark.parametrize("module", sorted(ONE_HOME))
def test_some_libraries_have_one_home(module: str) -> None:
    homes = {
        path.name
        for path, tree in TREES.values()
        if module in {name.split(".")[0] for name in _imports(tree)}
    }
    assert homes <= ONE_HOME[module]


def test_every_room_opens_with_a_docstring() -> None:
    assert [name for name, (_, tree) in TREES.items() if not ast.get_docstring(tree)] == []
