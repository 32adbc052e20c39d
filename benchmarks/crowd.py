"""A crowd that clicks without pause, in a process of its own: `python -m benchmarks.crowd URL --page ours`.

It prints one line of JSON: what `Told` holds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass

from benchmarks import callback, person, views
from benchmarks.person import Person, Run
from benchmarks.views import Asked

PAGES: dict[str, Callable[[Person, Asked], Awaitable[Run]]] = {
    "ours": person.ask_ours,
    "ordinary": person.ask_ordinary,
}


@dataclass(frozen=True)
class Told:
    """What a crowd saw."""

    reruns: int
    seconds: float
    unfinished: int
    """Runs that did not come to their end or showed an exception."""
    size: int
    """Bytes of all messages together."""
    client_cpu: float
    """The crowd's own share of one processor: near 1, the crowd and not the server was the limit."""

    @property
    def rate(self) -> float:
        """Reruns a second, of all people together."""
        return self.reruns / self.seconds


async def click(
    url: str, page: str, people: int, seconds: float, kind: str, each: int | None = None, spread: bool = False
) -> Told:
    """Let `people` click for `seconds`, or `each` times; they come from as many networks if they are to be `spread`."""
    ask = PAGES[page]
    async with AsyncExitStack() as stack:
        sources = [f"127.0.{number + 1}.1" if spread else "127.0.0.1" for number in range(people)]
        crowd = [await stack.enter_async_context(person.reader(url, source)) for source in sources]
        for who in crowd:  # each has clicked once before it counts: caches that any first click fills are filled
            await ask(who, Asked("inbound"))
        began, cpu = time.monotonic(), time.process_time()
        end = began + seconds

        async def one(number: int, who: Person) -> list[Run]:
            runs: list[Run] = []
            for asked in views.walk(kind, number):
                if len(runs) == each or (each is None and time.monotonic() >= end):
                    break
                runs.append(await ask(who, asked))
            return runs

        told = await asyncio.gather(*(one(number, who) for number, who in enumerate(crowd)))
        took = time.monotonic() - began
        runs = [run for some in told for run in some]
        wrong = sum(not run.finished or run.exceptions > 0 for run in runs)
        used = (time.process_time() - cpu) / took
        return Told(len(runs), took, wrong, sum(run.size for run in runs), used)


def main() -> None:
    """Read the command line, let the crowd click, print what it saw."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("url")
    words.add_argument("--page", choices=[*PAGES, "dash"], required=True)
    words.add_argument("--people", type=int, default=20)
    words.add_argument("--seconds", type=float, default=8)
    words.add_argument("--views", choices=["few", "different"], default="few")
    words.add_argument("--each", type=int, help="clicks of each person, in place of --seconds")
    words.add_argument("--spread", action="store_true", help="every person from a network of their own")
    asked = words.parse_args()
    if asked.page == "dash":
        told = Told(**callback.click(asked.url, asked.people, asked.seconds, asked.views, asked.each))
    else:
        told = asyncio.run(
            click(asked.url, asked.page, asked.people, asked.seconds, asked.views, asked.each, asked.spread)
        )
    print(json.dumps(asdict(told)))


if __name__ == "__main__":
    main()
