"""What the server says beside the app: the rows of a view, the same keys as the pages, and clear refusals."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from aid.keeper import kept
from tests.asking import Answer, ask


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
    assert 'filename="peach-and-jade-acts.csv"' in table.headers["content-disposition"]
    assert document.headers["content-disposition"].startswith("inline")
    assert document.headers["content-type"].startswith("application/json")


def test_the_excel_edition_is_asked_for_by_its_name() -> None:
    assert ask("/api/acts.csv", "edition=excel").body.startswith(b"\xef\xbb\xbf")
    assert ids(ask("/api/acts.csv", "edition=excel&country=JPN")) == ids(ask("/api/acts.csv", "country=JPN"))
    assert not ask("/api/acts.csv").body.startswith(b"\xef\xbb\xbf")
    assert ask("/api/acts.csv", "edition=word").json["not_understood"] == ["edition=word"]
    assert ask("/api/acts.json", "edition=excel").status == 400


@pytest.mark.parametrize(
    "path", ["/api/", "/api/act", "/api/acts.xml", "/api/items.geojson", "/api/acts.csv/x", "/api/../secret"]
)
def test_every_other_address_under_api_is_a_plain_404(path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "/api/acts.csv" in answer.json["there_is"]


def test_a_file_is_read_and_not_written_to() -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = ask("/api/acts.csv", method=method)
        assert (answer.status, answer.headers["content-type"]) == (405, "application/problem+json")
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    head = ask("/api/acts.csv", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-type"] == "text/csv; charset=utf-8"
    assert head.headers["etag"] == ask("/api/acts.csv").headers["etag"]


def test_without_a_table_the_server_says_so_and_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AID_DATA", str(tmp_path))
    kept.cache_clear()
    for path in ("/api/acts.csv", "/api/acts.json"):
        answer = ask(path)
        assert answer.status == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert any("datapackage.json" in problem for problem in answer.json["problems"])
        assert str(tmp_path) not in answer.body.decode(), "where the server keeps its files is nobody's business"


def test_a_copy_that_is_still_good_is_not_sent_again() -> None:
    first = ask("/api/acts.csv", "country=JPN")
    tag = first.headers["etag"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = ask("/api/acts.csv", "country=JPN", headers={"If-None-Match": known})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tag
    assert ask("/api/acts.csv", "country=JPN", headers={"If-None-Match": '"other"'}).body == first.body


def test_the_tag_tells_views_formats_editions_languages_and_tables_apart(
    monkeypatch: pytest.MonkeyPatch, copied: Callable[..., Path]
) -> None:
    asked = [
        ("/api/acts.csv", ""),
        ("/api/acts.csv", "country=JPN"),
        ("/api/acts.csv", "edition=excel"),
        ("/api/acts.csv", "lang=zh"),
        ("/api/acts.json", ""),
        ("/api/items.csv", ""),
    ]
    tags = [ask(*each).headers["etag"] for each in asked]
    assert len(set(tags)) == len(tags)
    assert ask("/api/acts.csv", "country=jpn").headers["etag"] == tags[1], "the same view by another spelling"
    changed = copied(("acts.csv", "Mayor Takahashi's letter", "The mayor's letter"))
    monkeypatch.setenv("AID_DATA", str(changed))
    kept.cache_clear()
    assert not set(tags) & {ask(*each).headers["etag"] for each in asked}


def test_any_site_may_read_the_data() -> None:
    for path, status in (("/api/acts.json", 200), ("/api/none", 404), ("/api", 200)):
        answer = ask(path, headers={"Origin": "https://news.example"})
        assert (answer.status, answer.headers["access-control-allow-origin"]) == (status, "*")
    before = ask("/api/acts.csv", method="OPTIONS", headers={"Origin": "https://news.example"})
    assert (before.status, before.body) == (204, b"")
    assert "If-None-Match" in before.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in before.headers


def test_an_answer_without_an_ending_is_json() -> None:
    assert ask("/api/acts", "country=JPN").json == ask("/api/acts.json", "country=JPN").json


def test_a_file_is_named_after_its_view_in_ascii_and_in_the_readers_script() -> None:
    told = ask("/api/acts.csv", "country=JPN&direction=inbound&lang=zh").headers["content-disposition"]
    assert told.isascii()
    assert 'filename="peach-and-jade-acts-japan-inbound.csv"' in told
    assert "木桃琼瑶" in unquote(told.split("filename*=UTF-8''")[1])
