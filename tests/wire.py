"""A reader without a browser: what the dashboard sends over its socket, message by message."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol


class Counted(socket.socket):
    """A line that counts what is read from it."""

    read = 0

    def recv(self, size: int, flags: int = 0) -> bytes:
        """The next bytes, counted."""
        data = super().recv(size, flags)
        self.read += len(data)
        return data


@dataclass
class Answer:
    """All the messages of one run, and how many bytes came over the line for them."""

    messages: list[ForwardMsg] = field(default_factory=list)
    size: int = 0

    def elements(self, kind: str) -> list[Any]:
        """What was sent of one kind of element, in order."""
        new = [message.delta.new_element for message in self.messages if message.HasField("delta")]
        return [getattr(element, kind) for element in new if element.WhichOneof("type") == kind]

    @property
    def title(self) -> str:
        """The headline of the page."""
        return str(next(heading.body for heading in self.elements("heading") if heading.tag == "h1"))

    @property
    def named(self) -> int:
        """How many messages name what the reader has already instead of sending it again."""
        return sum(message.WhichOneof("type") == "ref_hash" for message in self.messages)


class Reader:
    """One reader's page: asks for views and keeps what it may be asked to show again, as a browser does."""

    def __init__(self, home: str, *, lang: str = "en", theme: str = "light") -> None:
        self._home, self._lang, self._theme = home, lang, theme
        self._kept: set[str] = set()
        self._page = ""
        self._line = Counted()
        self._line.connect((urlsplit(home).hostname, urlsplit(home).port))
        address = f"{home.replace('http', 'ws', 1)}/_stcore/stream"
        self._open = connect(address, sock=self._line, subprotocols=[Subprotocol("streamlit")], max_size=None)
        self._socket = self._open.__enter__()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *ended: Any) -> None:
        self._open.__exit__(*ended)

    def see(self, query: str = "") -> Answer:
        """All that is sent when the page is run with a query."""
        asked = BackMsg()
        run = asked.rerun_script
        run.query_string = f"lang={self._lang}&{query}" if query else f"lang={self._lang}"
        run.page_script_hash = self._page
        run.cached_message_hashes.extend(sorted(self._kept))
        run.widget_states.SetInParent()
        run.context_info.url, run.context_info.color_scheme = f"{self._home}/", self._theme
        self._socket.send(asked.SerializeToString())
        answer, before = Answer(), self._line.read
        while True:
            raw = self._socket.recv(timeout=60)
            assert isinstance(raw, bytes)
            message = ForwardMsg.FromString(raw)
            answer.messages.append(message)
            if message.metadata.cacheable:
                self._kept.add(message.hash)
            if message.HasField("new_session"):
                self._page = message.new_session.page_script_hash
            if message.WhichOneof("type") == "script_finished":
                answer.size = self._line.read - before
                return answer
