"""Draw who imports whom: the table of rooms in docs/architecture.md, and all modules as a picture.

Run: python scripts/draw_imports.py              writes the table between its markers
     python scripts/draw_imports.py --check      says whether the table is out of date (exit code 1)
     python scripts/draw_imports.py --svg FILE   draws every module; a red dot points back

The picture is a matrix: a dot in row A and column B says that A imports B. Modules stand in the
order of what they need, so that every dot lies below the diagonal as long as nothing goes round.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- drawn: imports -->", "<!-- /drawn -->"
# From the core outwards; tests/test_layers.py says which of them form a layer.
ROOMS = (
    *("problems", "resources", "yamlfile", "jsonfile", "language", "units", "library"),
    *("transport", "farm", "intake", "matching", "footprint", "tender", "outputs"),
    *("audit", "web", "cli"),
)
Edges = Mapping[str, frozenset[str]]


@cache
def trees() -> Mapping[str, tuple[Path, ast.Module]]:
    """Every module of the package by its name, with its file and what it says, parsed once."""
    found = {}
    for path in sorted((ROOT / "carbon").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = (path, ast.parse(path.read_text(encoding="utf-8")))
    return found


def named(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Yield every name that a module imports from carbon, as written, with its statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((one.name, node) for one in node.names if one.name.startswith("carbon"))
        elif isinstance(node, ast.ImportFrom) and str(node.module).startswith("carbon"):
            yield from ((f"{node.module}.{one.name}", node) for one in node.names)


def edges(*, late: bool = True) -> Edges:
    """Who imports whom, module by module; without `late` only what is imported when it is loaded.

    The package itself is left out: its door names rooms that it loads only when asked.
    """
    known = trees()
    found = {}
    for name, (_, tree) in known.items():
        every = (one for one, node in named(tree) if late or not node.col_offset)
        modules = {one if one in known else one.rpartition(".")[0] for one in every}
        found[name] = frozenset(modules & known.keys() - {name, "carbon"})
    return {name: needs for name, needs in found.items() if name != "carbon"}


def room(module: str) -> str:
    """Return the room that a module stands in."""
    return module.split(".")[1]


def rounds(of: Edges) -> list[list[str]]:
    """Return the groups of modules that need each other, none where imports go one way."""
    left = dict(of)
    while True:
        free = {one for one, needs in left.items() if not needs & left.keys()}
        free |= {one for one in left if not any(one in needs for needs in left.values())}
        if not free:
            return [sorted(left)] if left else []
        left = {one: needs for one, needs in left.items() if one not in free}


def order(of: Edges) -> list[str]:
    """Return the modules so that each stands after what it needs, room by room where possible."""
    placed: dict[str, None] = {}
    waiting = sorted(of, key=lambda one: (ROOMS.index(room(one)), one))
    while waiting:
        free = [one for one in waiting if of[one] <= placed.keys()] or waiting[:1]
        placed[free[0]] = None
        waiting.remove(free[0])
    return list(placed)


def table() -> str:
    """Return the rooms as a table: ● imports, ○ only the records of a room of the same layer."""
    told: dict[tuple[str, str], set[str]] = {}
    for name, (_, tree) in trees().items():
        for one, _ in named(tree) if name != "carbon" else ():
            parts = one.split(".")
            if len(parts) > 1 and parts[1] in ROOMS and parts[1] != room(name):
                told.setdefault((room(name), parts[1]), set()).add(one)
    heads = " | ".join(f"`{one}`" for one in ROOMS)
    rows = [f"| imports → | {heads} |", f"|---|{':-:|' * len(ROOMS)}"]
    for one in ROOMS:
        marks = (_mark(one, other, told.get((one, other), set())) for other in ROOMS)
        rows.append(f"| `{one}` | {' | '.join(marks)} |")
    return "\n".join(rows)


def _mark(one: str, other: str, names: set[str]) -> str:
    if one == other:
        return "·"
    if not names:
        return ""
    return "○" if all("records" in name for name in names) else "●"


def drawn(text: str) -> str:
    """Return the page with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


def picture() -> str:
    """Return every module as an SVG matrix; a dot above the diagonal, in red, points back."""
    of = edges()
    names = order(of)
    place = {name: number for number, name in enumerate(names)}
    size = len(names)
    dots: dict[str, list[str]] = {"#1b4f72": [], "#c0392b": []}
    for name in names:
        for other in of[name]:
            back = place[other] > place[name]
            dots["#c0392b" if back else "#1b4f72"].append(f"M{place[other]} {place[name]}h1v1h-1z")
    walls = "".join(
        f"M0 {place[one]}h{size}M{place[one]} 0v{size}"
        for before, one in pairwise(names)
        if room(before) != room(one)
    )
    paths = "".join(f'<path fill="{fill}" d="{"".join(some)}"/>' for fill, some in dots.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="{walls}" stroke="#ddd" stroke-width=".5"/>{paths}</svg>\n'
    )


def main() -> int:
    """Write the table, check it, or draw the picture."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--svg"]:
        Path(arguments[1]).write_text(picture(), encoding="utf-8")
        return 0
    text = PAGE.read_text(encoding="utf-8")
    now = drawn(text)
    if arguments == ["--check"]:
        if now != text:
            sys.stderr.write("docs/architecture.md: the drawn imports are out of date\n")
        return int(now != text)
    PAGE.write_text(now, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
