"""What the server says beside the app: the rows of a view, the same keys as the pages, and clear refusals."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from aid import web
from aid.keeper import kept

APP = Starlette(routes=web.routes())


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(path: str, query: Any = "", method: str = "GET") -> Answer:
    """One request to the server's routes, as any ASGI server makes it."""
    asked = query if isinstance(query, str) else urlencode(query, doseq=True)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": asked.encode(),
        "headers": [],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    # In a thread of its own: the browser tests keep a loop running in the main one.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, APP(scope, receive, send)).result()
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


@pytest.fixture(autouse=True)
def real_table(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("AID_DATA", raising=False)
    kept.cache_clear()
    yield
    kept.cache_clear()


def ids(answer: Answer) -> list[str]:
    assert answer.status == 200
    return [row["id"] for row in csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline=""))]


def test_the_whole_table_is_there_as_csv_and_json() -> None:
    assert len(ids(ask("/api/acts.csv"))) == 126
    answer = ask("/api/acts.json")
    assert (answer.status, answer.json["count"]) == (200, 126)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        # Counted by hand in test_questions.
        ({"country": "JPN"}, 13),
        ({"country": ["JPN", "HRV"]}, 14),
        ({"country": "jpn", "direction": "outbound"}, 5),
        ({"direction": "outbound", "item": "masks"}, 23),
        ({"from": "2020-04-01", "to": "2020-04-30"}, 63),
        ({"confidence": "low"}, 14),
        ({"party": "university"}, 9),
        ({"q": "水户"}, 5),
        ({"q": "MITO", "kind": ["letter", "supplies"]}, 5),
        # What only a page needs is no part of the view.
        ({"q": "mito", "lang": "zh", "measure": "masks", "lanes": "partner", "id": "2020-01-28-in-mito-masks"}, 5),
    ],
)
def test_files_answer_the_same_keys_as_the_pages(query: dict[str, Any], count: int) -> None:
    found = ids(ask("/api/acts.csv", query))
    assert len(found) == count
    assert [act["id"] for act in ask("/api/acts.json", query).json["acts"]] == found


def test_what_is_not_understood_is_refused_and_named() -> None:
    for path in ("/api/acts.csv", "/api/acts.json"):
        answer = ask(path, {"country": ["JPN", "ATLANTIS"], "colour": "red", "from": "soon", "direction": "inbound"})
        assert answer.status == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert set(answer.json["not_understood"]) == {"country=ATLANTIS", "colour=red", "from=soon"}
        assert answer.json["status"] == 400


def test_a_key_said_twice_with_two_values_is_refused() -> None:
    answer = ask("/api/acts.csv", "direction=inbound&direction=outbound")
    assert answer.status == 400
    assert answer.json["not_understood"] == ["direction=outbound"]
    assert ask("/api/acts.csv", "direction=inbound&direction=inbound").status == 200


@pytest.mark.parametrize(
    "query", ["q=%00%ff%fe", "=&&&==", "q=" + "m" * 9000, "%ED%A0%80=%ED%A0%80", "from=" + "9" * 999]
)
def test_a_garbled_query_is_refused_and_breaks_nothing(query: str) -> None:
    assert ask("/api/acts.json", query).status in (200, 400)
    assert ask("/api/acts.csv", query).status in (200, 400)


def test_each_file_says_what_it_is() -> None:
    table, document = ask("/api/acts.csv"), ask("/api/acts.json")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in table.headers["content-disposition"]
    assert table.headers["content-disposition"].endswith('.csv"')
    assert document.headers["content-type"].startswith("application/json")
    for answer in (table, document, ask("/api/none"), ask("/api/acts.csv", "x=y")):
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_excel_edition_is_asked_for_by_its_name() -> None:
    assert ask("/api/acts.csv", "edition=excel").body.startswith(b"\xef\xbb\xbf")
    assert ids(ask("/api/acts.csv", "edition=excel&country=JPN")) == ids(ask("/api/acts.csv", "country=JPN"))
    assert not ask("/api/acts.csv").body.startswith(b"\xef\xbb\xbf")
    assert ask("/api/acts.csv", "edition=word").json["not_understood"] == ["edition=word"]
    assert ask("/api/acts.json", "edition=excel").status == 400


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/acts", "/api/acts.xml", "/api/acts.csv/x", "/api/../secret"])
def test_every_other_address_under_api_is_a_plain_404(path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "/api/acts.csv" in answer.json["there_is"]


def test_a_file_is_read_and_not_written_to() -> None:
    assert ask("/api/acts.csv", method="POST").status == 405
    assert ask("/api/acts.csv", method="DELETE").status == 405
    head = ask("/api/acts.csv", method="HEAD")
    assert head.status == 200
    assert int(head.headers["content-length"]) > 10_000


def test_without_a_table_the_server_says_so_and_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AID_DATA", str(tmp_path))
    kept.cache_clear()
    for path in ("/api/acts.csv", "/api/acts.json"):
        answer = ask(path)
        assert answer.status == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert any("datapackage.json" in problem for problem in answer.json["problems"])
        assert str(tmp_path) not in answer.body.decode(), "where the server keeps its files is nobody's business"
