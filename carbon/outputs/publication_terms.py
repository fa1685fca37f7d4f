"""Contract terms, change control, limits and hashes: what binds once the method is published."""

from __future__ import annotations

from decimal import Decimal

from carbon.outputs import terms
from carbon.outputs.publication_page import Section, formula, listed, section, tabled, text
from carbon.outputs.publication_rule import kronor, word
from carbon.outputs.tables import outside, table
from carbon.tender.publication.changes import Change
from carbon.tender.publication.publish import Publication
from carbon.tender.publication.terms import advantage_sek_per_kg

_ZERO = Decimal(0)
_LIMITS = ("average", "single", "court", "advice", "basis", "uncertain")


def contract(of: Publication, lang: str) -> list[Section]:
    """Return the contract terms as sections of a document of their own."""
    values = _amounts(of, lang)
    parts = ("bound", "supplier", "followup", "tolerance", "sanction", "moves", "method", "proof")
    found = []
    for part in parts:
        blocks = [text(word(f"contract-{part}-text", lang, **values))]
        if part == "sanction":
            blocks.append(formula(word("contract-formula", lang)))
            blocks.append(text(word("contract-sanction-why", lang, **values)))
        found.append(section(f"contract-{part}", lang, blocks))
    return found


def contract_summary(of: Publication, lang: str) -> Section:
    """Return the contract terms as one section of the method appendix."""
    values = _amounts(of, lang)
    keys = ("bound", "followup", "tolerance", "sanction", "moves")
    items = [word(f"contract-{key}-text", lang, **values) for key in keys]
    blocks = [listed(items), formula(word("contract-formula", lang))]
    return section("contract", lang, blocks)


def _amounts(of: Publication, lang: str) -> dict[str, str]:
    stated = of.pack.tender.contract
    amounts = {
        "sanction": stated.sanction_sek_per_kg,
        "tolerance": stated.tolerance_percent,
        "days": stated.follow_up_days,
        "advantage": advantage_sek_per_kg(of.pack.tender),
    }
    shown = {key: terms.reader_decimal(one or _ZERO, lang) for key, one in amounts.items()}
    shown |= {key: kronor(amounts[key] or _ZERO, lang) for key in ("sanction", "advantage")}
    return {**shown, "sha": of.pack.sha256}


def changed(of: Publication, lang: str) -> Section:
    """Return how the published can be changed, and every change that was made."""
    blocks = [text(word("change-rule", lang)), text(word("change-refuses", lang))]
    if not of.changes:
        blocks.append(text(word("change-none", lang)))
    for one in of.changes:
        blocks.append(text(_change(one, lang)))
        rows = [(outside(name, head=True), outside(old), outside(new)) for name, old, new in
                one.differs]  # fmt: skip
        headers = [word("h-figure", lang), word("h-old", lang), word("h-new", lang)]
        blocks.append(tabled(table(word("change-caption", lang), headers, rows)))
    return section("changes", lang, blocks)


def _change(one: Change, lang: str) -> str:
    return word(
        "change-entry",
        lang,
        when=one.when,
        who=terms.shown(one.who),
        why=terms.shown(one.why),
        answer=word(f"deadline-{one.deadline_extended}", lang),
        reason=terms.shown(one.deadline_reason),
    )


def limits(of: Publication, lang: str) -> Section:
    """Return what the method cannot tell, and what nobody has tried in court."""
    return section("limits", lang, [listed(word(f"limit-{key}", lang) for key in _LIMITS)])


def hashes(of: Publication, lang: str) -> Section:
    """Return the hash of the pack, and of every file that it was made of."""
    pack = of.pack
    versions = pack.figures["versions"]
    rows = [(outside(name, head=True), outside(sha)) for name, sha in pack.files.items()]
    rows += [(outside(name, head=True), outside(sha)) for name, sha in pack.documents.items()]
    edition = f"{versions['library']}, {versions['library_edition']}"
    blocks = [
        text(word("hash-why", lang)),
        formula(f"SHA-256: {pack.sha256}"),
        text(word("hash-library", lang, edition=edition)),
        text(word("hash-engine", lang, version=pack.engine_version)),
        text(word("hash-check", lang)),
        tabled(table(word("hash-caption", lang), [word("h-file", lang), "SHA-256"], rows)),
    ]
    return section("hashes", lang, blocks, wide=True)


def vectors(of: Publication, lang: str) -> Section:
    """Return how anybody can compute the same, with the test vectors and the program."""
    counts = {name: len(of.vectors[name]) for name in ("rule", "defaults", "offers")}
    return section("vectors", lang, [text(word("vectors-text", lang, **counts))])
