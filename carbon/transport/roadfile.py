"""The road network as a file: reading it back with every check, and packing it for the build.

A file is the text of its format, then one section after another: name, type, number of figures,
and the figures, byte plane by byte plane, packed by zlib. The head beside it in YAML holds the
checksum. A file that differs from its head in a single bit is refused; one that agrees with it is
still checked for sizes and bounds, so that nothing can be read as garbage.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from carbon import resources, yamlfile
from carbon.problems import LibraryError
from carbon.transport import roadkeys

Ints = NDArray[np.int64]

PER_DEGREE = 10_000  # coordinates are whole ten-thousandths of a degree, about ten metres
_MAGIC = b"carbon roads 1\n\x00"
_HEAD = struct.Struct("<12sBII")  # name, bytes of a figure, number of figures, packed bytes
_MOST_BYTES = 50_000_000  # of the file
_MOST_FIGURES = 20_000_000  # of a section
_SECTIONS = (
    "levels", "lat", "lon", "landmass", "degree", "target", "metres",
    "wet_edge", "wet_metres", "wet_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ferry:
    """A ferry of the network and the nodes at its ends."""

    id: str
    name: str
    metres: int
    default: bool  # part of the neutral network; others only where they are declared
    nodes: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadData:
    """A contracted network: each edge runs upwards, from a node to one of a smaller number."""

    version: str
    sha256: str
    values: Mapping[str, float]  # `use` of the head: access, ferry.penalty ...
    box: tuple[float, float, float, float]  # south, west, north, east
    sources: tuple[tuple[str, str, str], ...]  # what, licence, attribution
    ferries: tuple[Ferry, ...]
    levels: Ints  # first node of each level, and the number of nodes
    lat: Ints  # 1 / PER_DEGREE degrees
    lon: Ints
    landmass: Ints  # 0 joins anything
    first: Ints  # first edge of each node, and the number of edges
    target: Ints
    key: Ints  # roadkeys


@cache
def load() -> RoadData:
    """Read the network of the library; LibraryError if it is not as its head says."""
    heads = sorted((resources.factors_folder() / "roads").glob("roads-*.yaml"))
    if not heads:
        raise LibraryError("factors/roads holds no network (roads-*.yaml)")
    return read(heads[-1])


def read(path: Path) -> RoadData:
    """Read a network by its head; LibraryError if the binary is not as the head says."""
    head, problems = yamlfile.read(path)
    if problems:
        raise LibraryError(f"{path.name}: {problems}")
    try:
        data = (path.parent / Path(str(head["file"])).name).read_bytes()
        return _read(head, data)
    except (KeyError, TypeError, ValueError, OSError, zlib.error, struct.error) as wrong:
        raise LibraryError(f"{path.name}: the road network cannot be read: {wrong!r}") from wrong


def _read(head: Mapping[str, Any], data: bytes) -> RoadData:
    if len(data) != int(head["bytes"]) or len(data) > _MOST_BYTES:
        raise LibraryError(f"{head['file']} has {len(data)} bytes, its head says {head['bytes']}")
    if hashlib.sha256(data).hexdigest() != head["sha256"]:
        raise LibraryError(f"{head['file']} is not the file that its head describes (SHA-256)")
    parts = unpacked(data)
    first = _firsts(parts["degree"])
    found = RoadData(
        version=str(head["version"]),
        sha256=str(head["sha256"]),
        values={str(key): float(one["value"]) for key, one in head["use"].items()},
        box=_box(head["build"]["box"]["value"]),
        sources=tuple(
            (str(one["what"]), str(one["licence"]), str(one["attribution"]))
            for one in head["sources"].values()
        ),
        ferries=tuple(_ferry(one) for one in head["ferries"]),
        levels=_firsts(parts["levels"]),
        lat=parts["lat"],
        lon=parts["lon"],
        landmass=parts["landmass"],
        first=first,
        target=_targets(parts["target"], first),
        key=_keys(parts),
    )
    _check(found, head["counts"])
    return found


def _box(value: list[Any]) -> tuple[float, float, float, float]:
    south, west, north, east = map(float, value)
    return south, west, north, east


def _ferry(one: Mapping[str, Any]) -> Ferry:
    start, end = map(int, one["nodes"])
    return Ferry(
        id=str(one["id"]),
        name=str(one["name"]),
        metres=int(one["metres"]),
        default=one["default"] is True,
        nodes=(start, end),
    )


def _firsts(sizes: Ints) -> Ints:
    found = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=found[1:])
    return found


def _targets(steps: Ints, first: Ints) -> Ints:
    """Add up the steps within each node; the figures of a file are steps, which pack better."""
    if first[-1] != len(steps):
        raise LibraryError("road network: edges and degrees disagree")
    total = np.cumsum(steps)
    nodes = np.flatnonzero(np.diff(first))
    starts = first[nodes]
    before = total[starts] - steps[starts]
    return np.asarray(total - np.repeat(before, np.diff(first)[nodes]))


def _keys(parts: Mapping[str, Ints]) -> Ints:
    wet, size = parts["wet_edge"], len(parts["metres"])
    if len(wet) and not 0 <= wet.min() <= wet.max() < size:
        raise LibraryError("road network: a ferry on an edge that is not there")
    ferry, count = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    ferry[wet], count[wet] = parts["wet_metres"], parts["wet_count"]
    return roadkeys.joined(parts["metres"], ferry, count)


def _check(data: RoadData, counts: Mapping[str, Any]) -> None:
    """Refuse a network whose figures contradict each other."""
    nodes, edges = len(data.lat), len(data.target)
    sizes = (len(data.lon), len(data.landmass), len(data.first) - 1, int(data.levels[-1]))
    up = data.target < np.repeat(_starts(data), np.diff(data.first))
    sound = {
        "sizes": set(sizes) == {nodes} and len(data.key) == edges,
        "counts": (nodes, edges) == (int(counts["nodes"]), int(counts["edges_upwards"])),
        "latitudes": bool((np.abs(data.lat) <= 90 * PER_DEGREE).all()),
        "longitudes": bool((np.abs(data.lon) <= 180 * PER_DEGREE).all()),
        "levels": all(start < end for start, end in pairwise(data.levels.tolist())),
        "targets": edges == 0 or bool(up.all() and data.target.min() >= 0),
        "lengths": edges == 0 or bool(data.key.min() > 0),
        "degrees": bool((np.diff(data.first)[int(data.levels[1]) :] > 0).all()),
        "ferries": all(0 <= end < nodes for one in data.ferries for end in one.nodes),
    }
    wrong = [name for name, holds in sound.items() if not holds]
    if wrong:
        raise LibraryError(f"road network {data.version}: not sound: {', '.join(wrong)}")


def _starts(data: RoadData) -> Ints:
    """Return for each node the first node of its level: its edges must end before that."""
    return np.repeat(data.levels[:-1], np.diff(data.levels))


def packed(sections: Mapping[str, Ints]) -> bytes:
    """Return the sections of a network as the bytes of a file."""
    parts = [_MAGIC]
    for name in _SECTIONS:
        figures = sections[name]
        width = next(w for w in (1, 2, 4, 8) if _fits(figures, w))
        planes = figures.astype(f"<i{width}").view(np.uint8).reshape(-1, width).T
        body = zlib.compress(planes.tobytes(), 9)
        parts += [_HEAD.pack(name.encode(), width, len(figures), len(body)), body]
    return b"".join(parts)


def _fits(figures: Ints, width: int) -> bool:
    most = 1 << (8 * width - 1)
    return len(figures) == 0 or bool(-most <= figures.min() and figures.max() < most)


def unpacked(data: bytes) -> dict[str, Ints]:
    """Return the sections of the bytes of a file; LibraryError if they are not whole."""
    if not data.startswith(_MAGIC):
        raise LibraryError("road network: not a file of this format")
    at, found = len(_MAGIC), {}
    for wanted in _SECTIONS:
        name, width, count, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        if name.rstrip(b"\x00") != wanted.encode() or width not in (1, 2, 4, 8):
            raise LibraryError(f"road network: section {wanted} is missing")
        if count > _MOST_FIGURES or at + size > len(data):
            raise LibraryError(f"road network: section {wanted} is cut off")
        found[wanted] = _figures(data[at : at + size], width, count)
        at += size
    if at != len(data):
        raise LibraryError("road network: more in the file than there should be")
    return found


def _figures(body: bytes, width: int, count: int) -> Ints:
    unpacking = zlib.decompressobj()
    planes = unpacking.decompress(body, width * count + 1)
    if len(planes) != width * count or not unpacking.eof:
        raise LibraryError("road network: a section is not as long as it says")
    plane = np.frombuffer(planes, np.uint8).reshape(width, count)
    return np.ascontiguousarray(plane.T).view(f"<i{width}").ravel().astype(np.int64)
