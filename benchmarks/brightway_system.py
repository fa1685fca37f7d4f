"""Brightway's Monte Carlo on our system of factors and offers; run by a Python that has Brightway.

Nothing here imports it: benchmarks.brightway gives this file to the Python that YARDSTICK_PYTHON
names, with the system as JSON on stdin, and reads the answer from stdout. Each factor is a
production activity with one lognormal emission, each offer a demand on some of them.
"""

import json
import math
import sys
import time

import bw2calc
import bw_processing
import numpy as np

METHOD = ("kg CO2e",)
LOGNORMAL = 2  # stats_arrays' number of the distribution


def system(median: list[float], gsd: float) -> list[object]:
    """Return the data packages: activities that make one unit each, emissions, their weight."""
    count = len(median)
    activities = np.arange(1, count + 1)
    emission = count + 1
    made = bw_processing.create_datapackage()
    made.add_persistent_vector(
        matrix="technosphere_matrix",
        indices_array=indices(activities, activities),
        data_array=np.ones(count),
    )
    spread = np.zeros(count, dtype=bw_processing.UNCERTAINTY_DTYPE)
    spread["uncertainty_type"] = LOGNORMAL
    spread["loc"], spread["scale"] = np.log(median), math.log(gsd)
    for unused in ("shape", "minimum", "maximum"):
        spread[unused] = np.nan
    made.add_persistent_vector(
        matrix="biosphere_matrix",
        indices_array=indices(np.full(count, emission), activities),
        data_array=np.array(median),
        distributions_array=spread,
    )
    weight = bw_processing.create_datapackage()
    weight.add_persistent_vector(
        matrix="characterization_matrix",
        indices_array=indices(np.array([emission]), np.zeros(1)),
        data_array=np.ones(1),
        identifier=list(METHOD),
        global_index=0,
    )
    return [made, weight]


def indices(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return matrix places as Brightway wants them."""
    found = np.zeros(len(rows), dtype=bw_processing.INDICES_DTYPE)
    found["row"], found["col"] = rows, columns
    return found


def demand(terms: list[list[float]]) -> dict[int, float]:
    """Return how much of each activity an offer asks for; a factor may stand there twice."""
    found: dict[int, float] = {}
    for factor, amount in terms:
        found[int(factor) + 1] = found.get(int(factor) + 1, 0.0) + amount
    return found


def main() -> None:
    """Draw every demand so often as asked; print seconds and the percentiles of each."""
    asked = json.load(sys.stdin)
    demands = {str(place): demand(terms) for place, terms in enumerate(asked["offers"])}
    data = system(asked["median"], asked["gsd"])
    begun, before = time.perf_counter(), time.process_time()
    lca = bw2calc.MultiLCA(
        demands=demands,
        method_config={"impact_categories": [METHOD]},
        data_objs=data,
        use_distributions=True,
        seed_override=1,
    )
    lca.lci()
    lca.lcia()
    drawn = np.empty((len(demands), asked["draws"]))
    for draw in range(asked["draws"]):
        if draw:
            next(lca)
        for (_, place), score in lca.scores.items():
            drawn[int(place), draw] = score
    drawn.sort(axis=1)
    at = [math.ceil(share * asked["draws"]) - 1 for share in asked["shares"]]
    told = {
        "time_s": time.perf_counter() - begun,
        "cpu_s": time.process_time() - before,
        "percentiles": drawn[:, at].tolist(),
        "version": str(bw2calc.__version__),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
