"""A cold load of the library against plain yaml on the same files. Aim: 1.5 times at most.

Yardstick: `yaml.load(text, CSafeLoader)` of every YAML file that the load opens, nothing checked.
Ours: the same files read strictly, the tables beside them, every field checked, every record made
and the edition computed. Processor time, each in turn, the best and the median of some rounds.

Run: python -m benchmarks.load_library
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import yaml

from carbon import resources, yamlfile
from carbon.library import load

ROUNDS = 21


def files() -> list[Path]:
    """Return the YAML files that the index lists, and the index itself."""
    folder = resources.factors_folder()
    index, _ = yamlfile.read(folder / "index.yaml")
    listed = [
        one for value in index.values() for one in (value if isinstance(value, list) else [value])
    ]
    named = [folder / one for one in listed if str(one).endswith(".yaml")]
    return [folder / "index.yaml", *named]


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one call, without the collector's."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    work()
    used = time.process_time() - start
    gc.enable()
    return used


def main() -> None:
    texts = [path.read_text(encoding="utf-8") for path in files()]
    calls: dict[str, Callable[[], object]] = {
        "CSafeLoader": lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts],
        "strict YAML": lambda: [yamlfile.parse(text, "x") for text in texts],
        "whole load": load.load,
    }
    rounds = [{name: seconds(call) for name, call in calls.items()} for _ in range(ROUNDS)]
    print(f"{len(texts)} files, {sum(map(len, texts))} characters")
    for name in calls:
        times = [one[name] for one in rounds]
        ratio = median(one[name] / one["CSafeLoader"] for one in rounds)
        print(f"{name:12} {median(times):.3f} s (best {min(times):.3f})  {ratio:.2f} x")


if __name__ == "__main__":
    main()
