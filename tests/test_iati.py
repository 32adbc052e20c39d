"""IATI: the file keeps to the published schema, and says of each gift what the rows of the table say, no more."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from aid.export.iati import NoGifts, activities
from aid.table import Ledger, read
from aid.view import View
from tests.plain import Table, span

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "iati-2.03" / "iati-activities-schema.xsd"))
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GIFTS = ("supplies", "funds", "medical_team")
KOREA = "2020-02-05-in-korea-government-supplies"
# What the codes of IATI's lists may be, as far as the file uses them.
CODES = {
    "participating-org/@role": {"1", "4"},
    "participating-org/@type": {"10", "11", "40", "70", "80", "90"},
    "activity-date/@type": {"2", "4"},
    "activity-status/@code": {"4"},
    "activity-scope/@code": {"4", "6"},
    "sector/@code": {"12264"},
    "default-finance-type/@code": {"110"},
    "default-aid-type/@code": {"D01"},
    "transaction/transaction-type/@code": {"3"},
    "transaction/disbursement-channel/@code": {"3", "4"},
    "document-link/category/@code": {"A12"},
    "result/@type": {"1"},
    "result/indicator/@measure": {"1", "5"},
}


def opened(ledger: Ledger, view: View) -> Any:
    """The file as a strict XML parser sees it, which has passed the published schema."""
    root = etree.fromstring(b"".join(activities(ledger, view)))
    assert SCHEMA.validate(root.getroottree()), SCHEMA.error_log.filter_from_errors()
    return root


def by_act(root: Any) -> dict[str, Any]:
    """Each activity by the id of its act."""
    reporters = {one.findtext("iati-identifier"): one.find("reporting-org").get("ref") for one in root}
    assert all(name.startswith(f"{ref}-") for name, ref in reporters.items())
    told = {one.findtext("iati-identifier").removeprefix("peach-and-jade-"): one for one in root}
    assert len(told) == len(root), "an identifier stands twice"
    return told


def said(parent: Any, lang: str) -> str:
    return next((one.text for one in parent.findall("narrative") if one.get(LANG) == lang), "")


def gifts_of(rows: Table, view: Any) -> list[dict[str, str]]:
    acts = {row["id"]: row for row in rows.files["acts"]}
    return [acts[name] for name in rows.ordered(view) if acts[name]["kind"] in GIFTS]


def assert_told(root: Any, rows: Table, view: Any) -> None:
    """Everything that can be counted in the file is what the CSV files say, and keeps to IATI's rules."""
    parties = {row["id"]: row for row in rows.files["parties"]}
    sources = {row["id"]: row for row in rows.files["sources"]}
    held = defaultdict(list)
    for item in rows.files["items"]:
        held[item["act"]].append(item)
    found, wanted = by_act(root), gifts_of(rows, view)
    assert list(found) == [act["id"] for act in wanted]
    for act in wanted:
        one = found[act["id"]]
        sides = [parties[act["partner"]], parties[act["hub_party"]]]
        giver, receiver = sides if act["direction"] == "inbound" else reversed(sides)
        assert one.find("reporting-org").get("secondary-reporter") == "1"
        assert said(one.find("description[@type='1']"), "en") == act["note_en"]
        assert said(one.find("description[@type='1']"), "zh") == act["note_zh"]
        assert act["caveat_zh"] in said(one.find("description[@type='4']"), "zh")
        for lang in ("en", "zh"):
            assert "COVID-19" in said(one.find("title"), lang)
            funding = [said(org, lang) for org in one.findall("participating-org[@role='1']")]
            assert funding == [giver[f"name_{lang}"]]
            carrying = [giver, receiver] if act["kind"] == "medical_team" else [receiver]
            implementing = [said(org, lang) for org in one.findall("participating-org[@role='4']")]
            assert implementing == [party[f"name_{lang}"] for party in carrying]
        assert_money(one, act, giver, receiver)
        assert_things(one, act, held[act["id"]])
        assert_dates(one, act)
        linked = [sources[code] for code in act["sources"].split(";") if sources[code]["link"] == "true"]
        urls = [link.get("url") for link in one.findall("document-link")]
        assert urls == [f"http://localhost:8501/act?id={act['id']}", *(source["url"] for source in linked)]
        days = [day.get("iso-date") for day in one.findall("document-link/document-date")]
        assert days == [source["published"] for source in linked if source["published"]]
        assert len(one.findall("recipient-country")) == (1 if receiver["country"] else 0)
    assert_rules(root)


def assert_money(one: Any, act: dict[str, str], giver: Any, receiver: Any) -> None:
    """A reported value stands once, as it is; a value that nobody reported stands nowhere."""
    made = one.findall("transaction")
    assert len(made) == (1 if act["value"] else 0)
    for transaction in made:
        value = transaction.find("value")
        assert (Decimal(value.text), value.get("currency")) == (Decimal(act["value"]), act["currency"])
        assert value.get("value-date") == transaction.find("transaction-date").get("iso-date")
        assert value.get("value-date") == span(act["date"])[1].isoformat()
        assert said(transaction.find("provider-org"), "en") == giver["name_en"]
        assert said(transaction.find("receiver-org"), "en") == receiver["name_en"]
        assert len(transaction.findall("disbursement-channel")) == (0 if act["kind"] == "funds" else 1)


