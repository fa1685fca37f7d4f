"""The whole network: main roads, places between them, and named links, in whole metres."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from scripts.roads import land as lands
from scripts.roads import mainroads, packages
from scripts.roads import towns as places
from scripts.roads.sphere import Floats, Ints, apart_km, on_globe

Values = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A ferry with the nodes at its ends."""

    id: str
    name: str
    metres: int
    default: bool
    ends: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Network:
    """Nodes [lat, lon] with their landmass, edges [a, b] in metres, and the ferries apart."""

    nodes: Floats
    landmass: Ints
    edges: Ints
    metres: Ints
    ferries: tuple[Link, ...]
    counts: Mapping[str, int]


@dataclass
class _Parts:
    """What has been gathered so far; grows while the network is put together."""

    nodes: Floats
    landmass: Ints
    edges: list[Ints]
    km: list[Floats]


def build(root: Path, values: Values, access: float) -> Network:
    """Put the network together from the packages and the project's own lists."""
    box = tuple(values["box"])
    land = lands.load(box, values["island"])
    graph = mainroads.cut(*packages.main_roads(), box)
    nodes, edges, km = mainroads.without_scraps(*graph, values["scrap"])
    gaps, gap_km = mainroads.gaps(nodes, edges, values["gap.reach"])
    towns = _towns(root, box, nodes, values)
    nordic = np.isin(towns.country, values["nordic"])
    north = nordic[cKDTree(on_globe(towns.points)).query(on_globe(nodes))[1]]
    by_road = np.where(
        north[edges].any(axis=1), values["main_road.nordic"], values["main_road.rest"]
    )
    parts = _Parts(
        nodes=nodes,
        landmass=lands.landmass(land, nodes, values["coast"]),
        edges=[edges, gaps],
        km=[km * by_road, gap_km * values["gap"]],
    )
    hops = _add_towns(parts, towns, nordic, land, values, access)
    rows = _rows(root / "factors" / "roads" / "links.csv")
    ferries = _add_links(parts, rows, values, access)
    stranded = _join_stranded(parts, ferries, 2 * len(rows), values)
    counts = {
        "main_road_nodes": len(nodes),
        "main_road_edges": len(edges),
        "gaps": len(gaps),
        "towns": len(towns.points),
        "town_edges": hops,
        "links": len(rows),
        "stranded": stranded,
    }
    return _network(parts, ferries, counts)


def _towns(root: Path, box: mainroads.Box, roads: Floats, values: Values) -> places.Towns:
    towns = places.load(box)
    own = np.array(
        [
            (float(row["lat"]), float(row["lon"]))
            for row in _rows(root / "factors/places/dalarna.csv")
        ]
    )
    apart = cKDTree(on_globe(towns.points)).query(on_globe(own))[0]
    own = own[apart > values["town.apart"]]
    towns = places.Towns(
        points=np.vstack((towns.points, own)),
        country=np.concatenate((towns.country, np.full(len(own), "SE"))),
        population=np.concatenate((towns.population, np.zeros(len(own), dtype=np.int64))),
    )
    near = tuple(values["nordic"])
    return towns.only(
        places.needed(towns, near, roads, values["town.population"], values["town.away"])
    )


def _add_towns(
    parts: _Parts,
    towns: places.Towns,
    nordic: np.ndarray,
    land: lands.Land,
    values: Values,
    access: float,
) -> int:
    first = len(parts.nodes)
    pairs, km = places.neighbours(towns.points, values["town.longest"], land, values["town.water"])
    factor = np.where(nordic[pairs].all(axis=1), values["town.nordic"], values["town.rest"])
    parts.edges.append(pairs + first)
    parts.km.append(km * factor)
    masses = lands.landmass(land, towns.points, values["coast"])
    joined = _joined(parts, towns.points, masses, values)
    for town, node, apart in joined:
        parts.edges.append(np.array([[town + first, node]]))
        parts.km.append(np.array([apart * access]))
    parts.nodes = np.vstack((parts.nodes, towns.points))
    parts.landmass = np.concatenate((parts.landmass, masses))
    return len(pairs)


def _joined(
    parts: _Parts, points: Floats, masses: Ints | None, values: Values
) -> list[tuple[int, int, float]]:
    """Return (point, node, km) for the nearest nodes of each point on its own landmass."""
    apart, near = cKDTree(on_globe(parts.nodes)).query(
        on_globe(points), k=values["join.count"], distance_upper_bound=values["join.reach"]
    )
    found = []
    for point, (distances, nodes) in enumerate(zip(apart, near, strict=True)):
        reached = [int(node) for node in nodes if node < len(parts.nodes)]
        if not reached:
            continue
        own = parts.landmass[reached[0]] if masses is None else masses[point]
        for node, distance in zip(reached, distances, strict=False):
            if lands.ANYWHERE in (own, parts.landmass[node]) or own == parts.landmass[node]:
                found.append((point, node, float(distance)))
    return found


