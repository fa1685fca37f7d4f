"""Contraction of the network, so that a search looks at hundreds of nodes and not at all of them.

Nodes are taken away one by one, the least connected first; where the shortest way between two
neighbours ran through the node, a shortcut takes its place (Geisberger et al. 2008, Contraction
Hierarchies). Every shortest way of the whole network can then be found by going only upwards from
both ends. Lengths are whole numbers, so no order of adding changes any of them.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator

Neighbours = list[dict[int, int]]  # of each node: neighbour -> key of the edge

_SETTLED = 60  # a witness search that finds nothing by then adds a shortcut that may be spare
_THINNED = 300  # the same for edges of the network itself


def thinned(near: Neighbours) -> int:
    """Drop every edge that another way is no longer than; no distance changes. Return how many."""
    edges = [(key, one, other) for one, row in enumerate(near) for other, key in row.items()]
    dropped = 0
    for key, one, other in sorted(edges, reverse=True):
        if one < other:
            del near[one][other], near[other][one]
            if _around(near, -1, one, key, {other}, _THINNED).get(other, key + 1) <= key:
                dropped += 1
            else:
                near[one][other] = near[other][one] = key
    return dropped


def contract(near: Neighbours) -> tuple[list[int], Neighbours]:
    """Return the order in which nodes were taken away and the edges upwards from each.

    `near` is consumed. Edges upwards of a node are those to nodes taken away later, shortcuts
    included.
    """
    count = len(near)
    upwards: Neighbours = [{} for _ in range(count)]
    deleted = [0] * count
    height = [0] * count
    heap = [(_weight(near, node, 0, 0), node) for node in range(count)]
    heapq.heapify(heap)
    order: list[int] = []
    done = bytearray(count)
    while heap:
        _, node = heapq.heappop(heap)
        if done[node]:
            continue
        shortcuts = list(_shortcuts(near, node))
        weight = _priority(len(shortcuts), len(near[node]), deleted[node], height[node])
        if heap and weight > heap[0][0]:
            heapq.heappush(heap, (weight, node))
            continue
        done[node] = 1
        order.append(node)
        _take_away(near, node, shortcuts)
        upwards[node] = near[node]
        for other in near[node]:
            deleted[other] += 1
            height[other] = max(height[other], height[node] + 1)
        near[node] = {}
    return order, upwards


def _weight(near: Neighbours, node: int, deleted: int, height: int) -> int:
    return _priority(sum(1 for _ in _shortcuts(near, node)), len(near[node]), deleted, height)


def _priority(shortcuts: int, edges: int, deleted: int, height: int) -> int:
    return 4 * (shortcuts - edges) + 2 * deleted + height


def _take_away(near: Neighbours, node: int, shortcuts: list[tuple[int, int, int]]) -> None:
    for other in near[node]:
        del near[other][node]
    for one, other, key in shortcuts:
        known = near[one].get(other)
        if known is None or key < known:
            near[one][other] = near[other][one] = key


def _shortcuts(near: Neighbours, node: int) -> Iterator[tuple[int, int, int]]:
    """Yield the pairs of neighbours that have no way as short as the one through the node."""
    around = sorted(near[node].items())
    for at, (one, first) in enumerate(around):
        rest = around[at + 1 :]
        if not rest:
            return
        limit = first + max(key for _, key in rest)
        found = _around(near, node, one, limit, {other for other, _ in rest})
        for other, second in rest:
            if found.get(other, limit + 1) > first + second:
                yield one, other, first + second


def _around(
    near: Neighbours, node: int, start: int, limit: int, wanted: set[int], most: int = _SETTLED
) -> dict[int, int]:
    """Return shortest keys from `start` to nodes near it on ways that avoid `node`."""
    found = {start: 0}
    settled: set[int] = set()
    heap = [(0, start)]
    missing = len(wanted)
    while heap and len(settled) < most:
        key, at = heapq.heappop(heap)
        if at in settled:
            continue
        if key > limit:
            break
        settled.add(at)
        if at in wanted:
            missing -= 1
            if not missing:
                break
        for other, step in near[at].items():
            length = key + step
            if other != node and length <= limit and length < found.get(other, limit + 1):
                found[other] = length
                heapq.heappush(heap, (length, other))
    return found
