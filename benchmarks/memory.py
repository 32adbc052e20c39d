"""Memory: what two hundred idle readers take, and whether a thousand who come and go leave anything behind."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from benchmarks import person, stage
from benchmarks.numbers import Measured, measured
from benchmarks.report import Row
from benchmarks.stage import STREAMLIT, Server

IDLE, COMING, STEP, AT_ONCE = 200, 1000, 200, 10
MOST_IDLE, MOST_GROWTH = 350, 1.05
SETTLE = 3
# Seconds after which what a start needs and nobody else has ended: our finder's dictionary is a process of its own.
STARTED = 12


def measure(rounds: int) -> list[Row]:
    """Rows of memory, one run each however many rounds are asked: memory hardly varies."""
    with stage.together(stage.ours, stage.ordinary) as (here, there):
        idle = {server.name: asyncio.run(_idle(server)) for server in (here, there)}
    ours, ordinary = idle.values()
    print(f"  memory: {IDLE} idle readers hold {ours[1]:.0f} MB", flush=True)
    with stage.ours() as server:
        held = asyncio.run(_coming(server))
    course = ", ".join(f"{size:.0f}" for size in held)
    return [
        Row(f"memory with {IDLE} idle readers", _one(ours[1]), "MB", STREAMLIT, _one(ordinary[1])),
        Row(
            f"memory with {IDLE} idle readers", _one(ours[1]), "MB", most=MOST_IDLE, note=f"{ours[0]:.0f} MB before any"
        ),
        Row(
            f"memory after {COMING} readers who came and went, over that after {STEP}",
            _one(held[-1] / held[0]),
            "×",
            most=MOST_GROWTH,
            note=f"{course} MB after each {STEP}",
        ),
    ]


def _one(value: float) -> Measured:
    return measured([value])


async def _idle(server: Server) -> tuple[float, float]:
    """Megabytes after one reader, and with all of them open at once."""
    async with person.reader(server.url):
        await asyncio.sleep(STARTED)
        before = server.memory()
    async with AsyncExitStack() as stack:
        for _ in range(IDLE):
            await stack.enter_async_context(person.reader(server.url))
        await asyncio.sleep(SETTLE)
        return before, server.memory()


async def _coming(server: Server, coming: int = COMING, step: int = STEP) -> list[float]:
    """Megabytes after each `step` of the readers who open the page, see it and leave, a few at a time."""

    async def visit() -> None:
        async with person.reader(server.url):
            pass

    held = []
    for number in range(coming // AT_ONCE):
        await asyncio.gather(*(visit() for _ in range(AT_ONCE)))
        gone = (number + 1) * AT_ONCE
        if gone % step == 0:
            await asyncio.sleep(SETTLE)
            held.append(server.memory())
            print(f"  memory: {gone} readers have come and gone, {held[-1]:.0f} MB", flush=True)
    return held
