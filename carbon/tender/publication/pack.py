"""The method pack of a tender: everything that decides its figures, as one set of plain data.

Rule, basket, boundary, delivery, rounding, currency, evidence, contract terms, the factors that can
be used with their sources, the assumptions and default chains, and the SHA-256 of every file they
came from. Each figure has an address such as `factors/food/carrot/farm@FR: kg_co2e`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import carbon
from carbon import resources, yamlfile
from carbon.intake import tendersources
from carbon.library.records import Factor, Library
from carbon.tender import pack as digests
from carbon.tender.publication import usable
from carbon.tender.publication.named import Named, flat, text
from carbon.tender.records import Tender

_FACTOR = ("kg_co2e", "per", "payload_t", "ttw_kg_co2e", "wtt_kg_co2e")
_PRODUCT = ("density_kg_per_l", "unit_mass_kg", "edible_share", "match_score", "category")
_LINE = ("name", "quantity", "unit", "kg_per_unit", "requirement", "optional")
_CHAINS = "transport/chains.yaml"
_HEADS = {"road_network": ("roads", "roads-*.yaml", "version"),
          "gazetteer": ("places", "gazetteer-*.yaml", "edition")}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPack:
    """What a tender publishes, with the hashes that hold it."""

    tender: Tender
    library: Library
    sha256: str  # of method and knowledge: the one that results are stamped with
    engine_version: str
    files: Mapping[str, str]  # of the tender and of factors/: name -> SHA-256
    documents: Mapping[str, str]  # the buyer's own texts: name -> SHA-256
    library_files: Mapping[str, str]  # name -> SHA-256; the edition holds what they say
    figures: Mapping[str, Named]  # group -> name -> value
    factors: tuple[Factor, ...]  # those that the tender's lines and legs can use
    products: Mapping[str, str | None]  # line id -> product of the catalogue


def made(folder: Path, tender: Tender, library: Library) -> MethodPack:
    """Return the method pack of a tender that was read from `folder`."""
    root = resources.factors_folder()
    products = usable.products(tender, library)
    named = sorted({one for one in products.values() if one is not None})
    factors = usable.factors([library.products[one] for one in named], library)
    knowledge = digests.knowledge(root)
    own = tendersources.method_files(folder)
    return MethodPack(
        tender=tender,
        library=library,
        sha256=digests.digest(tender, library),
        engine_version=carbon.__version__,
        files={**own, **{f"factors/{name}": sha for name, sha in knowledge.items()}},
        documents=tendersources.document_files(folder),
        library_files=_library_files(root),
        figures=_figures(tender, library, products, factors),
        factors=factors,
        products=products,
    )


def _figures(
    tender: Tender,
    library: Library,
    products: Mapping[str, str | None],
    factors: tuple[Factor, ...],
) -> dict[str, Named]:
    named = sorted({one for one in products.values() if one is not None})
    return {
        "versions": _versions(library),
        "evaluation": flat(tender.evaluation),
        "terms": _terms(tender),
        "contract": flat(tender.contract),
        "basket": _basket(tender, products),
        "products": _products(named, library),
        "factors": {name: value for one in factors for name, value in _factor(one)},
        "assumptions": {
            f"{id_}: value": text(one.value) for id_, one in sorted(library.assumptions.items())
        },
        "chains": _chains(),
    }


def _versions(library: Library) -> Named:
    found = {"library": library.name, "library_edition": library.edition, "gwp": library.gwp}
    for name, (folder, pattern, key) in _HEADS.items():
        heads = sorted((resources.factors_folder() / folder).glob(pattern))
        found[name] = ", ".join(str(_yaml(head)[key]) for head in heads)
    return found


def _yaml(path: Path) -> Mapping[str, Any]:
    content, problems = yamlfile.read(path)
    return {} if problems or not isinstance(content, Mapping) else content


def _terms(tender: Tender) -> Named:
    found = {
        "boundary": ", ".join(tender.boundary),
        "drop_size_kg": text(tender.drop_size_kg),
        "evidence.accepted_level": text(tender.accepted_evidence_level),
        "as_of": tender.as_of,
        **flat(tender.currency, "currency"),
    }
    shares = {f"delivery.{one.place}: share": text(one.share) for one in tender.delivery}
    return found | shares


def _basket(tender: Tender, products: Mapping[str, str | None]) -> Named:
    found: dict[str, str] = {}
    for lot in tender.lots:
        for line in lot.lines:
            stated = {key: getattr(line, key) for key in _LINE}
            stated["product"] = line.product or products[line.id]
            found |= {f"{line.id}: {k}": text(v) for k, v in stated.items() if v is not None}
    return found


def _products(named: list[str], library: Library) -> Named:
    found: dict[str, str] = {}
    for id_ in named:
        product = library.products[id_]
        stated = {key: getattr(product, key) for key in _PRODUCT}
        stated["temperature"] = str(product.temperature)
        found |= {f"{id_}: {k}": text(v) for k, v in stated.items() if v is not None}
        found |= {f"{id_}: {stage}": one for stage, one in usable.of_product(product).items()}
    return found


def _factor(factor: Factor) -> list[tuple[str, str]]:
    stated = {key: getattr(factor, key) for key in _FACTOR}
    stated["gsd"] = factor.spread.gsd
    stated["stages"] = ", ".join(factor.stages) or None
    return [(f"{factor.id}: {k}", text(v)) for k, v in stated.items() if v is not None]


def _chains() -> Named:
    return flat(_yaml(resources.factors_folder() / _CHAINS))


def _library_files(root: Path) -> dict[str, str]:
    """Return the hash of each file that a library edition may be made of, to name one by."""
    held = digests.knowledge(root)
    names = {
        path.relative_to(root).as_posix(): path
        for pattern in ("*.yaml", "*.csv")
        for path in root.rglob(pattern)
    }
    return {
        f"factors/{name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in sorted(names.items())
        if name not in held and not name.startswith(digests.NO_FIGURES)
    }


def group_hashes(figures: Mapping[str, Named]) -> dict[str, str]:
    """Return the SHA-256 of each group of figures: of its canonical JSON."""
    return {group: canonical_sha256(one) for group, one in figures.items()}


def canonical_sha256(content: object) -> str:
    """Return the SHA-256 of data as JSON with sorted keys and no blanks, in hex."""
    found = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(found.encode()).hexdigest()


def as_data(pack: MethodPack) -> dict[str, Any]:
    """Return the method pack as plain data, sources and their licences included."""
    library = pack.library
    used = sorted({one.source for one in pack.factors})
    return {
        "format": 1,
        "tender": {"id": pack.tender.id, "reference": pack.tender.reference,
                   "sha256": pack.tender.sha256},
        "pack_sha256": pack.sha256,
        "engine_version": pack.engine_version,
        "groups": group_hashes(pack.figures),
        "figures": {group: dict(one) for group, one in pack.figures.items()},
        "factors": [_row(one) for one in pack.factors],
        "sources": {id_: flat(library.sources[id_]) for id_ in used if id_ in library.sources},
        "files": dict(pack.files),
        "documents": dict(pack.documents),
    }  # fmt: skip


def _row(factor: Factor) -> dict[str, Any]:
    return {
        "id": factor.id,
        "label": factor.label,
        "kg_co2e": text(factor.kg_co2e),
        "per": factor.per,
        "as_printed": factor.as_printed,
        "stages": [str(stage) for stage in factor.stages],
        "region": factor.region,
        "year": factor.year,
        "gwp": factor.gwp,
        "boundary": factor.boundary,
        "gsd": text(factor.spread.gsd),
        "gsd_basis": factor.spread.basis,
        "proxy": factor.proxy,
        "source": factor.source,
        "locator": factor.locator,
        "review_by": factor.review_by,
    }
