"""plausibility.md: each food with a band, the library's value, and why it lies outside."""

from __future__ import annotations

from decimal import Decimal

from carbon import resources, yamlfile
from carbon.library import bands, load
from carbon.library.bands import FARM, Held
from reference.markdown import cell, code, table

_INTRO = """# Rimlighet · Plausibility

Bibliotekets värden för {foods} livsmedel, jämförda med vad andra källor säger: {inside} av {count}
jämförelser ligger inom sitt band, {outside} utanför med angivet skäl. Ett band varnar och räknar
aldrig. **Grossist**: alla steg från gård till grossist, utan anbudets egen transport. **Gård**:
bara odling och djurhållning, utan ändrad markanvändning. Allt i kg CO2e per kg.

The library's values for {foods} foods, held against what other sources say: {inside} of {count}
comparisons lie within their band, {outside} outside with a reason. A band warns and never
computes. **Wholesale**: all stages from farm to wholesaler, without the offer's own transport.
**Farm**: the farm stage alone, without land-use change. All in kg CO2e per kg.

## Regeln · The rule

{rule} Sigma is {sigma}.
"""


def page() -> str:
    """Return the page."""
    folder = resources.factors_folder()
    library = load.load()
    known, problems = bands.read(folder)
    held, wrong = bands.hold(library, known)
    if problems or wrong:
        raise SystemExit(f"the bands cannot be read: {problems or wrong}")
    head, _ = yamlfile.read(folder / bands.HEAD)
    outside = [one for one in held if not one.inside]
    intro = _INTRO.format(
        foods=len({one.product.id for one in held}),
        count=len(held),
        inside=len(held) - len(outside),
        outside=len(outside),
        rule=" ".join(str(head["rule"]).split()),
        sigma=head["between_sources_sigma"],
    )
    lines = [intro, "## Utanför bandet · Outside the band", ""]
    for one in outside:
        lines.append(
            f"- {code(one.product.id)} {cell(one.product.name_sv)} ({_stage(one)}): "
            f"{_kg(one.kg_co2e)}, band {_band(one)}. {cell(one.band.reason)}"
        )
    return "\n".join([*lines, "", "## Alla jämförelser · All comparisons", "", *_table(held)])


def _table(held: tuple[Held, ...]) -> list[str]:
    headings = ("produkt · product", "svenska", "jämfört · compared", "biblioteket · library",
                "band", "inom · inside", "andra källor · other sources", "var · where")  # fmt: skip
    rows = (
        (code(one.product.id), one.product.name_sv, _stage(one), _kg(one.kg_co2e), _band(one),
         "ja · yes" if one.inside else "nej · no", _values(one), one.band.locator)
        for one in held
    )  # fmt: skip
    return table(headings, rows)


def _stage(one: Held) -> str:
    return "gård · farm" if one.band.compared == FARM else "grossist · wholesale"


def _values(one: Held) -> str:
    if not one.band.values:
        return ", ".join(one.band.sources)
    return ", ".join(f"{source} {_kg(value)}" for source, value in one.band.values.items())


def _band(one: Held) -> str:
    return f"{_kg(one.band.low)}-{_kg(one.band.high)}"


def _kg(value: float | Decimal) -> str:
    return f"{float(value):.3g}"
