"""What a reader takes away: each file opened by those that read such files, and each row counted a second way."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aid import table
from aid.export import package
from aid.export.takeaway import takeaway, whole
from aid.table import Ledger
from aid.view import View, choices, families
from tests.asking import ask
from tests.plain import Table
from tests.unpacking import members, rows_of, unpacked

DATA = Path(__file__).parents[1] / "data"
ADDRESS = "https://aid.example.org/?lang=en"
DAY = date(2026, 11, 24)
MITO = "2020-01-28-in-mito-masks"
FILES = [
    "acts.csv",
    "items.csv",
    "parties.csv",
    "sources.csv",
    "disputes.csv",
    "claims.csv",
    "searches.csv",
    "countries.csv",
]
VIEWS = [
    View(),
    View(country=("JPN",)),
    View(direction="outbound", item=("masks",)),
    View(since=date(2020, 4, 1), until=date(2020, 4, 30)),
    View(kind=("letter", "thanks"), direction="inbound"),
    View(q="口罩"),
    View(country=("FRA",)),
    View(direction="inbound", kind=("medical_team",), q="nothing says this"),
]


def expected(rows: Table, view: View) -> dict[str, list[dict[str, str]]]:
    """The rows of a view's package in plain Python over the files of the table, in their order."""
    files = rows.files
    if view.asks_all:
        return files
    found = {act.id for act in rows.found(view)}
    acts = [act for act in files["acts"] if act["id"] in found]
    claims = [
        claim
        for claim in files["claims"]
        if view.direction in (None, claim["direction"]) and (not view.kind or claim["kind"] in ("", *view.kind))
    ]
    who = {act[side] for act in acts for side in ("partner", "hub_party")}
    parties = [party for party in files["parties"] if party["id"] in who]
    partners = {act["partner"] for act in acts}
    theirs = {party["country"] for party in parties if party["id"] in partners} - {""}
    narrow = view.rows != View(direction=view.direction)
    searches = [
        search
        for search in files["searches"]
        if (search["country"] in (set(view.country) or theirs) or not narrow)
        and (not view.direction or search["direction"] in (view.direction, "both"))
    ]
    disputes = [version for version in files["disputes"] if version["act"] in found]
    cited = {source for row in (*acts, *claims) for source in row["sources"].split(";")}
    cited |= {version["source"] for version in disputes}
    named = {code for claim in claims for code in claim["named"].split(";")}
    named |= {row["country"] for row in (*parties, *searches)} | set(view.country)
    return {
        "acts": acts,
        "items": [item for item in files["items"] if item["act"] in found],
        "parties": parties,
        "sources": [source for source in files["sources"] if source["id"] in cited],
        "disputes": disputes,
        "claims": claims,
        "searches": searches,
        "countries": [country for country in files["countries"] if country["iso3"] in named],
    }


def same(cell: str) -> str | float:
    """A cell for comparison: 42.70 and 42.7 say the same."""
    return float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell


