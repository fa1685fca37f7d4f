"""Make the pictures of the guides from real runs of the examples, so that they stay true.

Needs LibreOffice, poppler, Chromium and the test requirements (playwright, Pillow). Run:
python scripts/build_pictures.py [officer] [producer] [auditor]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from pictures import auditor, drawing, officer, producer

CHECKOUT = Path(__file__).resolve().parents[1]
PICTURES = CHECKOUT / "docs" / "guide" / "pictures"
READERS = {"officer": officer, "producer": producer, "auditor": auditor}
LARGEST, ALL = 150_000, 2_500_000  # bytes of one picture, and of all together


def main(asked: list[str]) -> int:
    """Make every picture, or those of some readers; say which are too large."""
    wrong = [one for one in asked if one not in READERS] + drawing.missing_tools()
    if wrong:
        print(f"not found: {', '.join(wrong)}")
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with drawing.browser() as chromium:
        for name in asked or READERS:
            for language in drawing.LOCALES:
                with tempfile.TemporaryDirectory() as folder:
                    made += READERS[name].pictures(chromium, Path(folder), language, PICTURES)
    for path in made:
        print(f"{path.relative_to(CHECKOUT)}: {path.stat().st_size // 1000} kB")
    total = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"all: {total // 1000} kB")
    return 1 if total > ALL or any(path.stat().st_size > LARGEST for path in made) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
