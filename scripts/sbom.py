"""Write what travels with carbon: docs/sbom.cdx.json and THIRD-PARTY-LICENCES/README.md.

The bill of materials is CycloneDX 1.6: every library of requirements.lock with version, hashes and
licence, and every source of data in factors/sources.yaml as a data component. It holds no clock, no
serial number by chance and no address of a registry, so the same lock gives the same bytes.

Run: python scripts/sbom.py            writes both, in a venv made from requirements-dev.lock
     python scripts/sbom.py --check    says which of them is out of date (exit code 1)
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ]+)(?: ; (?P<marker>[^\\]+?))? \\$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NOTICE = "THIRD-PARTY-LICENCES/README.md"
BILL = "docs/sbom.cdx.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One library of the lock: where it applies (marker) and the hashes of its files."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def ref(self) -> str:
        """Return the package URL that names it."""
        return f"pkg:pypi/{self.name}@{self.version}"


def pins(lock: str) -> tuple[Pin, ...]:
    """Return what a lock file pins, in its order. ValueError for any line that pins nothing."""
    found: list[Pin] = []
    for line in lock.splitlines():
        if match := PIN.match(line):
            fields = {key: (value or "").strip() for key, value in match.groupdict().items()}
            found.append(Pin(**fields, hashes=()))
        elif match := HASH.search(line):
            last = found.pop()
            hashes = (*last.hashes, match[1])
            found.append(
                Pin(name=last.name, version=last.version, marker=last.marker, hashes=hashes)
            )
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"requirements.lock: {line!r} is neither a pin nor a hash")
    return tuple(found)


def policy() -> dict[str, Any]:
    """Return the table of licences: allowed ones, packages, data and packed files."""
    return dict(yaml.safe_load(_text("scripts/sbom_licences.yaml")))


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _sources() -> dict[str, dict[str, Any]]:
    return dict(sorted(yaml.safe_load(_text("factors/sources.yaml")).items()))


def _project() -> dict[str, Any]:
    return dict(tomllib.loads(_text("pyproject.toml"))["project"])


def _library(pin: Pin, entry: dict[str, str]) -> dict[str, Any]:
    told = [{"name": "carbon:lock-marker", "value": pin.marker}] if pin.marker else []
    told += [{"name": f"carbon:licence-{key}", "value": entry[key]}
             for key in ("taken", "read") if key in entry]  # fmt: skip
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": pin.ref,
        "name": pin.name,
        "version": pin.version,
        "scope": "required",
        "hashes": [{"alg": "SHA-256", "content": one} for one in sorted(pin.hashes)],
        "licenses": [{"expression": entry["licence"]}],
        "purl": pin.ref,
    }
    return made | ({"properties": told} if told else {})


def _licence(words: str, entry: dict[str, str]) -> list[dict[str, Any]]:
    known = {"id": entry["spdx"]} if "spdx" in entry else {"name": words}
    return [{"license": known}]


def _data(key: str, source: dict[str, Any], entry: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "data",
        "bom-ref": f"source:{key}",
        "publisher": source["publisher"],
        "name": key,
        "version": source["edition"],
        "description": source["title"],
        "licenses": _licence(source["licence"], entry),
        "copyright": source["attribution"],
        "properties": [
            {"name": "carbon:licence-words", "value": source["licence"]},
            {"name": "carbon:locator", "value": source["locator"]},
            {"name": "carbon:why-it-may-be-shipped", "value": entry["why"]},
        ],
        "data": [{"type": "dataset", "name": source["title"]}],
    }


def _file(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "file",
        "bom-ref": f"file:{name}",
        "name": name,
        "hashes": [{"alg": "SHA-256", "content": sha256((ROOT / name).read_bytes()).hexdigest()}],
        "properties": [{"name": "carbon:made-by", "value": entry["made_by"]}],
    }


def _needs(pin: Pin, refs: dict[str, list[str]]) -> list[str]:
    """Return what a library asks for of the lock, whatever the platform; extras are left out."""
    try:
        asked = metadata.distribution(pin.name).requires or []
    except metadata.PackageNotFoundError:  # locked for another platform or Python
        asked = []
    found: set[str] = set()
    for one in map(Requirement, asked):
        if not (one.marker and "extra" in str(one.marker)):
            found.update(refs.get(canonicalize_name(one.name), ()))
    return sorted(found)


def _graph(locked: tuple[Pin, ...], table: dict[str, Any], top: str) -> list[dict[str, Any]]:
    refs: dict[str, list[str]] = {}
    for pin in locked:
        refs.setdefault(pin.name, []).append(pin.ref)
    direct = [canonicalize_name(Requirement(one).name) for one in _project()["dependencies"]]
    files = [f"file:{name}" for name in sorted(table["files"])]
    own = [ref for name in direct for ref in refs[name]]
    graph = [{"ref": top, "dependsOn": sorted(own + files + [f"source:{s}" for s in _sources()])}]
    graph += [{"ref": pin.ref, "dependsOn": _needs(pin, refs)} for pin in locked]
    for name, entry in sorted(table["files"].items()):
        made_of = sorted(f"source:{source}" for source in entry["sources"])
        graph.append({"ref": f"file:{name}", "dependsOn": made_of})
    return graph


def bill() -> str:
    """Return the bill of materials as JSON text. KeyError when a licence was read by nobody yet."""
    table, project = policy(), _project()
    locked = pins(_text("requirements.lock"))
    top = f"pkg:pypi/{project['name']}@{project['version']}"
    parts = [_library(pin, table["packages"][pin.name]) for pin in locked]
    parts += [_file(name, entry) for name, entry in sorted(table["files"].items())]
    parts += [_data(key, one, table["data"][one["licence"]]) for key, one in _sources().items()]
    about = {
        "type": "application", "bom-ref": top, "name": project["name"],
        "version": project["version"], "description": project["description"],
        "licenses": [{"expression": project["license"]}], "purl": top,
    }  # fmt: skip
    made = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": about},
        "components": parts,
        "dependencies": _graph(locked, table, top),
    }  # fmt: skip
    digest = sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()
    made["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}"
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def notice() -> str:
    """Return the page that names whose data travel in the wheel, and under which licence."""
    table, sources = policy(), _sources()
    lines = [
        "<!-- Written by scripts/sbom.py. Do not edit. -->",
        "",
        "# Third parties' licences",
        "",
        "carbon is licensed under EUPL-1.2. The wheel and the sdist hold no library and no font of",
        "others: those are installed beside it; `docs/sbom.cdx.json` lists them. They do hold data",
        "that others made. Each attribution below is in the words that its licence asks for.",
        "",
        "## Packed files",
        "",
        "| file | made by | from |",
        "|---|---|---|",
    ]
    for name, entry in sorted(table["files"].items()):
        made_of = ", ".join(f"`{source}`" for source in entry["sources"])
        lines.append(f"| `{name}` | `{entry['made_by']}` | {made_of} |")
    for words, entry in sorted(table["data"].items(), key=lambda one: one[0].casefold()):
        lines += ["", f"## {words}", "", f"{_sentence(entry['why'])}{_where(entry)}", ""]
        lines += [
            f"- `{key}` {one['title']}, {one['publisher']}. {one['attribution']}"
            for key, one in sources.items()
            if one["licence"] == words
        ]
    return "\n".join(lines) + "\n"


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _where(entry: dict[str, str]) -> str:
    text = f" Text: [{entry['text']}]({entry['text']})." if "text" in entry else ""
    return text + (f" Text: {entry['address']}." if "address" in entry else "")


def made() -> dict[str, str]:
    """Return both files by their path in the project."""
    return {BILL: bill(), NOTICE: notice()}


def main() -> int:
    """Write both files, or with --check only compare them."""
    stale = []
    for name, text in made().items():
        path = ROOT / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
    print("\n".join(stale) or "up to date")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
