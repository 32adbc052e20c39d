"""HXL: what libhxl reads out of the file is what the rows of the table say."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import hxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aid.export.hxl import acts_hxl
from aid.table import Ledger, read
from aid.view import View
from tests.plain import Table, span

MITO = "2020-01-28-in-mito-masks"
# Hashtags of the HXL 1.1 dictionary; a file that uses another would not be understood.
CORE = {
    "#meta",
    "#activity",
    "#date",
    "#country",
    "#org",
    "#item",
    "#value",
    "#currency",
    "#description",
    "#crisis",
}
RULES = [
    {"#valid_tag": "#meta+id", "#valid_required": "true", "#valid_severity": "error"},
    {"#valid_tag": "#meta+source+code", "#valid_required": "true", "#valid_severity": "error"},
    {"#valid_tag": "#date", "#valid_datatype": "date", "#valid_severity": "error"},
    {"#valid_tag": "#date+latest", "#valid_required": "true", "#valid_severity": "error"},
    {"#valid_tag": "#country+code+v_iso3", "#valid_regex": "^[A-Z]{3}$", "#valid_severity": "error"},
    {"#valid_tag": "#item+num", "#valid_datatype": "number", "#valid_severity": "error"},
    {"#valid_tag": "#value", "#valid_datatype": "number", "#valid_severity": "error"},
    {"#valid_tag": "#currency+code", "#valid_regex": "^[A-Z]{3}$", "#valid_severity": "error"},
    {"#valid_tag": "#activity+url,#meta+url", "#valid_datatype": "url", "#valid_severity": "error"},
]


def opened(ledger: Ledger, view: View) -> hxl.model.Dataset:
    """The file as libhxl sees it; nothing is fetched for it."""
    return hxl.data(io.BytesIO(b"".join(acts_hxl(ledger, view))))


def read_by_hxl(ledger: Ledger, view: View) -> list[dict[str, str]]:
    data = opened(ledger, view)
    tags = [column.display_tag for column in data.columns]
    return [dict(zip(tags, row.values, strict=True)) for row in data]


def expected(rows: Table, view: Any) -> list[dict[str, str]]:
    """The rows that the CSV files of the table say, by hashtag, without a frame."""
    parties = {row["id"]: row for row in rows.files["parties"]}
    places = {row["iso3"]: row for row in rows.files["countries"]}
    sources = {row["id"]: row for row in rows.files["sources"]}
    acts = {row["id"]: row for row in rows.files["acts"]}
    held = defaultdict(list)
    for item in rows.files["items"]:
        held[item["act"]].append(item)
    items = {code["value"]: code for code in rows.codes("items", "item")}
    kinds = {code["value"]: code for code in rows.codes("acts", "kind")}
    answer = []
    for name in rows.ordered(view):
        act = acts[name]
        earliest, latest, precision = span(act["date"])
        basis = act["date_basis"]
        sides = [parties[act["partner"]], parties[act["hub_party"]]]
        giver, receiver = sides if act["direction"] == "inbound" else reversed(sides)
        cited = [sources[code] for code in act["sources"].split(";")]
        told = {
            "#meta+id": name,
            "#activity+type": act["kind"],
            "#activity+type+i_en": kinds[act["kind"]]["label"],
            "#activity+type+i_zh": kinds[act["kind"]]["label_zh"],
            "#activity+direction": act["direction"],
            "#date+occurred": "" if basis in ("announced", "published", "no_later_than") else act["date"],
            "#date+reported": act["date"] if basis in ("announced", "published") else "",
            "#date+earliest": "" if basis == "no_later_than" else earliest.isoformat(),
            "#date+latest": latest.isoformat(),
            "#meta+date+basis": basis,
            "#meta+date+precision": precision,
            "#description+i_en": act["note_en"],
            "#description+i_zh": act["note_zh"],
            "#description+caveat+i_en": act["caveat_en"],
            "#description+caveat+i_zh": act["caveat_zh"],
            "#meta+confidence": act["confidence"],
            "#crisis+code": "EP-2020-000012-001",
            "#meta+source+code": act["sources"],
            "#meta+source+i_en": "; ".join(source["publisher"] for source in cited),
            "#meta+source+i_zh": "；".join(source["publisher_zh"] for source in cited),
            "#meta+source+url": " ".join(one["url"] for one in cited if one["link"] == "true"),
            "#activity+url": f"http://localhost:8501/act?id={name}",
        }
        for party, part, end in ((giver, "giver", "origin"), (receiver, "receiver", "dest")):
            told[f"#org+{part}+code"] = party["id"]
            told[f"#org+{part}+name+i_en"] = party["name_en"]
            told[f"#org+{part}+name+i_zh"] = party["name_zh"]
            told[f"#org+{part}+type"] = party["type"]
            place = places.get(party["country"], {"iso3": "", "name_en": "", "name_zh": ""})
            china = party["country"] == "CHN"
            told[f"#country+code+v_iso3+{end}"] = "CHN" if china else place["iso3"]
            told[f"#country+name+{end}+i_en"] = "China" if china else place["name_en"]
            told[f"#country+name+{end}+i_zh"] = "中国" if china else place["name_zh"]
        for number, item in enumerate(held[name] or [None], start=1):
            answer.append(
                {
                    **told,
                    "#meta+seq": str(number),
                    "#item+code": item["item"] if item else "",
                    "#item+name+i_en": items[item["item"]]["label"] if item else "",
                    "#item+name+i_zh": items[item["item"]]["label_zh"] if item else "",
                    "#item+num": item["quantity"] if item else "",
                    "#item+unit": item["unit"] if item else "",
                    "#value": act["value"] if number == 1 else "",
                    "#currency+code": act["currency"] if number == 1 else "",
                }
            )
    return answer


def without_guard(row: dict[str, str]) -> dict[str, str]:
    """The row without the version, which is told otherwise, and without the apostrophes that guard a spreadsheet."""
    return {key: cell.removeprefix("'") for key, cell in row.items() if key != "#meta+version"}


def views() -> st.SearchStrategy[View]:
    def some(*codes: str) -> st.SearchStrategy[tuple[str, ...]]:
        return st.one_of(st.just(()), st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True).map(tuple))

    days = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2021, 4, 30)))
    return st.builds(
        lambda since, until, **more: (
            View().but(since=since, until=until if until and until > since else None, **more)
            if since
            else View().but(until=until, **more)
        ),
        since=days,
        until=days,
        direction=st.sampled_from([None, "inbound", "outbound"]),
        kind=some("supplies", "funds", "medical_team", "letter", "thanks", "video_meeting"),
        country=some("JPN", "KOR", "USA", "ITA", "DZA"),
        item=some("masks", "gloves"),
        q=st.sampled_from(["", "", "masks", "医", "mito"]),
    )


def test_libhxl_reads_a_row_for_each_act_and_thing(ledger: Ledger, rows: Table) -> None:
    found = read_by_hxl(ledger, View())
    held = {item["act"] for item in rows.files["items"]}
    assert len(found) == len(rows.files["items"]) + len(rows.files["acts"]) - len(held)
    assert [without_guard(row) for row in found] == expected(rows, View())


@settings(max_examples=25)
@given(view=views())
def test_any_view_has_the_cells_that_the_table_says(ledger: Ledger, rows: Table, view: View) -> None:
    assert [without_guard(row) for row in read_by_hxl(ledger, view)] == expected(rows, view)


def test_the_file_passes_the_validator_of_libhxl(ledger: Ledger) -> None:
    report = hxl.validate(opened(ledger, View()))
    assert report["is_valid"], [issue for issue in report["issues"] if issue["severity"] == "error"]
    assert report["stats"]["error"] == 0
    strict = hxl.validate(opened(ledger, View()), hxl.schema([list(keys_of(RULES)), *cells_of(RULES)]))
    assert strict["stats"]["total"] == 0, strict["issues"]


def keys_of(rules: list[dict[str, str]]) -> list[str]:
    return sorted({key for rule in rules for key in rule})


def cells_of(rules: list[dict[str, str]]) -> list[list[str]]:
    return [[rule.get(key, "") for key in keys_of(rules)] for rule in rules]


def test_the_validator_would_notice_a_day_that_is_none(ledger: Ledger) -> None:
    broken = b"".join(acts_hxl(ledger, View(q="mito"))).replace(b",2020-01-28,", b",someday,")
    assert not hxl.validate(hxl.data(io.BytesIO(broken)))["is_valid"]


def test_only_hashtags_of_the_dictionary_are_used_and_each_once(ledger: Ledger) -> None:
    columns = opened(ledger, View()).columns
    assert {column.tag for column in columns} == CORE
    assert len({column.display_tag for column in columns}) == len(columns)
    assert all(column.header for column in columns), "a column without a heading for people"
    assert any("\u4e00" <= sign <= "\u9fff" for sign in columns[0].header), "headings in one language only"


def test_a_value_of_several_things_is_counted_once(ledger: Ledger, rows: Table) -> None:
    summed: dict[str, Decimal] = defaultdict(Decimal)
    for row in opened(ledger, View()).with_rows("#value>0"):
        summed[row.get("#currency")] += Decimal(row.get("#value"))
    told: dict[str, Decimal] = defaultdict(Decimal)
    for act in rows.files["acts"]:
        if act["value"]:
            told[act["currency"]] += Decimal(act["value"])
    assert summed == told == {"JPY": 163000, "USD": 300000, "CNY": 420000, "NAD": 520433}


def test_origin_and_destination_turn_with_the_direction(ledger: Ledger) -> None:
    seen = {row["#meta+id"]: row for row in read_by_hxl(ledger, View(country=("JPN",)))}
    inbound = seen[MITO]
    assert (inbound["#country+code+v_iso3+origin"], inbound["#country+code+v_iso3+dest"]) == ("JPN", "CHN")
    sent = "2020-05-21-out-mito-supplies"
    outbound = seen[sent]
    assert (outbound["#country+code+v_iso3+origin"], outbound["#country+code+v_iso3+dest"]) == ("CHN", "JPN")
    assert inbound["#org+receiver+code"] == outbound["#org+giver+code"] == "chongqing-municipality"


def test_what_is_not_known_is_empty_and_never_zero(ledger: Ledger) -> None:
    found = read_by_hxl(ledger, View())
    assert not [row for row in found for cell in row.values() if cell in ("0", "nan", "None", "<NA>", "NaT")]
    bound = next(row for row in found if row["#meta+id"] == "2020-04-30-in-laos-supplies")
    assert (bound["#date+occurred"], bound["#date+earliest"], bound["#date+latest"]) == ("", "", "2020-04-30")
    month = next(row for row in found if row["#meta+date+precision"] == "month" and row["#date+occurred"])
    assert len(month["#date+occurred"]) == 7
    assert month["#date+earliest"] < month["#date+latest"]
    nowhere = next(row for row in found if row["#meta+id"] == "2020-04-30-in-sco-letter")
    assert nowhere["#country+code+v_iso3+origin"] == ""


def test_an_address_that_should_not_be_linked_is_not_offered_as_a_link(ledger: Ledger, rows: Table) -> None:
    hidden = {source["url"] for source in rows.files["sources"] if source["link"] == "false"}
    offered = {url for row in read_by_hxl(ledger, View()) for url in row["#meta+source+url"].split()}
    assert hidden
    assert not hidden & offered


def test_nothing_found_is_a_file_without_rows(ledger: Ledger) -> None:
    assert read_by_hxl(ledger, View(q="nothing says this")) == []


def test_a_file_on_disk_reads_the_same(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "acts.hxl.csv"
    path.write_bytes(b"".join(acts_hxl(ledger, View(country=("KOR",)))))
    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
        assert [row.values for row in source] == [row.values for row in opened(ledger, View(country=("KOR",)))]


@pytest.mark.parametrize("hostile", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "＝1", "#meta+id", "<b>x</b>"])
def test_hostile_text_is_text(copied: Callable[..., Path], hostile: str) -> None:
    folder = copied(
        ("parties.csv", "City of Mito,水户市", f'"{hostile}","{hostile} 水户"'),
        ("acts.csv", '"On the day it took', f'"{hostile} On the day it took'),
    )
    found = read_by_hxl(read(folder), View(country=("JPN",)))
    mito = next(row for row in found if row["#meta+id"] == MITO)
    guarded = "" if hostile[0] in "#<" else "'"
    assert mito["#org+giver+name+i_en"] == guarded + hostile
    assert mito["#description+i_en"].startswith(guarded + hostile)
