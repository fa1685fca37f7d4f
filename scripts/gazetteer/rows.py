"""What one line of the gazetteer says, and how names of a source become names to search by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carbon.transport.placenames import fold, fold_keeping_letters
from carbon.transport.sphere import great_circle_km

EARTH_RADIUS_KM = 6371.0088  # only to tell near from far while building


@dataclass(frozen=True, kw_only=True)
class Row:
    kind: str  # locality, municipality, postcode, port, airport, crossing, country
    id: str
    name: str
    country: str
    region: str = ""  # first-level code of GeoNames; its name stands in the table of regions
    municipality: str = ""
    lat: float
    lon: float
    population: int = 0
    note: str = ""  # s: seat of its municipality, c: capital; of a postcode its state
    main: tuple[str, ...] = ()  # further names as good as the name: codes, the local name
    others: tuple[str, ...] = ()


def apart_km(one: Row, lat: float, lon: float) -> float:
    return great_circle_km((one.lat, one.lon), (lat, lon), EARTH_RADIUS_KM)


def usable_names(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return the names in Latin script, without codes and transliterations."""
    kept = {fold_keeping_letters(name): ""}
    for other in others:
        if _is_name(other):
            kept.setdefault(fold_keeping_letters(other), other)
    return tuple(one for one in kept.values() if one)


def _is_name(text: str) -> bool:
    if len(text) < 3 or text.isupper() or not text[0].isupper():
        return False  # codes, and transliterations from other scripts, which begin small
    if any(sign in text for sign in "',|\"\t"):
        return False
    latin = all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in text)
    return latin and fold(text).replace(" ", "").isalpha()