def _add_links(
    parts: _Parts, rows: list[dict[str, str]], values: Values, access: float
) -> list[Link]:
    count = len(parts.nodes)
    points = np.array(
        [(float(row[f"lat_{end}"]), float(row[f"lon_{end}"])) for row in rows for end in "ab"]
    )
    joined = _joined(parts, points, None, values)
    at: dict[int, int] = {}
    for point, node, apart in joined:
        if apart <= values["link.at"]:
            at.setdefault(point, node)
    for point, node, apart in joined:
        if point not in at:
            parts.edges.append(np.array([[count + point, node]]))
            parts.km.append(np.array([apart * access]))
    landmass = {point: parts.landmass[node] for point, node, _ in reversed(joined)}
    parts.nodes = np.vstack((parts.nodes, points))
    ends = [landmass.get(point, lands.ANYWHERE) for point in range(len(points))]
    parts.landmass = np.concatenate((parts.landmass, np.array(ends, dtype=np.int64)))
    ferries = []
    for number, row in enumerate(rows):
        first, second = 2 * number, 2 * number + 1
        pair = (at.get(first, count + first), at.get(second, count + second))
        stated = float(row["km"]) if row["km"] else None
        apart = float(apart_km(points[first], points[second])) * values["known_road"]
        km = apart if stated is None else stated
        if row["kind"] == "ferry":
            ferries.append(_ferry(row, km, pair))
        elif row["default"] == "1":
            parts.edges.append(np.array([pair]))
            parts.km.append(np.array([km]))
    return ferries


def _join_stranded(parts: _Parts, ferries: list[Link], ends: int, values: Values) -> int:
    """Join pieces that nothing reaches to the main network, where that is on their landmass."""
    crossings = np.array([one.ends for one in ferries if one.default])
    piece = mainroads.components(len(parts.nodes), np.concatenate((*parts.edges, crossings)))
    main = piece == np.bincount(piece).argmax()
    # The spare end of a link is no place; a town that nothing reaches is one.
    stranded = ~main & (parts.landmass != lands.ANYWHERE)
    stranded[len(stranded) - ends :] &= (np.bincount(piece) > 1)[piece[len(piece) - ends :]]
    best: dict[int, tuple[float, int, int]] = {}
    for mass in np.intersect1d(parts.landmass[stranded], parts.landmass[main]):
        there = np.flatnonzero(main & (parts.landmass == mass))
        here = np.flatnonzero(stranded & (parts.landmass == mass))
        tree = cKDTree(on_globe(parts.nodes[there]))
        reach = values["town.longest"]
        apart, near = tree.query(on_globe(parts.nodes[here]), distance_upper_bound=reach)
        for node, distance, other in zip(here, apart, near, strict=True):
            if np.isfinite(distance):
                found = (float(distance), int(node), int(there[other]))
                best[piece[node]] = min(found, best.get(piece[node], found))
    for distance, node, other in best.values():
        parts.edges.append(np.array([[node, other]]))
        parts.km.append(np.array([distance * values["stranded"]]))
    return len(best)


def _ferry(row: Mapping[str, str], km: float, ends: tuple[int, int]) -> Link:
    return Link(
        id=row["id"],
        name=row["name"],
        metres=round(1000 * km),
        default=row["default"] == "1",
        ends=ends,
    )


def _network(parts: _Parts, ferries: list[Link], counts: dict[str, int]) -> Network:
    edges = np.sort(np.concatenate(parts.edges), axis=1)
    # At least a metre, or two places at one point would make ways of equal length.
    metres = np.maximum(1, np.rint(1000 * np.concatenate(parts.km))).astype(np.int64)
    order = np.lexsort((metres, edges[:, 1], edges[:, 0]))
    edges, metres = edges[order], metres[order]
    first = np.ones(len(edges), dtype=bool)
    first[1:] = (edges[1:] != edges[:-1]).any(axis=1)
    first &= edges[:, 0] != edges[:, 1]
    kept, number = _without_spare_ends(parts, edges, ferries, counts)
    return Network(
        nodes=parts.nodes[kept],
        landmass=parts.landmass[kept],
        edges=number[edges[first]],
        metres=metres[first],
        ferries=tuple(
            replace(one, ends=(int(number[one.ends[0]]), int(number[one.ends[1]])))
            for one in ferries
        ),
        counts=counts | {"edges": int(first.sum()), "ferries": len(ferries)},
    )


def _without_spare_ends(
    parts: _Parts, edges: Ints, ferries: list[Link], counts: Mapping[str, int]
) -> tuple[np.ndarray, Ints]:
    """Tell which nodes to keep and their new numbers: an end that fell on a node is spare.

    A town without any road stays: it shows that its island has none.
    """
    kept = np.ones(len(parts.nodes), dtype=bool)
    kept[len(kept) - 2 * counts["links"] :] = False
    kept[edges.ravel()] = True
    kept[[end for ferry in ferries for end in ferry.ends]] = True
    return kept, np.cumsum(kept) - 1


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
