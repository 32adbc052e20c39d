"""A line between browser and server: it counts the bytes that pass and, if asked, is as slow as a reader's own.

It stands before every contestant alike and sees HTTP and sockets as bytes, where a browser's own throttling leaves
sockets out. Each connection waits a round trip before its first byte, as a real one does to be made; all connections
share one rate downwards. Slow start and loss are left out.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

CHUNK = 4096
# What may be under way in one direction of one connection: more than this line can hold at once.
WINDOW = 64


@dataclass
class Line:
    """A running line: the port to connect to, and what has passed since the last `reset`."""

    target: int
    rate: float | None
    """Bytes a second downwards; None for as fast as the machine."""
    round_trip: float
    """Seconds there and back."""
    port: int = 0
    down: int = 0
    up: int = 0
    _free: float = field(default=0.0, repr=False)

    @property
    def url(self) -> str:
        """The address by which a browser reaches the server over this line."""
        return f"http://127.0.0.1:{self.port}/"

    def reset(self) -> None:
        """Count from nought again."""
        self.down = self.up = 0

    async def join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection to its end."""
        try:
            await asyncio.sleep(self.round_trip)
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._carry(reader, far_writer, False), self._carry(far_reader, writer, True))

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, down: bool) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(WINDOW)
        deliver = asyncio.create_task(_deliver(under_way, sink))
        clock = asyncio.get_running_loop().time
        with suppress(ConnectionError):
            while data := await source.read(CHUNK if self.rate else 65536):
                at = clock()
                if down:
                    self.down += len(data)
                    if self.rate:
                        self._free = at = max(at, self._free) + len(data) / self.rate
                else:
                    self.up += len(data)
                await under_way.put((at + self.round_trip / 2, data))
        await under_way.put((0.0, b""))
        await deliver


async def _deliver(under_way: asyncio.Queue[tuple[float, bytes]], sink: asyncio.StreamWriter) -> None:
    clock = asyncio.get_running_loop().time
    open_still = True
    while True:
        due, data = await under_way.get()
        if not data:
            break
        if (wait := due - clock()) > 0:
            await asyncio.sleep(wait)
        if open_still:
            try:
                sink.write(data)
                await sink.drain()
            except ConnectionError:
                open_still = False
    with suppress(ConnectionError, OSError):
        sink.close()


@contextmanager
def line(target: int, megabits: float | None = None, milliseconds: float = 0) -> Iterator[Line]:
    """A line to the port `target`, carried by a thread of its own, and closed afterwards."""
    made = Line(target, megabits * 1e6 / 8 if megabits else None, milliseconds / 1000)
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # a browser that leaves in mid-load is no error
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def begin() -> asyncio.Server:
        return await asyncio.start_server(made.join, "127.0.0.1", 0)

    async def end() -> None:
        server.close()
        carrying = asyncio.all_tasks() - {asyncio.current_task()}
        for task in carrying:
            task.cancel()
        await asyncio.gather(*carrying, return_exceptions=True)

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