def assert_things(one: Any, act: dict[str, str], held: list[dict[str, str]]) -> None:
    """Every thing stands once as an indicator, with its quantity and unit where they are told."""
    told = []
    for indicator in one.findall("result/indicator"):
        item, _, unit = indicator.find("reference").get("code").partition(":")
        values = [actual.get("value") for actual in indicator.findall("period/actual")]
        told.append((item, unit, values))
        for period in indicator.findall("period"):
            start, end = (period.find(f"period-{name}").get("iso-date") for name in ("start", "end"))
            assert start <= end == span(act["date"])[1].isoformat()
    assert told == [(row["item"], row["unit"], [row["quantity"]] if row["quantity"] else []) for row in held]


def assert_dates(one: Any, act: dict[str, str]) -> None:
    """An upper bound is no start, and what only set out on its day is not over."""
    first, last, precision = (str(part) for part in span(act["date"]))
    told = {day.get("type"): day.get("iso-date") for day in one.findall("activity-date")}
    if act["date_basis"] == "no_later_than":
        assert told == {"4": last}
    elif act["kind"] == "medical_team" or act["date_basis"] == "shipped":
        assert told == {"2": first}
    else:
        assert told == {"2": first, "4": last}
    for day in one.findall("activity-date"):
        words = said(day, "en")
        assert ("only the month" in words) == (precision == "month" and act["date_basis"] != "no_later_than")
        assert ("upper bound" in words) == (act["date_basis"] == "no_later_than")
        assert said(day, "zh")


def assert_rules(root: Any) -> None:
    """What IATI's rules ask beyond the schema."""
    assert root.get("version") == "2.03"
    for path, known in CODES.items():
        assert set(root.xpath(f"iati-activity/{path}")) <= known, path
    assert not [value for value in root.iter("value") if Decimal(value.text) == 0]
    for one in root:
        assert sum(Decimal(sector.get("percentage")) for sector in one.findall("sector")) == 100
        assert not re.search(r"[/&|?]", one.findtext("iati-identifier"))
        assert all(country.get("code") == country.get("code").upper() for country in one.findall("recipient-country"))
        dates = [date.fromisoformat(day) for day in one.xpath(".//@iso-date | .//@value-date")]
        assert dates
        assert max(dates) < date.today()
        assert all(value.get("currency") for value in one.iter("value"))
    for parent in root.iter("title", "description", "reporting-org", "participating-org", "comment"):
        assert parent.findall("narrative"), f"{parent.tag} says nothing"
    assert all(text.text.strip() and text.get(LANG) for text in root.iter("narrative"))


def views() -> st.SearchStrategy[View]:
    def some(*codes: str) -> st.SearchStrategy[tuple[str, ...]]:
        return st.one_of(st.just(()), st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True).map(tuple))

    return st.builds(
        lambda **asked: View().but(**asked),
        since=st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2020, 5, 30))),
        until=st.one_of(st.none(), st.dates(date(2020, 6, 1), date(2021, 4, 30))),
        direction=st.sampled_from([None, "inbound", "outbound"]),
        kind=some("supplies", "funds", "medical_team", "letter"),
        country=some("JPN", "KOR", "USA", "ITA", "DZA"),
        item=some("masks", "gloves"),
        q=st.sampled_from(["", "", "masks", "医", "--", "<", "mito"]),
    )


def test_the_whole_table_keeps_to_the_schema_and_says_what_the_rows_say(ledger: Ledger, rows: Table) -> None:
    root = opened(ledger, View())
    assert_told(root, rows, View())
    assert len(root) == sum(act["kind"] in GIFTS for act in rows.files["acts"])
    assert len(root.findall(".//transaction")) == sum(act["value"] != "" for act in rows.files["acts"])
    told = Counter(actual.get("value") for actual in root.iter("actual"))
    assert told == Counter(item["quantity"] for item in rows.files["items"] if item["quantity"])


@settings(max_examples=25)
@given(view=views())
def test_any_view_with_gifts_keeps_to_both(ledger: Ledger, rows: Table, view: View) -> None:
    assume(gifts_of(rows, view))
    assert_told(opened(ledger, view), rows, view)


def test_a_view_without_gifts_has_no_file(ledger: Ledger) -> None:
    for nothing in (View(kind=("letter",)), View(q="nothing says this")):
        with pytest.raises(NoGifts):
            activities(ledger, nothing)


def test_an_activity_goes_out_before_the_next_is_made(ledger: Ledger) -> None:
    assert len(list(activities(ledger, View(country=("JPN",))))) == len(opened(ledger, View(country=("JPN",)))) + 2


