"""Tender folders whose parts come from A or from B: one cause switched at a time.

The parts are the offers, their evidence and the lines; the decisions; the library; roads and
places; the rest of tender.yaml; its rounding. A mixture is laid out in a temporary folder with
links to the files, and tender.yaml is put together key by key. A lock is left out: it would refuse
every mixture.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carbon import resources, yamlfile
from carbon.audit import knowledge
from carbon.audit.difference_records import Cause, Side
from carbon.intake import evidencefiles, paths
from carbon.intake.tenderfile import FILE
from carbon.intake.yamlfields import opened
from carbon.library import load
from carbon.problems import Problem, error
from carbon.tender.publication import lock

# The keys of tender.yaml under each cause; all others are the method.
_KEYS = {
    **dict.fromkeys(("lots", "basket", "lot", "layouts"), Cause.INPUT),
    **dict.fromkeys(("delivery", "drop_size_kg"), Cause.ROUTE),
    "factors_edition": Cause.FACTOR,
}
# Keys from which no figure is taken; they are told when they differ, and never switched.
_NO_FIGURES = ("documents", "screens", "contract", "people", "overrides")
_NAMING = ("basket", "layouts")  # keys that name files
_DECISIONS = ("decisions.yaml", "quality.yaml", "procedure.yaml")
_ROUTES = ("places/", "roads/", "transport/chains", "transport/zones", "transport/sea",
           "assumptions/transport")  # fmt: skip
_OFFERS = "offers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A side taken apart: its tender.yaml, and the files of each cause by name."""

    side: Side
    content: Mapping[str, Any]  # with the library edition that a lock names
    as_read: Mapping[str, Any]  # without what shapes no figure
    files: Mapping[Cause, Mapping[str, Path]]
    others: Mapping[str, Path]  # of the tender folder: read by nobody who makes a figure


def source(side: Side) -> tuple[Source | None, list[Problem]]:
    """Return a side taken apart, or why its tender.yaml cannot be."""
    fields, problems = opened(side.tender / FILE, FILE)
    if fields is None:
        return None, problems
    content = fields.content
    plain: dict[str, Any] = {**content, **_edition(side, content)}
    if yamlfile.parse(_text(plain), FILE)[0] != plain:
        return None, [error("diff-tender-odd", FILE)]
    files = _files(side, plain)
    used = {name for named in files.values() for name in named} | {FILE}
    every = {
        path.relative_to(side.tender).as_posix(): path
        for path in sorted(side.tender.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    others = {name: path for name, path in every.items() if name not in used}
    as_read = {key: value for key, value in content.items() if shapes_figures(key)}
    return Source(side=side, content=plain, as_read=as_read, files=files, others=others), []


def _edition(side: Side, content: Mapping[str, Any]) -> dict[str, str]:
    """Return the library edition that a lock gives a tender that names none."""
    published, _ = lock.read(side.tender)
    if published is None or content.get("factors_edition") is not None:
        return {}
    known = load.editions(side.knowledge or resources.factors_folder())
    return {"factors_edition": published.library} if published.library in known else {}


def _files(side: Side, content: Mapping[str, Any]) -> dict[Cause, dict[str, Path]]:
    lib = knowledge.files(side.knowledge or resources.factors_folder())
    routes = {name: path for name, path in lib.items() if name.startswith(_ROUTES)}
    return {
        Cause.INPUT: dict(_inputs(side.tender, content)),
        Cause.DECISION: {
            name: side.tender / name for name in _DECISIONS if (side.tender / name).is_file()
        },
        Cause.FACTOR: {name: path for name, path in lib.items() if name not in routes},
        Cause.ROUTE: routes,
    }


def _inputs(root: Path, content: Mapping[str, Any]) -> Iterator[tuple[str, Path]]:
    """Yield offers, evidence and the files that tender.yaml names, none outside the folder."""
    for folder, of_it in (
        (_OFFERS, Path.is_file),
        (evidencefiles.FOLDER, evidencefiles.is_evidence),
    ):
        place = root / folder
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            if of_it(path) and path.resolve().is_relative_to(root.resolve()):
                yield f"{folder}/{path.name}", path.resolve()
    for key in _NAMING:
        listed = content.get(key) or []
        for name in listed if isinstance(listed, list) else [listed]:
            found, _ = paths.inside(root, str(name), FILE)
            if found is not None:
                yield found.relative_to(root.resolve()).as_posix(), found


def cause_of(key: str) -> Cause:
    """Return the cause of a top key of tender.yaml."""
    return _KEYS.get(key, Cause.METHOD)


def shapes_figures(key: str) -> bool:
    """Tell whether any figure is taken from a top key of tender.yaml."""
    return key not in _NO_FIGURES


def keys_of(of: Source, cause: Cause) -> dict[str, Any]:
    """Return the keys of tender.yaml under a cause."""
    if cause is Cause.ROUNDING:
        return {} if _rounding(of) is None else {"evaluation": {"rounding": _rounding(of)}}
    kept = {
        key: value
        for key, value in of.content.items()
        if cause_of(key) is cause and shapes_figures(key)
    }
    evaluation = kept.get("evaluation")
    if isinstance(evaluation, dict):
        rest = {key: value for key, value in evaluation.items() if key != "rounding"}
        kept["evaluation"] = rest
    return kept


def _rounding(of: Source) -> Any:
    evaluation = of.content.get("evaluation")
    return evaluation.get("rounding") if isinstance(evaluation, dict) else None


def lay_out(chosen: Mapping[Cause, Source], place: Path) -> tuple[Path, Path | None]:
    """Make a tender folder and a library below `place` whose parts come from where `chosen` says.

    Returns both; None for the library that is installed.
    """
    tender = place / "tender"
    (tender / _OFFERS).mkdir(parents=True)
    (tender / FILE).write_bytes(_tender_yaml(chosen))
    for cause in (Cause.INPUT, Cause.DECISION):
        _link_all(chosen[cause].files[cause], tender)
    factor, route = chosen[Cause.FACTOR], chosen[Cause.ROUTE]
    if factor.side.knowledge == route.side.knowledge:
        return tender, factor.side.knowledge
    library = place / "knowledge"
    _link_all(factor.files[Cause.FACTOR], library)
    _link_all(route.files[Cause.ROUTE], library)
    return tender, library


def _tender_yaml(chosen: Mapping[Cause, Source]) -> bytes:
    """Return tender.yaml of a mixture; that of one side alone is its own, to the byte."""
    content = _content(chosen)
    for of in chosen.values():
        if content == of.as_read and all(one is of for one in chosen.values()):
            return (of.side.tender / FILE).read_bytes()
    return _text(content).encode()


def _content(chosen: Mapping[Cause, Source]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for cause, of in chosen.items():
        if cause is not Cause.ROUNDING:
            content |= keys_of(of, cause)
    rounding = _rounding(chosen[Cause.ROUNDING])
    if rounding is not None and isinstance(content.get("evaluation"), dict):
        content["evaluation"] = {**content["evaluation"], "rounding": rounding}
    return content


def _text(content: Mapping[str, Any]) -> str:
    """Return tender.yaml as JSON, which is YAML too and leaves no doubt what is text."""
    return json.dumps(content, ensure_ascii=False, indent=1)


def _link_all(files: Mapping[str, Path], root: Path) -> None:
    for name, path in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, target)
        except OSError:  # another disk, or a file system without links
            shutil.copyfile(path, target)
