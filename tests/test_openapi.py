"""The description of the data for programs: valid, whole, true of the answers; and the same as a page to read."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import lxml.html
import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from aid import examples, keys
from aid.export.answers import answers
from aid.export.losses import LOST
from aid.table import Ledger
from aid.view import KEYS, View
from aid.web.files import files
from aid.web.openapi import document
from aid.words import Words
from tests.asking import ask
from tests.plain import Table

# A good value of each key, together with which a file is not empty.
VALUES = {
    "direction": "inbound",
    "kind": "supplies",
    "item": "masks",
    "country": "JPN",
    "party": "subnational_government",
    "from": "2020-01-01",
    "to": "2020-12-31",
    "confidence": "high",
    "q": "mito",
    "measure": "masks",
    "lanes": "partner",
    "lang": "zh",
}
JAPAN = View(country=("JPN",))
NAMES = ("acts", "countries", "parties", "items", "sources", "disputes", "claims", "searches", "timeline")


@pytest.fixture(scope="module", params=["en", "zh"])
def told(request: pytest.FixtureRequest, ledger: Ledger) -> dict[str, Any]:
    return document(ledger, Words(request.param, ledger))


def test_the_description_is_valid_openapi_3_1(told: dict[str, Any]) -> None:
    validate(told)
    assert told["openapi"].startswith("3.1")


def test_every_file_there_is_is_described_and_answers(told: dict[str, Any], ledger: Ledger) -> None:
    schemas = {f"/api/{name}.schema.json" for name in NAMES}
    short = {f"/api/{name}" for name in (*NAMES, "datapackage")}
    assert set(told["paths"]) == {f"/api/{path}" for path in files(ledger)} | schemas | short | {"/api/find.json"}
    for path, described in told["paths"].items():
        taken = {part["$ref"].rpartition("/")[2] for part in described["get"]["parameters"]}
        good = {key: VALUES[key] for key in VALUES if key in taken}
        answer = ask(path, good, method="HEAD")
        content = described["get"]["responses"]["200"]["content"]
        assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, next(iter(content))), path
        assert "etag" in answer.headers
        for key in {*KEYS, "edition"} - taken:
            assert ask(path, {key: VALUES.get(key, "x")}).status == 400, f"{path} takes {key} and does not say so"
    assert {"direction", "kind", "lang", "if-none-match"} == {
        part["$ref"].rpartition("/")[2] for part in told["paths"]["/api/claims.json"]["get"]["parameters"]
    }


def test_the_one_file_that_a_view_may_lack_is_described_so(told: dict[str, Any]) -> None:
    lacking = [path for path, described in told["paths"].items() if "404" in described["get"]["responses"]]
    assert lacking == ["/api/acts.iati.xml"]
    schema = {**told["components"]["schemas"]["problem"], "components": told["components"]}
    answer = ask(lacking[0], "kind=letter")
    assert answer.status == 404
    Draft202012Validator(schema).validate(answer.json)


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_as_their_schema_says(told: dict[str, Any], name: str) -> None:
    schema = told["paths"][f"/api/{name}.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {**schema, "components": told["components"]}
    problems = list(Draft202012Validator(whole).iter_errors(ask(f"/api/{name}.json").json))
    assert problems == []


def test_refusals_are_as_their_schema_says(told: dict[str, Any]) -> None:
    schema = {**told["components"]["schemas"]["problem"], "components": told["components"]}
    for answer in (
        ask("/api/acts.csv", "x=y"),
        ask("/api/acts.csv", "x=y&" * 101),
        ask("/api/none"),
        ask("/api/acts.csv", method="PUT"),
    ):
        Draft202012Validator(schema).validate(answer.json)


def test_every_key_of_the_address_is_described_and_its_values_are_taken(told: dict[str, Any], ledger: Ledger) -> None:
    parameters = told["components"]["parameters"]
    assert set(parameters) == {*KEYS, "lang", "edition", "if-none-match"}
    for key in keys.explained(ledger, Words("en", ledger)):
        for value in key.values:
            assert ask("/api/timeline.json", {key.name: value}).status == 200, f"{key.name}={value}"
        assert ask("/api/timeline.json", {key.name: ""}).status == 400


def test_a_browser_gets_a_page_and_a_program_the_document() -> None:
    page = ask("/api", "lang=zh", headers={"Accept": "text/html,application/xhtml+xml"})
    assert page.headers["content-type"].startswith("text/html")
    assert lxml.html.fromstring(page.body.decode()).get("lang") == "zh-Hans"
    for answer in (ask("/api"), ask("/api/openapi.json"), ask("/api", headers={"Accept": "application/json"})):
        assert answer.json["openapi"].startswith("3.1")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_names_every_file_key_and_column_and_its_links_work(ledger: Ledger, lang: str) -> None:
    page = lxml.html.fromstring(ask("/api", f"lang={lang}", headers={"Accept": "text/html"}).body.decode())
    links = {link.get("href") for link in page.iter("a")}
    named = {code.text_content() for code in page.iter("code")}
    for path, file in files(ledger).items():
        assert f"/api/{path}" in links or not (file.title or file.what in NAMES)
    for name in (*KEYS, *(column for answer in answers(ledger).values() for column in answer.columns)):
        assert name in named
    assert not page.xpath("//script"), "the page works without scripts"


@pytest.mark.parametrize("name", NAMES)
def test_columns_can_be_asked_for_as_a_table_schema(ledger: Ledger, name: str) -> None:
    schema = ask(f"/api/{name}.schema.json").json
    assert [field["name"] for field in schema["fields"]] == list(answers(ledger)[name].columns)
    from frictionless import Schema

    assert len(Schema.from_descriptor(schema).fields) == len(schema["fields"])


def test_what_each_format_loses_is_told_for_every_format_offered(ledger: Ledger) -> None:
    offered = {file.extension for file in files(ledger).values() if file.what in answers(ledger)}
    assert offered | {file.what for file in files(ledger).values() if file.title} == set(LOST)


# ---- the examples run ----


@pytest.fixture
def japan(tmp_path: Path) -> dict[str, str]:
    """What the examples ask for, as files."""
    for ending in ("csv", "json", "parquet"):
        (tmp_path / f"it's {ending}").write_bytes(ask(f"/api/acts.{ending}", "country=JPN").body)
    return {ending: str(tmp_path / f"it's {ending}") for ending in ("csv", "json", "parquet")}


@pytest.fixture
def given(japan: dict[str, str], en: Words) -> dict[str, str]:
    return {example.name: example.code for example in examples.examples(japan.__getitem__, en)}


def test_the_pandas_example_runs(given: dict[str, str], rows: Table, capsys: pytest.CaptureFixture[str]) -> None:
    space: dict[str, Any] = {}
    exec(given["pandas"], space)
    assert list(space["acts"]["id"]) == rows.ordered(JAPAN)
    assert pd.api.types.is_datetime64_any_dtype(space["acts"]["latest"])
    assert "inbound" in capsys.readouterr().out


def test_the_duckdb_example_runs(given: dict[str, str], rows: Table) -> None:
    told = duckdb.sql(given["DuckDB"].rstrip(";")).fetchall()
    assert {way: sum(row[2] for row in told if row[0] == way) for way in ("inbound", "outbound")} == {
        way: sum(act.direction == way for act in rows.found(JAPAN)) for way in ("inbound", "outbound")
    }


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed here")
def test_the_curl_example_runs(japan: dict[str, str], en: Words, tmp_path: Path) -> None:
    told = examples.examples(lambda kind: Path(japan[kind]).as_uri().replace("%27", "'"), en)
    subprocess.run(["sh", "-c", told[0].code], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "acts.csv").read_bytes() == Path(japan["csv"]).read_bytes()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed here")
def test_the_r_example_runs(given: dict[str, str]) -> None:
    subprocess.run(["Rscript", "-e", given["R"]], check=True, capture_output=True)


def test_the_json_of_an_example_is_json(japan: dict[str, str], rows: Table) -> None:
    assert json.loads(Path(japan["json"]).read_text("utf-8"))["count"] == len(rows.found(JAPAN))
