"""Write what code and library already say: docs/reference/, SOURCES.md, the views in the guides.

Run: python scripts/build_reference.py            writes the pages
     python scripts/build_reference.py --check    says which pages are out of date (exit code 1)
"""

from __future__ import annotations

import sys
from pathlib import Path

from reference import (
    cellmutations,
    cli,
    columns,
    factors,
    guides,
    plausibility,
    problems,
    products,
    sources,
)

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
AGAIN = "<!-- Written by scripts/build_reference.py. Do not edit. -->\n\n"


def pages() -> dict[str, str]:
    """Return every generated page by its path in the project, the guides with their views."""
    made = {
        "docs/reference/cli.md": cli.page(),
        "docs/reference/problems.md": problems.page(),
        "docs/reference/factors.md": factors.page(),
        "docs/reference/cell-mutations.md": cellmutations.page(),
        "docs/reference/columns.md": columns.page(),
        "docs/reference/products.md": products.page(),
        "docs/plausibility.md": plausibility.page(),
        "SOURCES.md": sources.page(),
    }
    whole = {name: AGAIN + text.rstrip("\n") + "\n" for name, text in made.items()}
    return whole | {
        f"docs/guide/{name}": guides.filled(_read(DOCS / "guide" / name) or "", language)
        for name, language in guides.GUIDES.items()
    }


def out_of_date() -> list[str]:
    """Return the names of pages that differ from what would be written now."""
    return [name for name, text in pages().items() if _read(ROOT / name) != text]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main() -> int:
    """Write the pages, or with --check only compare them."""
    if "--check" in sys.argv[1:]:
        stale = out_of_date()
        for name in stale:
            print(f"{name} is out of date: run python scripts/build_reference.py")
        return 1 if stale else 0
    (DOCS / "reference").mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(text.encode()) // 1000} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