def assert_package(folder: Path, rows: Table, view: View) -> None:
    """A folder is a valid package with exactly the rows of a view, and a table that can be served."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    read = table.read(folder)
    assert read.warnings == ()
    for name, wanted in expected(rows, view).items():
        found = rows_of(folder / f"{name}.csv")
        alike = [{key: same(cell) for key, cell in row.items()} for row in wanted]
        assert [{key: same(cell) for key, cell in row.items()} for row in found] == alike, name
    told = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert [resource["path"] for resource in told["resources"]] == FILES
    assert {resource["name"]: resource["rows"] for resource in told["resources"]} == {
        name: len(wanted) for name, wanted in expected(rows, view).items()
    }


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_tables_in_a_take_away_are_a_whole_package_of_just_these_rows(
    ledger: Ledger, rows: Table, view: View, tmp_path: Path
) -> None:
    folder = unpacked(takeaway(ledger, view, "en", ADDRESS, DAY), tmp_path) / "data"
    assert_package(folder, rows, view)
    said = subprocess.run([sys.executable, "-m", "aid.table", folder], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
    assert f"{len(rows.found(view))} acts" in said.stdout


@settings(max_examples=15)
@given(data=st.data())
def test_so_are_those_of_any_view(
    ledger: Ledger, rows: Table, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    view = data.draw(views(ledger))
    folder = tmp_path_factory.mktemp("any")
    for name, body in package.files(ledger, view, ADDRESS).items():
        (folder / name).write_bytes(body)
    assert_package(folder, rows, view)
    shutil.rmtree(folder)


def views(ledger: Ledger) -> st.SearchStrategy[View]:
    """Views that nobody thought of."""

    def several(codes: Any) -> st.SearchStrategy[tuple[str, ...]]:
        return st.sets(st.sampled_from(sorted(codes)), max_size=3).map(sorted).map(tuple)

    days = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2021, 4, 30)))
    return st.builds(
        View,
        direction=st.sampled_from([None, "inbound", "outbound"]),
        kind=several(choices(ledger, "acts", "kind")),
        item=several(families(ledger)),
        country=several({*ledger.parties["country"].dropna(), "FRA"}),
        party=several(choices(ledger, "parties", "type")),
        since=days,
        until=days,
        q=st.sampled_from(["", "", "口罩", "mito", "no such word"]),
    )


def test_a_table_may_be_empty_only_where_its_description_says_so(copied: Callable[..., Path]) -> None:
    folder = copied()
    header = (folder / "searches.csv").read_text("utf-8").splitlines()[0]
    (folder / "searches.csv").write_text(f"{header}\n", "utf-8")
    with pytest.raises(table.TableError, match="at least one row"):
        table.read(folder)
    told = json.loads((folder / "datapackage.json").read_text("utf-8"))
    next(resource for resource in told["resources"] if resource["name"] == "searches")["rows"] = 0
    (folder / "datapackage.json").write_text(json.dumps(told), "utf-8")
    assert len(table.read(folder).searches) == 0


def test_the_description_says_in_both_languages_which_part_of_the_table_it_is(ledger: Ledger, tmp_path: Path) -> None:
    view = View(country=("JPN",), direction="inbound")
    folder = unpacked(takeaway(ledger, view, "en", ADDRESS, DAY), tmp_path) / "data"
    told = json.loads((folder / "datapackage.json").read_text("utf-8"))
    own = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    assert told["name"] == "peach-and-jade-japan-inbound"
    assert told["title"].endswith(": Acts from Japan")
    assert told["title_zh"].endswith("：来自日本的往来")
    assert told["description"].startswith(own["description"])
    assert f"8 acts of {len(ledger.acts)}" in told["description"]
    assert f"全部{len(ledger.acts)}次往来中的8次" in told["description_zh"]
    assert told["view"] == {"direction": "inbound", "country": ["JPN"]}
    assert (told["homepage"], told["digest"]) == (ADDRESS, ledger.digest)
    for key in ("$schema", "version", "created", "licenses", "contributors", "sources", "families", "keywords"):
        assert told[key] == own[key]
    for ours, theirs in zip(told["resources"], own["resources"], strict=True):
        assert ours["schema"] == theirs["schema"]


def test_the_whole_package_holds_every_row_and_says_what_the_table_says(
    ledger: Ledger, rows: Table, tmp_path: Path
) -> None:
    folder = unpacked(whole(ledger, ADDRESS), tmp_path)
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        [*FILES, "README.en.md", "README.zh.md", "datapackage.json"]
    )
    assert_package(folder, rows, View())
    again = table.read(folder)
    for name in ("acts", "items", "parties", "sources", "claims", "searches", "countries", "citations"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(ledger, name))
    file = tmp_path / "whole.zip"
    file.write_bytes(whole(ledger, ADDRESS))
    assert frictionless.validate(str(file), type="package").valid


def test_the_same_rows_are_the_same_bytes_and_only_the_day_makes_another_file(ledger: Ledger) -> None:
    view = View(country=("JPN",))
    assert takeaway(ledger, view, "zh", ADDRESS, DAY) == takeaway(table.read(DATA), view, "zh", ADDRESS, DAY)
    assert whole(ledger, ADDRESS) == whole(table.read(DATA), ADDRESS)
    one, other = (members(takeaway(ledger, view, "zh", ADDRESS, day)) for day in (DAY, date(2027, 1, 2)))
    changed = {name for name in one if one[name] != other[name]}
    assert changed == {"index.html", "README.en.md", "README.zh.md", "acts.xlsx"}


def test_other_programs_read_the_tables_with_their_chinese_and_their_gaps(
    ledger: Ledger, rows: Table, tmp_path: Path
) -> None:
    folder = unpacked(takeaway(ledger, View(country=("JPN",)), "zh", ADDRESS, DAY), tmp_path) / "data"
    pieces = duckdb.sql(
        f"select a.direction, sum(i.quantity), count(*) from '{folder}/acts.csv' a "
        f"join '{folder}/items.csv' i on i.act = a.id where i.item like '%mask' group by 1 order by 1"
    ).fetchall()
    told = [act for act in rows.acts if act.country == "JPN"]
    for direction, total, count in pieces:
        masks = [q for act in told if act.direction == direction for item, q, _ in act.items if "mask" in item]
        assert (total, count) == (sum(q for q in masks if q), len(masks))
    parties = pd.read_csv(folder / "parties.csv", keep_default_na=False)
    assert "水户市" in set(parties["name_zh"])
    assert "水户市" in {row[0] for row in duckdb.sql(f"select name_zh from '{folder}/parties.csv'").fetchall()}
    acts = pd.read_csv(folder / "acts.csv")
    assert acts["value"].isna().sum() == sum(act.value is None for act in told)


def test_the_workbook_has_a_front_sheet_and_the_rows_of_the_view(ledger: Ledger, rows: Table) -> None:
    view = View(country=("JPN",))
    book = openpyxl.load_workbook(io.BytesIO(members(takeaway(ledger, view, "zh", ADDRESS, DAY))["acts.xlsx"]))
    assert book.sheetnames[0] == "about"
    front = "\n".join(str(cell) for row in book["about"].values for cell in row if cell)
    for said in ("Acts between Chongqing and Japan", ADDRESS, ledger.digest[:8], "CC BY 4.0", "木桃琼瑶"):
        assert said in front
    head, *body = book["acts"].values
    assert [row[head.index("id")] for row in body] == rows.ordered(view)


@pytest.mark.parametrize(("lang", "project"), [("en", "Peach & Jade"), ("zh", "木桃琼瑶")])
def test_the_readme_names_filter_counts_rules_licence_citation_and_every_source(
    ledger: Ledger, rows: Table, lang: str, project: str
) -> None:
    view = View(country=("JPN",), direction="inbound")
    told = members(takeaway(ledger, view, "en", ADDRESS, DAY))[f"README.{lang}.md"].decode()
    wanted = expected(rows, view)
    for said in (
        project,
        ADDRESS.replace("lang=en", f"lang={lang}"),
        ledger.digest[:8],
        "CC BY 4.0",
        "BibTeX",
        "RIS",
        "GB/T 7714",
        "APA",
    ):
        assert said in told
    n, every = len(wanted["acts"]), len(rows.acts)
    for said in ("Acts from Japan", f"{n} of {every}") if lang == "en" else ("来自日本的往来", f"{every}条中{n}条"):
        assert said in told
    for name, held in wanted.items():
        line = next(line for line in told.splitlines() if line.startswith(f"| `data/{name}.csv`"))
        assert line.endswith(f"| {len(held)} |")
    assert ADDRESS.replace("lang=en", "lang=zh" if lang == "en" else "lang=en") not in told
    listed = [line for line in told.splitlines() if re.match(r"- s\d{3} ", line)]
    rests = Counter(source for act in wanted["acts"] for source in act["sources"].split(";"))
    # Those of the acts first, then those of reported totals alone, each under its own count.
    ordered = sorted(wanted["sources"], key=lambda source: not rests[source["id"]])
    assert [line.split()[1] for line in listed] == [source["id"] for source in ordered]
    of_acts = len([source for source in ordered if rests[source["id"]]])
    headed = re.findall(r"^### .*?(\d+)", told[told.index("\n- s0") - 60 :], re.MULTILINE)
    assert headed == [str(of_acts), str(len(ordered) - of_acts)]
    for line, source in zip(listed, ordered, strict=True):
        url = source["url"]
        assert (f"<{url}>" if source["link"] == "true" else f"`{url}`") in line
        assert rests[source["id"]] == 0 or re.search(
            rf"\b{rests[source['id']]} acts?|{rests[source['id']]}条往来", line
        )
    assert sum("(not linked)" in line or "不设链接" in line for line in listed) == sum(
        source["link"] == "false" for source in wanted["sources"]
    )


def test_each_language_is_led_to_its_own_address(ledger: Ledger) -> None:
    files = members(takeaway(ledger, View(country=("JPN",)), "zh", "https://aid.example.org/?lang=zh&country=JPN", DAY))
    page = files["index.html"].decode()
    book = openpyxl.load_workbook(io.BytesIO(files["acts.xlsx"]))["about"]
    editions = dict(zip(("zh", "en"), re.split("<main", page)[:0:-1], strict=True))
    for lang, other in (("en", "zh"), ("zh", "en")):
        own, not_own = (f"https://aid.example.org/?lang={code}&country=JPN" for code in (lang, other))
        for told in (files[f"README.{lang}.md"].decode(), editions[lang].replace("&amp;", "&")):
            assert told.count(own) >= 2
            assert not_own not in told
    told = [cell.value for cell in book["B"] if str(cell.value).startswith("https://")]
    # The reader's language stands first.
    assert told == [f"https://aid.example.org/?lang={lang}&country=JPN" for lang in ("zh", "en")]


def test_a_page_of_a_part_does_not_speak_of_the_whole_table(ledger: Ledger, rows: Table) -> None:
    page = members(takeaway(ledger, View(country=("ITA",)), "en", ADDRESS, DAY))["index.html"].decode()
    found = len(rows.found(View(country=("ITA",))))
    assert f"{found} of the table’s {len(rows.acts)} acts, each with its sources." in page
    assert f"数据表{len(rows.acts)}条往来中的{found}条，每条注明来源。" in page
    assert "January 2020 to March 2021:" not in page


def test_figures_in_a_readme_are_clauses_that_can_be_read_alone(ledger: Ledger, rows: Table) -> None:
    # Italy's acts, counted in the file; its masks all went there.
    italy = [act for act in rows.acts if act.country == "ITA"]
    came = sum(act.direction == "inbound" for act in italy)
    masks = sum(q or 0 for act in italy for item, q, unit in act.items if "mask" in item and unit == "piece")
    files = members(takeaway(ledger, View(country=("ITA",)), "zh", ADDRESS, DAY))
    chinese, english = (files[f"README.{lang}.md"].decode() for lang in ("zh", "en"))
    assert f"：来到重庆{came}条，重庆送出{len(italy) - came}条；" in chinese
    assert f"：来：未见记录；往：{masks:,}只；" in chinese
    assert f": to Chongqing: none on record; from Chongqing: {masks:,}; " in english
    assert "Countries or regions" not in english
    assert "no gift to Chongqing on record" in english


# ---- over the network ----


def test_the_server_hands_out_the_take_away_by_the_view_in_the_address(ledger: Ledger, tmp_path: Path) -> None:
    answer = ask("/api/takeaway.zip", {"country": "JPN", "direction": "inbound", "lang": "zh"})
    assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
    told = answer.headers["content-disposition"]
    assert 'filename="peach-and-jade-takeaway-japan-inbound.zip"' in told
    assert "filename*=UTF-8''%E6%9C%A8%E6%A1%83%E7%90%BC%E7%91%B6" in told
    folder = unpacked(answer.body, tmp_path)
    assert len(rows_of(folder / "data" / "acts.csv")) == 8
    assert '<html lang="zh-Hans">' in (folder / "index.html").read_text("utf-8")
    again = ask(
        "/api/takeaway.zip",
        {"country": "JPN", "direction": "inbound", "lang": "zh"},
        headers={"If-None-Match": answer.headers["etag"]},
    )
    assert (again.status, again.body) == (304, b"")
    assert ask("/api/takeaway.zip", {"country": "XXX"}).status == 400
    assert ask("/api/datapackage.zip", {"country": "JPN"}).status == 400


def test_the_described_package_can_be_read_by_its_addresses(rows: Table, tmp_path: Path) -> None:
    """What `/api/datapackage.json` names lies where it says."""
    told = ask("/api/datapackage.json")
    assert told.status == 200
    (tmp_path / "datapackage.json").write_bytes(told.body)
    (tmp_path / "datapackage").mkdir()
    for resource in told.json["resources"]:
        answer = ask(f"/api/{resource['path']}")
        assert answer.status == 200
        (tmp_path / resource["path"]).write_bytes(answer.body)
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    assert len(rows_of(tmp_path / "datapackage" / "acts.csv")) == len(rows.files["acts"])
    assert ask("/api/datapackage.zip").body == ask("/api/datapackage.zip").body