def test_the_head_of_the_file_says_which_view_and_table_it_is_of(ledger: Ledger) -> None:
    head = next(iter(activities(ledger, View(country=("JPN",), q="masks")))).decode()
    for part in ("Japan", "日本", "“masks”", "http://localhost:8501/acts?", ledger.digest):
        assert part in head


def test_no_word_searched_for_ends_the_comment_that_tells_it(altered: Callable[..., Ledger]) -> None:
    odd = altered(("acts.csv", '"On the day it took', '"--> <x/> On the day it took'))
    for q in ("-->", "--> <x/>", "-"):
        assert "2020-01-28-in-mito-masks" in by_act(opened(odd, View(q=q)))


def test_a_gift_for_the_city_and_one_from_it_name_the_country_that_receives(ledger: Ledger) -> None:
    told = by_act(opened(ledger, View(country=("KOR",))))
    assert told[KOREA].find("recipient-country").get("code") == "CN"
    assert told["2020-03-10-out-seoul-masks"].find("recipient-country").get("code") == "KR"
    assert told[KOREA].find("activity-scope").get("code") == "6"


def test_goods_with_a_value_come_by_channel_4_or_through_a_charity_by_channel_3(
    ledger: Ledger, altered: Callable[..., Ledger]
) -> None:
    def channel(of: Ledger) -> str:
        return by_act(opened(of, View(q=KOREA)))[KOREA].find("transaction/disbursement-channel").get("code")

    assert channel(ledger) == "4"
    row = "korea-government,chongqing-municipality,300000"
    assert channel(altered(("acts.csv", row, row.replace("municipality", "charity-federation")))) == "3"


def test_a_quantity_known_by_an_upper_bound_says_so(altered: Callable[..., Ledger], rows: Table) -> None:
    bound = "2020-04-30-in-laos-supplies"
    line = next(item for item in rows.files["items"] if item["act"] == bound)
    changed = altered(("items.csv", f"{bound},{line['item']},,", f"{bound},{line['item']},500,piece"))
    period = by_act(opened(changed, View()))[bound].find("result/indicator/period")
    first = min(span(act["date"])[0] for act in rows.files["acts"] if act["date_basis"] != "no_later_than")
    assert period.find("period-start").get("iso-date") == first.isoformat()
    assert period.find("period-end").get("iso-date") == "2020-04-30"
    assert "upper bound" in said(period.find("actual/comment"), "en")
    assert "上限" in said(period.find("actual/comment"), "zh")


def test_a_table_that_knows_no_day_for_certain_still_makes_a_file(altered: Callable[..., Ledger]) -> None:
    known = ("donated", "shipped", "arrived", "handed_over", "held", "sent", "announced", "published")
    root = opened(altered(*(("acts.csv", f",{basis},", ",no_later_than,") for basis in known)), View())
    assert {day.get("type") for day in root.iter("activity-date")} == {"4"}
    assert all(
        period.find("period-start").get("iso-date") == period.find("period-end").get("iso-date")
        for period in root.iter("period")
    )


HOSTILE = (
    "<script>alert(1)</script> ]]> <!-- x --> &amp; &#0; %PDF \"quoted\" 'single' --",
    "before\x01\x0b\x1f\ufffe\uffffafter \U0001f600 \x7f\x85",
    "=1+1 {x} {0} %s \\ `code`",
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=["markup", "control", "formats"])
def test_hostile_text_in_every_field_is_text(copied: Callable[..., Path], hostile: str) -> None:
    folder = copied()
    columns = {
        "acts": ("note_en", "note_zh", "caveat_en", "caveat_zh"),
        "parties": ("name_en", "name_zh"),
        "sources": ("title", "publisher", "publisher_zh"),
        "countries": ("name_en", "name_zh"),
    }
    for name, texts in columns.items():
        rewrite(folder / f"{name}.csv", texts, hostile)
    ledger = read(folder)
    root = opened(ledger, View())
    assert_rules(root)
    plain = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", hostile)
    one = root[0]
    for text in (one.find("description"), one.find("participating-org"), one.find("document-link[2]/title")):
        assert plain in said(text, "en") or plain in text.findtext("narrative")
    assert {element.tag for element in root.iter(etree.Element)} <= known_tags()


def known_tags() -> set[str]:
    """The elements that the schema names: nothing of the text has become another."""
    folder = Path(__file__).parent / "iati-2.03"
    named = set()
    for file in ("iati-activities-schema.xsd", "iati-common.xsd"):
        for element in etree.parse(folder / file).iter("{http://www.w3.org/2001/XMLSchema}element"):
            named |= {element.get("name"), element.get("ref")}
    return named


def rewrite(path: Path, columns: tuple[str, ...], hostile: str) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        names, rows = list(reader.fieldnames or ()), list(reader)
    for number, row in enumerate(rows):
        for column in columns:
            if row[column]:
                end = ("。" if column.endswith("_zh") else ".") if column.startswith(("note", "caveat")) else ""
                here = "在此" if column.endswith("_zh") else f"here {number}"
                row[column] = f"{hostile} {number} {here}{end}"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
