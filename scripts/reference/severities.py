"""Which severities the code gives a problem, read from the code itself."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "carbon"
_MAKERS = {"error": "error", "warning": "warning", "note": "note"}
_MEMBERS = {"ERROR": "error", "WARNING": "warning", "NOTE": "note"}
_ORDER = ("error", "warning", "note")


def severities(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the severities of each code; an empty tuple where the code decides by the column."""
    wanted = set(codes)
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]
    makers = _makers(trees)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tree in trees:
        for call in _calls(tree):
            weights = _weights(call, makers)
            for text in _texts(call):
                for code in _codes(text, wanted):
                    found[code] |= weights
    return {code: tuple(one for one in _ORDER if one in found[code]) for code in wanted}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _makers(trees: list[ast.Module]) -> dict[str, set[str]]:
    """Return functions that hand a parameter on as the code of an error, a warning or a note."""
    makers: dict[str, set[str]] = {name: {weight} for name, weight in _MAKERS.items()}
    for tree in trees:  # what is raised with a code stops the reading
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                makers.setdefault(_name(node.exc), {"error"})
    for _ in range(3):  # a helper of a helper of a helper
        for tree in trees:
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef) and function.name not in _MAKERS:
                    weights = _handed_on(function, makers)
                    if weights:
                        makers.setdefault(function.name, set()).update(weights)
    return makers


def _handed_on(function: ast.FunctionDef, makers: dict[str, set[str]]) -> set[str]:
    given = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
    weights: set[str] = set()
    for call in _calls(function):
        handed = call.args[:1]
        if _name(call) in makers and any(isinstance(a, ast.Name) and a.id in given for a in handed):
            weights |= makers[_name(call)]
    return weights


def _weights(call: ast.Call, makers: dict[str, set[str]]) -> set[str]:
    stated = {
        _MEMBERS[node.attr]
        for argument in (*call.args, *(keyword.value for keyword in call.keywords))
        for node in ast.walk(argument)
        if isinstance(node, ast.Attribute)
        and node.attr in _MEMBERS
        and isinstance(node.value, ast.Name)
        and node.value.id == "Severity"
    }
    return stated or makers.get(_name(call), set())


def _texts(call: ast.Call) -> Iterator[str]:
    """Yield the texts that stand directly among the arguments; `stem-*` for an f-string."""
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        choices = (
            (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
        )
        for one in choices:
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value
            elif isinstance(one, ast.JoinedStr) and isinstance(one.values[0], ast.Constant):
                yield f"{one.values[0].value!s}*"


def _codes(text: str, wanted: set[str]) -> Iterator[str]:
    if text.endswith("-*"):
        yield from (code for code in wanted if code.startswith(text[:-1]))
    elif text in wanted:
        yield text
