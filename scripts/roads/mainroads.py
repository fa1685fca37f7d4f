"""The main roads of the area: cut out, cleaned of scraps, and mended where pieces nearly touch."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from scripts.roads.sphere import Floats, Ints, apart_km, on_globe

Box = tuple[float, float, float, float]  # south, west, north, east


def within(box: Box, points: Floats) -> np.ndarray:
    """Tell which points lie in a box."""
    south, west, north, east = box
    lat, lon = points[:, 0], points[:, 1]
    return np.asarray((lat >= south) & (lat <= north) & (lon >= west) & (lon <= east))


def cut(nodes: Floats, edges: Ints, km: Floats, box: Box) -> tuple[Floats, Ints, Floats]:
    """Return the part of a graph inside a box, its nodes numbered anew."""
    kept = within(box, nodes)
    inside = kept[edges].all(axis=1)
    return renumbered(nodes, edges[inside], km[inside], kept)


def renumbered(
    nodes: Floats, edges: Ints, km: Floats, kept: np.ndarray
) -> tuple[Floats, Ints, Floats]:
    """Return a graph with only the kept nodes; every edge must run between kept ones."""
    number = np.cumsum(kept) - 1
    return nodes[kept], number[edges], km


def components(count: int, edges: Ints) -> Ints:
    """Return the number of the connected component of each node."""
    links = coo_array((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(count, count))
    return np.asarray(connected_components(links, directed=False)[1]).astype(np.int64)


def without_scraps(
    nodes: Floats, edges: Ints, km: Floats, least: int
) -> tuple[Floats, Ints, Floats]:
    """Drop components of fewer than `least` nodes: they are stubs cut off by the box or by data."""
    part = components(len(nodes), edges)
    kept = (np.bincount(part) >= least)[part]
    inside = kept[edges[:, 0]]
    return renumbered(nodes, edges[inside], km[inside], kept)


def gaps(nodes: Floats, edges: Ints, reach_km: float) -> tuple[Ints, Floats]:
    """Return the shortest bridge between each two components that come this near, with its km."""
    part = components(len(nodes), edges)
    pairs = cKDTree(on_globe(nodes)).query_pairs(reach_km, output_type="ndarray")
    pairs = pairs[part[pairs[:, 0]] != part[pairs[:, 1]]]
    length = apart_km(nodes[pairs[:, 0]], nodes[pairs[:, 1]])
    ends = np.sort(part[pairs], axis=1)
    order = np.lexsort((pairs[:, 1], pairs[:, 0], length, ends[:, 1], ends[:, 0]))
    first = np.unique(ends[order], axis=0, return_index=True)[1]
    chosen = order[first]
    return np.sort(pairs[chosen], axis=1), length[chosen]
