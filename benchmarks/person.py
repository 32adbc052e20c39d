"""A reader without a browser: speaks Streamlit's own language over its socket, and remembers what a browser would.

A browser tells the server with each rerun which large messages it still holds, so that those are not sent again; so
does this one, or the server would work more than it does for people.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.views import Asked

DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True)
class Run:
    """One run of the script as the reader saw it."""

    finished: bool
    """Whether the script came to its end."""
    exceptions: int
    """Boxes with an exception on the page."""
    messages: int
    size: int
    """Bytes of the messages."""


@dataclass
class Person:
    """A reader with an open socket."""

    socket: ClientConnection
    widgets: dict[str, str] = field(default_factory=dict)
    """The numbers of the page's widgets by their labels."""
    _held: dict[str, int] = field(default_factory=dict)
    _runs: int = 0
    _age: int = 2

    async def ask(self, query: str = "", states: Sequence[WidgetState] = ()) -> Run:
        """Let the script run with this query and these widgets, and hear it to its end."""
        told = BackMsg()
        told.rerun_script.query_string = query
        told.rerun_script.widget_states.widgets.extend(states)
        told.rerun_script.cached_message_hashes.extend(self._held)
        told.rerun_script.context_info.timezone = "UTC"
        told.rerun_script.context_info.locale = "en"
        await self.socket.send(told.SerializeToString())
        messages = size = exceptions = 0
        while True:
            data = await self.socket.recv(decode=False)
            message = ForwardMsg.FromString(data)
            messages, size = messages + 1, size + len(data)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                self._held[message.ref_hash] = self._runs
            elif message.metadata.cacheable:
                self._held[message.hash] = self._runs
            if kind == "delta":
                exceptions += self._see(message)
            elif kind == "new_session":
                self._age = message.new_session.config.max_cached_message_age
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self._forget()
                return Run(message.script_finished in DONE, exceptions, messages, size)

    def _see(self, message: ForwardMsg) -> int:
        """Note the widget that a message draws; 1 where it draws an exception."""
        if message.delta.WhichOneof("type") != "new_element":
            return 0
        shown = message.delta.new_element.WhichOneof("type")
        if shown in ("radio", "multiselect"):
            element: Any = getattr(message.delta.new_element, shown)
            self.widgets[element.label] = element.id
        return int(shown == "exception")

    def _forget(self) -> None:
        self._runs += 1
        self._held = {name: run for name, run in self._held.items() if self._runs - run <= self._age}


async def ask_ours(person: Person, asked: Asked) -> Run:
    """One change of filters on our overview, whose address is the view."""
    return await person.ask(asked.query())


async def ask_ordinary(person: Person, asked: Asked) -> Run:
    """One change of filters on the ordinary page, whose view is in its widgets."""
    direction = WidgetState(id=person.widgets["Direction"], string_value=asked.direction)
    countries = WidgetState(id=person.widgets["Countries"])
    countries.string_array_value.data.extend(asked.names())
    kinds = WidgetState(id=person.widgets["Kinds"])
    kinds.string_array_value.data.extend(asked.kinds)
    return await person.ask(states=[direction, countries, kinds])


@asynccontextmanager
async def reader(url: str, source: str = "127.0.0.1") -> AsyncIterator[Person]:
    """A reader who has opened the page and seen its first run; `source` is the address they come from."""
    place = urlsplit(url)
    async with connect(
        f"ws://{place.netloc}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=f"http://{place.netloc}",  # type: ignore[arg-type]
        max_size=None,
        max_queue=None,
        open_timeout=60,
        ping_interval=None,
        proxy=None,
        local_addr=(source, 0),
    ) as socket:
        person = Person(socket)
        run = await person.ask()
        if not run.finished or run.exceptions:
            raise RuntimeError(f"the first run of {url} went wrong: {run}")
        yield person
