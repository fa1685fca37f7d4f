"""procedure.yaml for tests: every fact that the records need, as plain data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from carbon.intake.procedure_records import CHECKS
from carbon.tender.records import Assessment

Data = dict[str, Any]
DAY = "2027-04-12"


def check(supplier: str, kind: str, *, outcome: str = "met", **more: str) -> Data:
    """Return one check that somebody made."""
    return {
        "supplier": supplier,
        "kind": kind,
        "outcome": outcome,
        "reason": f"prövat: {kind}",
        "provision": "LOU 4:10",
        "who": "Anna Ek",
        "when": "2027-03-31",
        **more,
    }


def mark(supplier: str, field: str, **more: str) -> Data:
    """Return one secrecy mark."""
    return {
        "supplier": supplier,
        "field": field,
        "ground": "OSL 31:16",
        "reason": "Uppgiften är en affärsuppgift.",
        "description": "Det som ändå kan sägas.",
        "who": "Anna Ek",
        "when": DAY,
        **more,
    }


def whole(assessment: Assessment, hashes: Mapping[str, str] | None = None) -> Data:
    """Return a complete procedure in which every lot goes to its first offer."""
    suppliers = sorted({offer.supplier for offer in assessment.offers})
    incomplete = [
        check(o.supplier, "requirements", outcome="failed", lot=result.lot.id)
        | {"reason": "rad saknar uppgift", "provision": "LOU 4:10"}
        for result in assessment.lots
        for o in result.ranking
        if o.rank is None
    ]
    winners = [(r.lot.id, r.ranking[0].supplier) for r in assessment.lots if r.ranking]
    listed: list[Data] = [
        {"supplier": offer.supplier, "received": "2027-03-29T15:40"}
        | ({"file": name, "sha256": sha} if (sha := (hashes or {}).get(name)) else {})
        for offer in assessment.offers
        for name in (offer.files or ("",))
    ]
    return {
        "deadline": "2027-03-29T23:59",
        "evaluated": "2027-04-12T10:00",
        "notices": [{"number": "EX-2027-11", "published": "2027-02-15"}],
        "opening": {"when": "2027-03-30T09:00", "who": ["Anna Ek", "Bo Dahl"], "tenders": listed},
        "people": [
            {
                "name": "Anna Ek",
                "role": "upphandlare",
                "conflict": "inget jäv",
                "when": "2027-03-30",
                "saw": "alla anbud från 2027-03-30",
            }
        ],
        "checks": [check(s, kind) for s in suppliers for kind in CHECKS] + incomplete,
        "clarifications": [],
        "screening": [],
        "verification": [
            {
                "supplier": winners[0][1],
                "lot": winners[0][0],
                "what": "klimatvärdet",
                "why": "störst verkan",
                "result": "stämmer",
                "who": "Bo Dahl",
                "when": "2027-04-05",
            }
        ],
        "decision": {
            "when": DAY,
            "who": "Cilla Berg, inköpschef",
            "mandate": "delegationsordningen punkt 4.2",
            "awards": [
                {"lot": lot, "supplier": supplier, "reason": "lägst jämförelsesumma"}
                for lot, supplier in winners
            ],
        },
        "notification": {
            "court": "domstolen i exemplet",
            "sent": [
                {"supplier": s, "when": "2027-04-13", "how": "electronic", "to": "a@b.example"}
                for s in suppliers
            ],
        },
        "secrecy": [],
        "review_case": False,
    }


def write(folder: Path, content: Data) -> None:
    """Write a procedure; JSON is YAML."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / "procedure.yaml").write_text(text, encoding="utf-8")


def hashes(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """Return the SHA-256 of files of a folder."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
