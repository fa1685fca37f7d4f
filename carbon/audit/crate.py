"""ro-crate-metadata.json: what a bundle is, for archives and programs that know no carbon.

RO-Crate 1.1 as JSON-LD. Written here and read by the library (`rocrate`) in the tests: the library
stamps the clock into what it writes and loads an HTTP client, which a tool without a network should
not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import carbon
from carbon.audit import bag
from carbon.audit.records import KNOWLEDGE, OUTPUTS, TENDER, Kind, Member
from carbon.library.records import Source
from carbon.tender.records import Tender

_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_CONTEXT = f"{_SPECIFICATION}/context"
_TYPES = {".csv": "text/csv", ".json": "application/json", ".html": "text/html",
          ".yaml": "application/yaml", ".pdf": "application/pdf", ".jsonl": "application/jsonl",
          ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
_Entity = dict[str, Any]


def metadata(
    tender: Tender, members: Sequence[Member], sizes: Mapping[str, int], sources: Iterable[Source]
) -> bytes:
    """Return the metadata of a bundle; the date is the one that the tender states."""
    files = [_file(one, sizes) for one in members
             if one.kind not in (Kind.KNOWLEDGE, Kind.MASKED)]  # fmt: skip
    cited = [_cited(one) for one in sources]
    knowledge = {"@id": f"data/{KNOWLEDGE}/", "@type": "Dataset", "name": "factors",
                 "description": "Factors, products, places, roads and assumptions"}  # fmt: skip
    software = {"@id": "#carbon", "@type": "SoftwareApplication", "name": "carbon",
                "softwareVersion": carbon.__version__}  # fmt: skip
    graph = [_descriptor(), _root(tender, files, knowledge, cited), knowledge, software,
             _action(files), *files, *cited]  # fmt: skip
    content = {"@context": _CONTEXT, "@graph": graph}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(
        "utf-8", "replace"
    )


def _descriptor() -> _Entity:
    return {"@id": bag.CRATE, "@type": "CreativeWork", "about": _to("./"),
            "conformsTo": _to(_SPECIFICATION)}  # fmt: skip


def _root(
    tender: Tender, files: Sequence[_Entity], knowledge: _Entity, cited: Sequence[_Entity]
) -> _Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": tender.title,
        "description": "Evidence bundle of the evaluation of a public tender: inputs as received, "
                       "knowledge used, results and outputs. `carbon verify` answers whether the "
                       "results follow from the inputs.",
        "identifier": tender.reference or tender.id,
        "datePublished": tender.as_of,
        "license": "Not for publication without a secrecy review; see each source's own licence",
        "hasPart": [_to(one["@id"]) for one in (*files, knowledge)],
        "citation": [_to(one["@id"]) for one in cited],
        "mentions": [_to("#evaluation")],
    }  # fmt: skip


def _action(files: Sequence[_Entity]) -> _Entity:
    made = tuple(f"data/{name}/" for name in (OUTPUTS, "results"))
    return {
        "@id": "#evaluation",
        "@type": "CreateAction",
        "name": "carbon evaluate",
        "instrument": _to("#carbon"),
        "object": [_to(one["@id"]) for one in files if one["@id"].startswith(f"data/{TENDER}/")],
        "result": [_to(one["@id"]) for one in files if one["@id"].startswith(made)],
    }


def _file(one: Member, sizes: Mapping[str, int]) -> _Entity:
    found: _Entity = {"@id": f"data/{one.name}", "@type": "File",
                      "contentSize": str(sizes[one.name])}  # fmt: skip
    ending = one.name[one.name.rfind(".") :] if "." in one.name else ""
    if ending in _TYPES:
        found["encodingFormat"] = _TYPES[ending]
    return {**found, "name": one.original or one.name}


def _cited(source: Source) -> _Entity:
    return {"@id": f"#source-{source.id}", "@type": "CreativeWork", "name": source.title,
            "publisher": source.publisher, "version": source.edition,
            "license": source.licence, "creditText": source.attribution}  # fmt: skip


def _to(id_: str) -> _Entity:
    return {"@id": id_}
