"""Crowds: how many reruns a second one process manages while twenty people click without pause."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict

from benchmarks import stage
from benchmarks.crowd import Told
from benchmarks.numbers import measured
from benchmarks.report import Row
from benchmarks.stage import DASH, OURS, PANEL, ROOT, STREAMLIT

PEOPLE, SECONDS = 20, 6
LEAST_OF_ORDINARY = 6
PAGE = {OURS: "ours", STREAMLIT: "ordinary", DASH: "dash"}
SAID = {"few": "three dozen views", "different": "every view new"}


def crowd(url: str, page: str, kind: str, *more: str) -> Told:
    """What a crowd in a process of its own sees of a page. Raises RuntimeError when a run went wrong."""
    command = [sys.executable, "-m", "benchmarks.crowd", url, "--page", page, "--views", kind]
    command += ["--people", str(PEOPLE), "--seconds", str(SECONDS), *more]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        raise RuntimeError(f"the crowd failed:\n{told.stderr[-2000:]}")
    seen = Told(**json.loads(told.stdout))
    if seen.unfinished:
        raise RuntimeError(f"{seen.unfinished} of {seen.reruns} runs of {page} went wrong")
    return seen


def measure(rounds: int) -> list[Row]:
    """Rows of twenty people at one process, with the share of a processor that the crowd itself took."""
    rate: dict[tuple[str, str], list[float]] = defaultdict(list)
    share: dict[str, list[float]] = defaultdict(list)
    with stage.together(stage.ours, stage.ordinary, stage.dash) as servers:
        for number in range(rounds):
            for kind in SAID:
                for server in servers:
                    seen = crowd(server.url, PAGE[server.name], kind)
                    rate[kind, server.name].append(seen.rate)
                    share[kind].append(seen.client_cpu)
            print(f"  crowd: round {number + 1} of {rounds}", flush=True)
    rows = []
    for kind, said in SAID.items():
        note = f"{said}; the crowd took at most {max(share[kind]):.0%} of a processor"
        for peer, least in {STREAMLIT: LEAST_OF_ORDINARY, DASH: None}.items():
            ours, theirs = measured(rate[kind, OURS]), measured(rate[kind, peer])
            rows.append(Row(f"reruns with {PEOPLE} people", ours, "/s", peer, theirs, least=least, note=note))
    why = "a reader of Panel holds a Bokeh document, which a crowd without browsers does not"
    rows.append(Row(f"reruns with {PEOPLE} people", None, peer=PANEL, note=why))
    return rows
