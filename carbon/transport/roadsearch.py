"""Shortest ways on the contracted network: upwards from both ends, or one sweep to all nodes.

Every shortest way goes upwards to a highest node and down again (scripts/roads/hierarchy.py). A
label holds all nodes that can be reached going upwards from a point, some hundreds. Two labels
meet at the highest node of the shortest way between their points. From one label a sweep down the
levels gives the way to every node at once (Delling et al. 2011, PHAST).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from carbon.transport import roadkeys
from carbon.transport.roadfile import Ferry, RoadData
from carbon.transport.roadkeys import Keys

Boarded = tuple[Ferry, int]  # a declared ferry and the node where it was boarded


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """All nodes reached upwards from a point, with the edge by which each was reached."""

    keys: dict[int, int]
    edges: dict[int, int]  # absent where the way begins
    boarded: Mapping[int, Boarded]  # nodes where a declared ferry ends and the way goes on


def upwards(
    data: RoadData,
    starts: Iterable[tuple[int, int]],
    boarded: Mapping[int, Boarded] | None = None,
) -> Label:
    """Return the label of a point that is joined to the nodes of `starts`."""
    keys: dict[int, int] = {}
    edges: dict[int, int] = {}
    for node, key in starts:
        keys[node] = min(key, keys.get(node, roadkeys.NONE))
    heap = [-node for node in keys]
    heapq.heapify(heap)
    while heap:
        # Edges run to smaller numbers only: the largest number left is never improved again.
        node = -heapq.heappop(heap)
        key = keys[node]
        first, last = data.first[node : node + 2].tolist()
        targets, steps = data.target[first:last].tolist(), data.key[first:last].tolist()
        for edge, (target, step) in enumerate(zip(targets, steps, strict=True), first):
            known = keys.get(target)
            if known is None:
                heapq.heappush(heap, -target)
            elif key + step >= known:
                continue
            keys[target], edges[target] = key + step, edge
    kept = {node: one for node, one in (boarded or {}).items() if node not in edges}
    return Label(keys=keys, edges=edges, boarded=kept)


def meeting(one: Label, other: Label) -> tuple[int, int]:
    """Return the key of the shortest way between two labels and its highest node; NONE, -1."""
    small, large = sorted((one.keys, other.keys), key=len)
    best = (roadkeys.NONE, -1)
    for node, key in small.items():
        further = large.get(node)
        if further is not None:
            best = min(best, (key + further, node))
    return best


def to_all(data: RoadData, label: Label) -> Keys:
    """Return the key of the shortest way from a label to every node, NONE where there is none."""
    found = np.full(len(data.lat), roadkeys.NONE, dtype=np.int64)
    found[list(label.keys)] = list(label.keys.values())
    for start, end in zip(data.levels[1:-1].tolist(), data.levels[2:].tolist(), strict=True):
        first, last = int(data.first[start]), int(data.first[end])
        ways = found[data.target[first:last]]
        ways += data.key[first:last]
        best = np.minimum.reduceat(ways, data.first[start:end] - first)
        np.minimum(found[start:end], best, out=found[start:end])
    return np.minimum(found, roadkeys.NONE)


def with_ferries(
    data: RoadData, starts: tuple[tuple[int, int], ...], ferries: tuple[Ferry, ...]
) -> Label:
    """Return the label of a point when declared ferries may be used besides the neutral ones."""
    label = upwards(data, starts)
    penalty = round(1000 * data.values["ferry.penalty"])
    ends = {node: upwards(data, [(node, 0)]) for one in ferries for node in one.nodes}
    boarded: dict[int, Boarded] = {}
    reached: dict[int, int] = {}
    for _ in ferries:  # a shortest way uses each at most once
        better = False
        for ferry in ferries:
            for start, end in (ferry.nodes, ferry.nodes[::-1]):
                key = meeting(label, ends[start])[0] + roadkeys.ferry(ferry.metres, penalty)
                if key < min(reached.get(end, roadkeys.NONE), meeting(label, ends[end])[0]):
                    reached[end], boarded[end], better = key, (ferry, start), True
        if not better:
            break
        label = upwards(data, [*starts, *reached.items()], boarded)
    return label
