"""What `carbon read` says of a PACT product footprint: what it comes to and what it covers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NoReturn

from carbon.cli import output as out
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.intake.evidence_records import PactFootprint

_SHOWN = ("id", "spec_version", "status", "company", "product_name", "product_ids", "unit",
          "unit_amount", "mass_kg", "excluding_uptake", "land_use_change", "packaging_included",
          "packaging", "outbound_logistics", "gwp", "standards", "exempted_percent", "period_from",
          "period_to", "valid_from", "valid_to", "review", "boundary", "unstated")  # fmt: skip


def tell(text: str, name: str, output: Output) -> NoReturn:
    """Write what a footprint says and what is wrong with it, and leave."""
    from carbon import language
    from carbon.intake import pact
    from carbon.problems import UsageError

    found, problems = pact.read(text, name)
    if found is None:
        raise UsageError(*problems)
    if output.as_json:
        listed = [language.described(one, output.lang) for one in problems]
        output.json({"file": name, "footprint": _data(found), "problems": listed})
    else:
        for line in _lines(found, output.lang):
            output.text(line)
    output.problems(problems, notes=True)
    out.leave(out.FINE)


def _data(found: PactFootprint) -> dict[str, Any]:
    """Return the fields as they are printed; decimals are strings."""
    values = asdict(found)
    kept = {name: values[name] for name in _SHOWN}
    plain = {name: f"{kept[name]:f}" for name in kept if hasattr(kept[name], "as_tuple")}
    return {**kept, **plain, "kg_co2e_per_kg": _per_kg(found)}


def _per_kg(found: PactFootprint) -> str | None:
    if found.mass_kg is None:
        return None
    return f"{found.excluding_uptake / found.mass_kg:.6f}"


def _lines(found: PactFootprint, lang: str) -> list[str]:
    from carbon import language
    from carbon.problems import shorten
    from carbon.tender import evidence_pact

    told = {"company": shorten(found.company), "name": shorten(found.product_name)}
    per_kg = _per_kg(found)
    stages = ", ".join(language.word(f"stage-{one}", lang) for one in evidence_pact.covered(found))
    figure = (
        language.word("cli-read-pact-no-kg", lang)
        if per_kg is None
        else language.word("cli-read-pact-kg", lang, kg=per_kg)
    )
    return [
        language.word("cli-read-pact", lang, version=shorten(found.spec_version, 20), **told),
        f"  {figure}",
        "  " + language.word("cli-read-pact-stages", lang, stages=stages),
    ]
