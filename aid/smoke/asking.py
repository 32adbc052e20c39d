"""A site asked from outside, as a browser, a program or a preview robot asks it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 30
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class NoAnswer(Exception):
    """Nobody answered, or what came was no answer."""


@dataclass(frozen=True)
class Answer:
    """What was answered: the body as it was meant, whatever it was compressed to on the way."""

    status: int
    headers: HTTPMessage
    body: bytes
    compressed: bool

    def says(self, header: str) -> str:
        """A header; an empty string where it is lacking."""
        return str(self.headers.get(header, ""))

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.says("Content-Type").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", errors="replace")

    @property
    def brief(self) -> str:
        """The answer in three words."""
        return f"{self.status} {self.kind or 'of no type'}"

    @property
    def json(self) -> Any:
        """The body as JSON; NoAnswer where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise NoAnswer(f"what came is not JSON: {self.text[:60]!r}") from None


@dataclass(frozen=True)
class Site:
    """One deployed dashboard, by the address that readers use."""

    url: str

    @property
    def host(self) -> str:
        """Its host name and port."""
        return urlsplit(self.url).netloc

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer at a path. Redirects are not followed. Raises NoAnswer."""
        to = self._connection()
        asked = {"Accept-Encoding": "gzip", "User-Agent": "peach-and-jade-smoke", **(headers or {})}
        try:
            to.request("GET", path, headers=asked)
            answer = to.getresponse()
            body = answer.read()
            packed = answer.headers.get("Content-Encoding", "") == "gzip"
            return Answer(answer.status, answer.headers, gzip.decompress(body) if packed else body, packed)
        except (OSError, HTTPException, EOFError, zlib.error) as error:
            raise NoAnswer(f"{type(error).__name__}: {error}") from None
        finally:
            to.close()

    def open_socket(self, path: str, origin: str) -> int:
        """The status with which a WebSocket is opened by a page of an origin: 101 where it is. Raises NoAnswer."""
        to = self._connection()
        key = base64.b64encode(os.urandom(16)).decode()
        headers = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Origin": origin,
            "Sec-WebSocket-Key": key,
            "Sec-WebSocket-Version": "13",
        }
        try:
            to.request("GET", path, headers=headers)
            answer = to.getresponse()
        except (OSError, HTTPException) as error:
            raise NoAnswer(f"{type(error).__name__}: {error}") from None
        finally:
            to.close()
        accepted = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()
        if answer.status == 101 and answer.headers.get("Sec-WebSocket-Accept") != accepted:
            raise NoAnswer("the handshake was answered by something that does not speak WebSocket")
        return answer.status

    def _connection(self) -> HTTPConnection:
        secure = self.url.startswith("https:")
        return (HTTPSConnection if secure else HTTPConnection)(self.host, timeout=PATIENCE)
