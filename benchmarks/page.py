"""The producers' page under load: 20 people at once, and memory over 10,000 requests.

The server runs in a process of its own, as `carbon serve` starts it; the load comes from threads
with plain http.client over kept connections. Two loads: without a pause (each person presses the
next button at once, as wrk does) and with the pause of somebody who reads. A visit is the first
page, a form, a result and the answer file. Yardstick: a bare uvicorn answer of the same size, under
the same load on the same machine. Aim: median below 100 ms, memory flat.

Run: python -m benchmarks.page
"""

from __future__ import annotations

import argparse
import http.client
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

PEOPLE = 20
VISITS = 10  # of each person
READING_SECONDS = 2.0  # that somebody looks at a page before the next, in the second load
REQUESTS = 10_000
CARROTS = {"a.area": "4,5", "a.yield": "200", "a.n_min": "90", "a.manure": "0", "year": "2025"}
# A bare answer of the size of a form, to hold the page against.
_BARE = """
import sys, uvicorn
body = b"x" * 30000
async def app(scope, receive, send):
    while scope["type"] == "http" and (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})
uvicorn.run(app, port=int(sys.argv[1]), log_level="error", lifespan="off", http="h11")
"""
_PAGE = (
    "import sys; from carbon.web import app, server, site;"
    "from carbon.web.settings import Settings;"
    "s = Settings().with_pace(10**7); m, _ = site.load((), s);"
    "server.serve(app.made(m), host='127.0.0.1', port=int(sys.argv[1]), settings=s,"
    "workers=int(sys.argv[2]))"
)
_STEPS = (
    ("first page", "GET", "/sv/", None),
    ("form", "GET", "/sv/roots", None),
    ("result", "POST", "/sv/roots", "result"),
    ("answer file", "POST", "/sv/roots", "yaml"),
)
T = TypeVar("T")
Times = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--visits", type=int, default=VISITS)
    asked = parser.parse_args()
    print(f"{PEOPLE} at once, median and 95th percentile in ms; bare is uvicorn alone")
    bare = _with(_BARE, 1, lambda port, _: _load(port, asked.visits, 0.0))
    _tell("bare", bare)
    for workers in (1, 2):
        busy = _with(_PAGE, workers, lambda port, _: _load(port, asked.visits, 0.0))
        _tell(f"{workers}, no pause", busy)
        print(f"  {_median(busy) / _median(bare):.1f} times the bare server's median")
        calm = _with(_PAGE, workers, lambda port, _: _load(port, asked.visits, READING_SECONDS))
        _tell(f"{workers}, read", calm)
    grown = _with(_PAGE, 1, lambda port, pid: _memory(port, pid, asked.requests))
    print("memory, MiB after each tenth: " + ", ".join(f"{one:.1f}" for one in grown))
    print(f"last half grew by {grown[-1] - grown[len(grown) // 2]:.1f} MiB")


def _with(code: str, workers: int, measured: Callable[[int, int], T]) -> T:
    port = _free_port()
    process = subprocess.Popen([sys.executable, "-c", code, str(port), str(workers)])
    try:
        _wait_for(port)
        return measured(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def _load(port: int, visits: int, pause: float) -> Times:
    """Return the times of all requests by kind, of PEOPLE who visit at once."""
    found: Times = defaultdict(list)
    people = [
        threading.Thread(target=_visit, args=(port, visits, pause, n, found)) for n in range(PEOPLE)
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return found


def _visit(port: int, visits: int, pause: float, person: int, found: Times) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    time.sleep(pause * person / PEOPLE)
    for number in range(visits):
        for title, method, path, button in _STEPS:
            begun = time.perf_counter()
            _ask(connection, port, method, path, button, person * visits + number)
            found[title].append(time.perf_counter() - begun)
            time.sleep(pause)
    connection.close()


def _ask(
    connection: http.client.HTTPConnection,
    port: int,
    method: str,
    path: str,
    button: str | None,
    number: int,
) -> None:
    body, headers = None, {}
    if button is not None:
        body = urlencode({**CARROTS, "a.area": f"4,{number % 9 + 1}", "do": button})
        headers = {"Content-Type": "application/x-www-form-urlencoded",
                   "Origin": f"http://127.0.0.1:{port}"}  # fmt: skip
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise SystemExit(f"{method} {path}: {answer.status}")


def _memory(port: int, pid: int, requests: int) -> list[float]:
    """Return resident memory after each tenth of so many requests."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    found = []
    for number in range(requests):
        _, method, path, button = _STEPS[number % len(_STEPS)]
        _ask(connection, port, method, path, button, number)
        if (number + 1) % (requests // 10) == 0:
            found.append(_resident_mib(pid))
    return found


def _resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _tell(title: str, found: Times) -> None:
    for kind, times in found.items():
        print(f"  {title:15} {kind:12} {_ms(times, 50):7.1f} {_ms(times, 95):7.1f}")
    print(f"  {title:15} {'all':12} {_median(found):7.1f}")


def _ms(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1] * 1000


def _median(found: Times) -> float:
    return statistics.median(one for times in found.values() for one in times) * 1000


if __name__ == "__main__":
    main()
