"""Readers of the Dash page without a browser: each posts its filters to the page's one callback."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from benchmarks import views
from benchmarks.views import Asked


def click(url: str, people: int, seconds: float, kind: str, each: int | None = None) -> dict[str, Any]:
    """Let `people` change filters for `seconds`, or `each` times; the fields of `benchmarks.crowd.Told`."""
    place = urlsplit(url).netloc
    output = _output(place)
    cpu, began = time.process_time(), time.monotonic()
    end = began + seconds

    def one(number: int) -> list[tuple[bool, int]]:
        connection = HTTPConnection(place, timeout=60)
        answers: list[tuple[bool, int]] = []
        for asked in views.walk(kind, number):
            if len(answers) == each or (each is None and time.monotonic() >= end):
                break
            answers.append(_ask(connection, output, asked))
        connection.close()
        return answers

    with ThreadPoolExecutor(people) as crowd:
        answers = [answer for some in crowd.map(one, range(people)) for answer in some]
    took = time.monotonic() - began
    return {
        "reruns": len(answers),
        "seconds": took,
        "unfinished": sum(not good for good, _ in answers),
        "size": sum(size for _, size in answers),
        "client_cpu": (time.process_time() - cpu) / took,
    }


def _output(place: str) -> str:
    """The name that Dash has given to the callback's outputs."""
    connection = HTTPConnection(place, timeout=60)
    connection.request("GET", "/_dash-dependencies")
    return str(json.loads(connection.getresponse().read())[0]["output"])


def _ask(connection: HTTPConnection, output: str, asked: Asked) -> tuple[bool, int]:
    """Whether one change of filters was answered, and the bytes of the answer."""
    names = [part.rsplit(".", 1) for part in output.strip(".").split("...")]
    told = {
        "output": output,
        "outputs": [{"id": name, "property": value} for name, value in names],
        "inputs": [
            {"id": "direction", "property": "value", "value": asked.direction},
            {"id": "countries", "property": "value", "value": asked.names()},
            {"id": "kinds", "property": "value", "value": list(asked.kinds)},
        ],
        "changedPropIds": ["direction.value"],
    }
    connection.request("POST", "/_dash-update-component", json.dumps(told), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    body = answer.read()
    return answer.status == 200 and b"world" in body, len(body)
