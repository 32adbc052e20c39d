"""The field's formats by their addresses, and what each format is said to lose."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from lxml import etree

from aid.export.losses import LOST, lost
from aid.keeper import kept
from aid.words import Words
from tests.asking import ask

BOTH = ("/api/acts.hxl.csv", "/api/acts.iati.xml")


pytestmark = pytest.mark.usefixtures("served")


def test_each_format_is_there_under_its_address_and_takes_the_keys_of_the_pages() -> None:
    table = ask(BOTH[0], {"country": "jpn", "direction": "inbound"})
    assert table.status == 200
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(table.body.decode(), newline="")))
    assert rows[1][0] == "#meta+id"
    # Thirteen acts with Japan, five of them from Chongqing: counted by hand in test_questions.
    assert len({row[0] for row in rows[2:]}) == 13 - 5
    document = ask(BOTH[1], {"country": "jpn", "kind": "supplies"})
    assert document.status == 200
    assert document.headers["content-type"].startswith("application/xml")
    assert etree.fromstring(document.body).tag == "iati-activities"


@pytest.mark.parametrize("path", BOTH)
def test_what_is_not_understood_is_refused_and_named(path: str) -> None:
    answer = ask(path, {"country": ["JPN", "ATLANTIS"], "colour": "red"})
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json["not_understood"]) == {"country=ATLANTIS", "colour=red"}


def test_a_view_without_gifts_is_told_as_a_problem_and_not_as_a_file_that_breaks_the_standard() -> None:
    answer = ask(BOTH[1], {"kind": "letter"})
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    for method in ("GET", "HEAD"):
        assert ask(BOTH[1], {"kind": "letter"}, method, {"If-None-Match": "*"}).status == 404
        assert ask(BOTH[1], {"kind": "supplies"}, method, {"If-None-Match": "*"}).status == 304
    assert ask(BOTH[0], {"kind": "letter"}).status == 200


@pytest.mark.parametrize("path", BOTH)
def test_without_a_table_the_server_says_so(path: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AID_DATA", str(tmp_path))
    kept.cache_clear()
    assert ask(path).status == 503


def test_what_each_format_loses_is_told_in_both_languages(en: Words, zh: Words) -> None:
    assert set(LOST) >= {"csv", "xlsx", "json", "parquet", "geojson", "hxl", "iati", "datapackage"}
    for form in LOST:
        english, chinese = lost(form, en), lost(form, zh)
        assert english.endswith(".")
        assert chinese.endswith("。")
        assert english != chinese
    with pytest.raises(KeyError):
        lost("pdf", en)
