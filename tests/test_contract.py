"""The descriptor, the files and the code say the same about the table."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frictionless
import pytest

from aid.contract import FORMS, kind_of
from aid.rules import DOUBTS, RULES
from aid.table import read

DATA = Path(__file__).parents[1] / "data"
DESCRIPTOR = json.loads((DATA / "datapackage.json").read_text("utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}
HAN = re.compile(r"[\u4e00-\u9fff]")


def fields() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, resource in RESOURCES.items():
        for fact in resource["schema"]["fields"]:
            yield f"{name}.{fact['name']}", fact


FIELDS = dict(fields())


def cells(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def in_both_languages(thing: dict[str, Any], key: str) -> bool:
    return bool(thing[key].strip()) and HAN.search(thing[f"{key}_zh"]) is not None


def test_the_standard_tool_finds_the_descriptor_and_the_files_valid() -> None:
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.flatten(["type", "rowNumber", "fieldName", "note"]) == []
    assert report.valid


def test_the_real_table_is_accepted() -> None:
    assert read(DATA).version == DESCRIPTOR["version"]


def test_every_file_is_described_and_every_description_has_its_file() -> None:
    assert {resource["path"] for resource in RESOURCES.values()} == {path.name for path in DATA.glob("*.csv")}


@pytest.mark.parametrize("name", RESOURCES)
def test_a_file_has_the_described_columns_in_that_order(name: str) -> None:
    described = [fact["name"] for fact in RESOURCES[name]["schema"]["fields"]]
    assert list(cells(name)[0]) == described


@pytest.mark.parametrize("name", RESOURCES)
def test_a_file_is_stored_in_its_canonical_form(name: str) -> None:
    raw = (DATA / f"{name}.csv").read_bytes()
    assert raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.endswith(b"\n\n")


@pytest.mark.parametrize("thing", [DESCRIPTOR, *RESOURCES.values()], ids=lambda thing: thing["name"])
def test_the_package_and_its_tables_are_told_in_both_languages(thing: dict[str, Any]) -> None:
    assert in_both_languages(thing, "title")
    assert in_both_languages(thing, "description")


@pytest.mark.parametrize("column", FIELDS)
def test_a_column_is_told_in_both_languages(column: str) -> None:
    assert in_both_languages(FIELDS[column], "title")
    assert in_both_languages(FIELDS[column], "description")


@pytest.mark.parametrize("column", [column for column, fact in FIELDS.items() if "enum" in fact.get("constraints", {})])
def test_each_code_has_a_label_in_both_languages_and_is_used_by_no_other(column: str) -> None:
    fact = FIELDS[column]
    assert [category["value"] for category in fact["categories"]] == fact["constraints"]["enum"]
    for category in fact["categories"]:
        assert in_both_languages(category, "label")
        assert ("description" in category) == ("description_zh" in category)
    for key in ("label", "label_zh"):
        labels = [category[key] for category in fact["categories"]]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", RESOURCES)
def test_an_empty_cell_is_labelled_as_not_known(name: str) -> None:
    (missing,) = RESOURCES[name]["schema"]["missingValues"]
    assert missing["value"] == ""
    assert in_both_languages(missing, "label")


def test_each_item_belongs_to_a_family_that_is_described() -> None:
    families = {family["value"]: family for family in DESCRIPTOR["families"]}
    assert all(in_both_languages(family, "label") for family in families.values())
    items = FIELDS["items.item"]["categories"]
    assert {item["family"] for item in items} == set(families)


def test_links_lead_to_columns_that_tell_rows_apart() -> None:
    keys = [
        (key["reference"]["resource"], *key["reference"]["fields"])
        for resource in RESOURCES.values()
        for key in resource["schema"].get("foreignKeys", [])
    ]
    lists = [fact["listOf"] for fact in FIELDS.values() if "listOf" in fact]
    for table, column in [*keys, *((of["resource"], of["field"]) for of in lists)]:
        assert RESOURCES[table]["schema"]["primaryKey"] == [column]


@pytest.mark.parametrize("column", [column for column, fact in FIELDS.items() if "listOf" in fact])
def test_each_part_of_a_list_is_a_row_elsewhere(column: str) -> None:
    table, name = column.split(".")
    of = FIELDS[column]["listOf"]
    there = {row[of["field"]] for row in cells(of["resource"])}
    parts = [part for row in cells(table) for part in row[name].split(of["separator"]) if row[name]]
    assert set(parts) <= there


@pytest.mark.parametrize(
    "column", [column for column, fact in FIELDS.items() if "pattern" in fact.get("constraints", {})]
)
def test_a_pattern_covers_the_whole_of_each_cell(column: str) -> None:
    table, name = column.split(".")
    pattern = re.compile(FIELDS[column]["constraints"]["pattern"])
    assert [row[name] for row in cells(table) if row[name] and not pattern.fullmatch(row[name])] == []


def test_the_code_can_read_every_type_and_keyword_of_the_descriptor() -> None:
    known = {"required", "unique", "enum", "pattern", "minimum", "maximum"}
    for column, fact in FIELDS.items():
        assert kind_of(column.split(".")[0], fact) in FORMS
        assert set(fact.get("constraints", {})) <= known, f"{column}: a constraint that is never checked"
    for resource in RESOURCES.values():
        schema = set(resource["schema"]) - {"$schema", "fields", "missingValues"}
        assert schema <= {"primaryKey", "foreignKeys", "uniqueKeys"}
        assert all(len(key["fields"]) == 1 for key in resource["schema"].get("foreignKeys", []))


def test_the_rules_of_the_code_speak_of_columns_that_the_descriptor_has() -> None:
    for rule in (*RULES, *DOUBTS):
        spoken_of = {f"{rule.table}.{column}" for column in rule.columns.split()}
        assert spoken_of | set(rule.rests_on.split()) <= set(FIELDS)


def test_every_rule_of_the_code_has_words_that_can_be_filled_in() -> None:
    for rule in (*RULES, *DOUBTS):
        row = dict.fromkeys((fact["name"] for fact in RESOURCES[rule.table]["schema"]["fields"]), "x")
        assert "{" not in rule.expected.format_map(row)
