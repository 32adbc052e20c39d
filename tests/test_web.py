"""What the server says beside the app: the rows of a view, the same keys as the pages, and clear refusals."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

from aid import clock
from aid.export import formats, takeaway
from aid.export.answers import answers
from aid.keeper import kept
from aid.table import Ledger
from aid.view import KEYS, View
from aid.web import data
from tests.asking import Answer, ask
from tests.plain import Table

pytestmark = pytest.mark.usefixtures("served")


def ids(answer: Answer) -> list[str]:
    assert answer.status == 200
    return [row["id"] for row in csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline=""))]


def test_the_whole_table_is_there_as_csv_and_json(rows: Table) -> None:
    every = [act["id"] for act in rows.files["acts"]]
    assert sorted(ids(ask("/api/acts.csv"))) == sorted(every)
    answer = ask("/api/acts.json")
    assert (answer.status, answer.json["count"]) == (200, len(every))


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ({"country": "JPN"}, View(country=("JPN",))),
        ({"country": ["JPN", "HRV"]}, View(country=("JPN", "HRV"))),
        ({"country": "jpn", "direction": "outbound"}, View(country=("JPN",), direction="outbound")),
        ({"direction": "outbound", "item": "masks"}, View(direction="outbound", item=("masks",))),
        ({"from": "2020-04-01", "to": "2020-04-30"}, View(since=date(2020, 4, 1), until=date(2020, 4, 30))),
        ({"confidence": "low"}, View(confidence=("low",))),
        ({"party": "university"}, View(party=("university",))),
        ({"q": "水户"}, View(q="水户")),
        ({"q": "MITO", "kind": ["letter", "supplies"]}, View(q="mito", kind=("letter", "supplies"))),
        # How a page shows the rows changes none of them.
        ({"q": "mito", "lang": "zh", "measure": "masks", "lanes": "partner"}, View(q="mito")),
    ],
    ids=str,
)
def test_files_answer_the_same_keys_as_the_pages(rows: Table, query: dict[str, Any], view: View) -> None:
    found = ids(ask("/api/acts.csv", query))
    assert found == rows.ordered(view)
    assert 0 < len(found) < len(rows.acts)
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
    "path", ["/api/act", "/api/acts.xml", "/api/items.geojson", "/api/acts.csv/x", "/api/../secret"]
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


@pytest.mark.parametrize(
    "path",
    ["/api/acts.csv", "/api/acts.json", "/api", "/api/acts.schema.json", "/feed.atom", "/cards/en/site.png"],
)
def test_without_a_table_the_server_says_so_and_keeps_its_cells_to_itself(
    monkeypatch: pytest.MonkeyPatch, copied: Callable[..., Path], path: str
) -> None:
    folder = copied(("acts.csv", ",letter,", ",unpublished,"))
    monkeypatch.setenv("AID_DATA", str(folder))
    kept.cache_clear()
    answer = ask(path)
    assert answer.status == 503
    assert answer.headers["content-type"] == "application/problem+json"
    wrong = (folder / "acts.csv").read_text("utf-8").count(",unpublished,")
    assert answer.json["problems"] == wrong > 1
    assert "unpublished" not in answer.body.decode()
    assert str(folder) not in answer.body.decode(), "where the server keeps its files is nobody's business"


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


# ---- what programs are told that pages pass over ----


STRICT = ("/api/acts.csv", "/api/acts", "/api/datapackage.zip", "/api", "/api/openapi.json", "/api/acts.schema.json")


@pytest.mark.parametrize("path", (*STRICT, "/feed.atom"))
@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("id=2020-01-28-in-mito-masks", ["id=2020-01-28-in-mito-masks"]),
        ("embed=true", ["embed=true"]),
        ("embed_options=show_toolbar", ["embed_options=show_toolbar"]),
        ("lang=fr", ["lang=fr"]),
        ("lang=", ["lang="]),
        ("lang=zh&lang=en", ["lang=en"]),
        ("lang=fr&lang=en", ["lang=fr"]),
    ],
)
def test_what_only_pages_pass_over_is_refused_where_programs_ask(path: str, query: str, named: list[str]) -> None:
    answer = ask(path, query)
    assert (answer.status, answer.json["not_understood"]) == (400, named)
    assert ask(path, "lang=zh&lang=zh").status == 200


@pytest.mark.parametrize("path", ["/api", "/api/openapi.json", "/api/acts.schema.json", "/api/datapackage.zip"])
def test_what_no_view_changes_takes_the_language_alone(path: str) -> None:
    assert ask(path, "lang=zh&country=JPN&measure=acts").json["not_understood"] == ["country", "measure"]
    assert ask(path, "edition=excel").json["not_understood"] == ["edition=excel"]
    assert ask(path, "edition=").json["not_understood"] == ["edition="]


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "parquet"])
def test_reported_totals_take_only_the_keys_that_choose_among_them(ledger: Ledger, ending: str) -> None:
    path = f"/api/claims.{ending}"
    assert ask(path, "direction=inbound&kind=supplies&lang=zh").status == 200
    others = [key for key in KEYS if key not in ("direction", "kind")]
    query = {"country": "JPN", "item": "masks", "from": "2020-01-01", "q": "mito", "measure": "masks"}
    assert ask(path, {**query, "kind": "letter"}).json["not_understood"] == [key for key in others if key in query]
    # The keys that are refused choose nothing: the rows are the same with and without them.
    claims = answers(ledger)["claims"]
    view = View(direction="inbound", country=("JPN",), item=("masks",), q="mito", since=date(2020, 3, 1))
    assert claims.taken(view) == View(direction="inbound")
    rows = [claims.rows(ledger, asked).to_dict("list") for asked in (view, claims.taken(view))]
    assert str(rows[0]) == str(rows[1])


def test_the_workbook_of_reported_totals_cites_the_acts_of_its_own_view() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ask("/api/claims.xlsx", "direction=inbound&lang=en").body))
    told = "\n".join(str(cell) for row in book["about"].iter_rows(values_only=True) for cell in row if cell)
    with (Path(__file__).parents[1] / "data" / "acts.csv").open(encoding="utf-8", newline="") as lines:
        inbound = sum(row["direction"] == "inbound" for row in csv.DictReader(lines))
    assert f"({inbound} acts)" in told


def test_a_query_of_very_many_parts_is_refused_and_only_its_beginning_named() -> None:
    answer = ask("/api/acts.csv", "&".join(f"{'k' * 80}{n}={'v' * 80}" for n in range(9000)))
    assert answer.status == 400
    assert len(answer.json["not_understood"]) == 20
    assert answer.json["and_more"] == 8980
    assert len(answer.body) < 20 * 90 + 500
    # Each of these is understood; a hundred and one of them are not.
    assert ask("/api/acts.csv", "&".join(["country=JPN"] * 100)).status == 200
    assert ask("/api/acts.csv", "&".join(["country=JPN"] * 101)).status == 400
    assert ask("/feed.atom", "&".join(["country=JPN"] * 101)).status == 400
    some = ask("/api/acts.csv", "&".join(f"k{n}=v" for n in range(20)))
    assert (len(some.json["not_understood"]), "and_more" in some.json) == (20, False)


def test_a_search_for_very_many_words_is_refused() -> None:
    answer = ask("/api/acts.csv", {"q": " ".join(f"w{n}" for n in range(13))})
    assert (answer.status, len(answer.json["not_understood"])) == (400, 1)


# ---- the address, the day, the work ----


def test_the_tag_changes_with_the_public_address_that_stands_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: ask(path).headers["etag"] for path in ("/api/acts.xlsx", "/api/datapackage.json", "/api")}
    monkeypatch.setenv("AID_PUBLIC_URL", "https://aid.example.org")
    for path, tag in before.items():
        again = ask(path, headers={"If-None-Match": tag})
        assert again.status == 200 and again.headers["etag"] != tag


@pytest.mark.parametrize("path", ["/api", "/api/openapi.json", "/api/acts.schema.json"])
def test_descriptions_are_not_sent_again_either(path: str) -> None:
    first = ask(path)
    again = ask(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["access-control-allow-origin"] == "*"
    assert ask(path, "lang=zh").body == first.body or ask(path, "lang=zh").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/openapi.json", "/api/acts.schema.json"])
def test_descriptions_are_read_by_any_site_and_not_written_to(path: str) -> None:
    before = ask(path, method="OPTIONS", headers={"Origin": "https://news.example"})
    assert (before.status, before.body) == (204, b"")
    assert before.headers["access-control-allow-origin"] == "*"
    answer = ask(path, method="PUT")
    assert (answer.status, answer.headers["content-type"]) == (405, "application/problem+json")


def test_the_description_stands_with_and_without_a_slash() -> None:
    for accepted in ("text/html", "application/json"):
        with_slash, without = (ask(path, headers={"Accept": accepted}) for path in ("/api/", "/api"))
        assert (with_slash.status, with_slash.body) == (200, without.body)


def test_to_ask_for_the_head_alone_writes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file is written for a HEAD request")

    for module, names in ((formats, ("as_csv", "as_json", "as_xlsx", "as_parquet")), (takeaway, ("takeaway", "whole"))):
        for name in names:
            monkeypatch.setattr(module, name, refuse)
    for file in ("acts.csv", "acts.json", "acts.xlsx", "acts.parquet", "takeaway.zip", "datapackage.zip"):
        answer = ask(f"/api/{file}", method="HEAD")
        assert answer.status == 200 and answer.headers["etag"]


def test_workbooks_and_packages_are_written_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    # Two may be written and a third may not.
    assert [data.few_at_a_time.acquire(blocking=False) for _ in range(3)] == [True, True, False]
    data.few_at_a_time.release(2)
    done: list[str] = []

    class Gate:
        def __enter__(self) -> None:
            done.append("in")

        def __exit__(self, *_: object) -> None:
            done.append("out")

    def write(*_: object) -> bytes:
        done.append("written")
        return b"x"

    monkeypatch.setattr(data, "few_at_a_time", Gate())
    monkeypatch.setattr(takeaway, "takeaway", write)
    monkeypatch.setattr(formats, "as_xlsx", lambda *told: [write(*told)])
    for file in ("takeaway.zip", "acts.xlsx"):
        done.clear()
        assert ask(f"/api/{file}").body == b"x"
        assert done == ["in", "written", "out"]
    done.clear()
    ask("/api/acts.csv")
    assert done == []


def test_the_clock_is_that_of_greenwich_wherever_the_server_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    class Evening(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2031, 5, 4, 23, 30, tzinfo=UTC).astimezone(tz or timezone(timedelta(hours=8)))

    monkeypatch.setattr(clock, "datetime", Evening)
    assert clock.today() == date(2031, 5, 4)


def test_files_say_the_day_of_the_one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "today", lambda: date(2031, 5, 4))
    book = openpyxl.load_workbook(io.BytesIO(ask("/api/acts.xlsx", "lang=en").body))
    told = "\n".join(str(cell) for row in book["about"].iter_rows(values_only=True) for cell in row if cell)
    assert "4 May 2031" in told
