"""The order of nodes and edges in the file: the last node taken away first, level by level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from carbon.transport import roadkeys
from scripts.roads import hierarchy
from scripts.roads.joined import Network
from scripts.roads.sphere import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A contracted network: every edge runs from a node to one of an earlier level."""

    nodes: Floats
    landmass: Ints
    levels: Ints  # number of nodes of each level
    degree: Ints  # edges upwards of each node
    target: Ints  # of each edge, ascending within a node
    key: Ints  # of each edge, as carbon.transport.roadkeys has it
    number: Ints  # new number of each node of the network
    spare: int  # edges of the network that no shortest way needs


def made(network: Network, penalty_km: float) -> Layout:
    """Contract a network and bring it into the order of the file."""
    near: hierarchy.Neighbours = [{} for _ in range(len(network.nodes))]
    for (a, b), metres in zip(network.edges.tolist(), network.metres.tolist(), strict=True):
        near[a][b] = near[b][a] = roadkeys.road(metres)
    penalty = round(1000 * penalty_km)
    for ferry in network.ferries:
        (a, b), key = ferry.ends, roadkeys.ferry(ferry.metres, penalty)
        if ferry.default and key < near[a].get(b, roadkeys.NONE):
            near[a][b] = near[b][a] = key
    spare = hierarchy.thinned(near)
    order, upwards = hierarchy.contract(near)
    level = np.zeros(len(order), dtype=np.int64)
    for node in reversed(order):
        level[node] = 1 + max((level[other] for other in upwards[node]), default=-1)
    squares = np.floor(network.nodes * 4)  # near together in the file too: it packs better
    lat, lon = network.nodes.T
    sequence = np.lexsort((lon, lat, squares[:, 1], squares[:, 0], level))
    number = np.empty(len(order), dtype=np.int64)
    number[sequence] = np.arange(len(order))
    edges = [sorted((int(number[o]), k) for o, k in upwards[n].items()) for n in sequence]
    return Layout(
        nodes=network.nodes[sequence],
        landmass=network.landmass[sequence],
        levels=np.bincount(level),
        degree=np.array([len(one) for one in edges]),
        target=np.array([other for one in edges for other, _ in one]),
        key=np.array([key for one in edges for _, key in one]),
        number=number,
        spare=spare,
    )
