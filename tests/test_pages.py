"""Every page opens for every reader: in both languages, from any address, on any table that passes the check."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aid.keeper import kept
from aid.table import read
from aid.view import KEYS, View
from tests.asking import ask
from tests.plain import Table, may_lie_outside
from tests.reading import Query, Reader, entrance_first, markdown_of, plain, title

HOME = Path(__file__).parents[1]
DATA = HOME / "data"
PAGES = ("overview", "story", "exchange", "timeline", "country", "compare", "acts", "act", "sources", "data")
ROWS = Table.of(DATA)
COUNTRIES = sorted({act.country for act in ROWS.acts if act.country})
MITO = "2020-01-28-in-mito-masks"
JAPAN = View(country=("JPN",))


@pytest.fixture(scope="module", autouse=True)
def own_table() -> Iterator[None]:
    """No table of another test, and no other folder than the project's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("AID_DATA", raising=False)
        kept.cache_clear()
        yield
    kept.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def entrance() -> Iterator[None]:
    """Every run begins with the entrance."""
    with entrance_first():
        yield


@pytest.fixture(scope="module")
def reader(own_table: None, entrance: None) -> Reader:
    return Reader()


GIFTS = {way: [act for act in ROWS.acts if act.gift and act.direction == way] for way in ("inbound", "outbound")}
CAME, WENT = ({act.counted for act in gifts} - {""} for gifts in GIFTS.values())
# Chongqing's first gift whose day is known, and the gifts that had surely come before it.
FIRST = min(act.latest for act in GIFTS["outbound"] if act.precision == "day" and act.earliest)
SURE = sum(act.latest < FIRST for act in GIFTS["inbound"])
BOTH_WAYS = sum(bool(pair["gifts_in"] and pair["gifts_out"]) for pair in ROWS.thread(View()).values())

# What a title must say; how the findings are worded is the business of test_sentences.
TITLES = {
    ("overview", "en"): rf"\b{len(CAME)}\b.*\b{len(WENT)}\b.*\b{len(CAME & WENT)}\b",
    ("overview", "zh"): rf"{len(CAME)}个.*{len(WENT)}个.*{len(CAME & WENT)}个",
    ("story", "en"): "^The exchange, told$",
    ("story", "zh"): "^一来一往，从头说起$",
    ("exchange", "en"): rf"\b{BOTH_WAYS} partners that gave and received gave first",
    ("exchange", "zh"): rf"{BOTH_WAYS}方.*先赠",
    ("timeline", "en"): rf"\b{SURE} of the {len(GIFTS['inbound'])} gifts\b.* {FIRST.day} {FIRST:%B %Y}",
    ("timeline", "zh"): rf"{len(GIFTS['inbound'])}次来赠，至少{SURE}次.*{FIRST.year}年{FIRST.month}月{FIRST.day}日",
    ("compare", "en"): "^Countries and regions side by side$",
    ("compare", "zh"): "^国家和地区对照$",
    ("country", "en"): "Countries and regions",
    ("country", "zh"): "国家和地区",
    ("acts", "en"): "Every act on record",
    ("acts", "zh"): "全部往来",
    ("act", "en"): "No such act",
    ("act", "zh"): "没有这条往来",
    ("sources", "en"): "What the table rests on",
    ("sources", "zh"): "数据",
    ("data", "en"): r"^Use the data$",
    ("data", "zh"): r"^使用数据$",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages_with_its_finding(reader: Reader, page: str, lang: str) -> None:
    app = reader.opens(page, {"lang": lang})
    assert re.search(TITLES[page, lang], title(app))
    assert not app.warning


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_the_way_to_the_others_and_keeps_the_view(reader: Reader, page: str) -> None:
    app = reader.opens(page, {"lang": "zh", "country": ["JPN", "KOR"], "q": "口罩"})
    labels = ["总览", "故事", "往来相报", "时间线", "国家和地区", "往来明细", "来源与方法", "使用数据"]
    top = [link.proto for link in app.get("page_link")[: len(labels)]]
    assert [link.label for link in top] == labels
    for link in top:
        for part in ("lang=zh", "country=JPN", "country=KOR", "q=%E5%8F%A3%E7%BD%A9"):
            assert part in link.query_string


@pytest.mark.parametrize(
    ("page", "query"),
    [
        *((page, {}) for page in PAGES),
        ("country", {"country": "JPN"}),
        ("country", {"country": "FRA"}),
        ("act", {"id": MITO}),
        *((page, {"country": "JPN", "kind": "medical_team"}) for page in ("overview", "timeline", "acts", "data")),
    ],
)
def test_every_page_ends_with_which_table_it_shows_however_little_it_found(
    reader: Reader, page: str, query: Query
) -> None:
    app = reader.opens(page, {"lang": "en", **query})
    assert "Peach & Jade · table version" in plain(app.markdown[-1].value), "the foot is not there"


@pytest.mark.parametrize("place", range(len(COUNTRIES)), ids=COUNTRIES)
def test_the_page_of_every_country_with_an_act_tells_its_acts(reader: Reader, place: int) -> None:
    code, lang = COUNTRIES[place], ("en", "zh")[place % 2]
    app = reader.opens("country", {"country": code, "lang": lang})
    acts = [act for act in ROWS.acts if act.country == code]
    headings = [plain(header.value) for header in app.header]
    for direction, sign in (("inbound", "●"), ("outbound", "◆")):
        count = sum(act.direction == direction for act in acts)
        (heading,) = [heading for heading in headings if sign in heading]
        assert heading.endswith(f"· {count}")
    notes = {row["id"]: row["note_en" if lang == "en" else "note_zh"] for row in ROWS.files["acts"]}
    shown = "\n".join(plain(text) for text in markdown_of(app))
    assert not [act.id for act in acts if notes[act.id] not in shown]


@pytest.mark.parametrize("code", ["FRA", "CHN", "ISL", "BGD"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_country_without_an_act_gets_a_page_that_says_so_and_leads_back(reader: Reader, code: str, lang: str) -> None:
    app = reader.opens("country", {"country": code, "lang": lang})
    assert app.info
    assert reader.app.session_state["_here"].words.country(code) in title(app)
    labels = [link.proto.label for link in app.get("page_link")]
    assert ("Back to the overview" if lang == "en" else "回到总览") in labels


SOME_ACTS = [act.id for act in ROWS.acts][::6]


@pytest.mark.parametrize("act", SOME_ACTS)
def test_the_page_of_an_act_tells_everything_known_of_it(reader: Reader, act: str) -> None:
    row = next(row for row in ROWS.files["acts"] if row["id"] == act)
    app = reader.opens("act", {"id": act, "lang": "en"})
    shown = "\n".join(plain(text) for text in markdown_of(app))
    assert row["note_en"] in shown
    assert row["caveat_en"] in shown
    publishers = {source["id"]: source["publisher"] for source in ROWS.files["sources"]}
    for source in row["sources"].split(";"):
        assert " ".join(publishers[source].split()) in shown
    assert act in app.code[0].value


def test_an_address_of_no_act_says_so_whatever_stands_in_it(reader: Reader) -> None:
    for wrong in ("gone", "**x**", "<script>alert(1)</script>", "x" * 5000, " "):
        app = reader.opens("act", {"id": wrong, "lang": "en"})
        assert title(app) == "No such act"
        assert app.info
        assert not [text for text in markdown_of(app) if "<script>" in text or "**x**" in text]


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_understood_is_named_on_the_page(reader: Reader, page: str) -> None:
    query = {"lang": "en", "country": ["JPN", "ATLANTIS"], "colour": "**red**", "from": "soon", "id": MITO}
    app = reader.opens(page, query)
    (notice,) = [plain(info.value) for info in app.info if "not understood" in info.value]
    for part in ("country = “ATLANTIS”", "colour = “**red**”", "from = “soon”"):
        assert part in notice
    assert "JPN" not in notice


def test_a_language_that_is_not_spoken_is_named_too(reader: Reader) -> None:
    app = reader.opens("acts", {"lang": "fr"})
    assert "lang = “fr”" in plain(app.info[0].value)


def test_nothing_found_says_that_no_source_was_found_and_shows_the_way_back(reader: Reader) -> None:
    for page in ("overview", "timeline", "acts"):
        app = reader.opens(page, {"lang": "en", "country": "JPN", "kind": "medical_team"})
        assert any("no source was found" in info.value for info in app.info)
        labels = [plain(link.proto.label) for link in app.get("page_link")]
        # Without the kind Japan's acts are there; without the country the medical teams.
        assert f"Any kind · {len(ROWS.found(JAPAN))} acts" in labels
        assert f"All countries · {len(ROWS.found(View(kind=('medical_team',))))} acts" in labels
        assert "Show everything" in labels


def test_the_table_of_acts_has_the_rows_of_the_view_with_real_numbers_and_dates(reader: Reader) -> None:
    shown = reader.opens("acts", {"lang": "en", "country": "JPN"}).dataframe[0].value
    acts = ROWS.found(JAPAN)
    assert len(shown) == len(acts)
    assert shown["masks"].sum() == ROWS.pieces(acts, "masks")[0]
    # By hand from items.csv: Mito's 50,000 in, 5,000 out.
    mito = shown[shown["link"].str.contains("mito-masks|mito-supplies")]
    assert sorted(mito["masks"]) == [5_000, 50_000]
    assert str(shown["latest"].dtype).startswith("datetime64")
    assert f"id={MITO}" in "".join(shown["link"])


def test_the_filter_says_what_is_in_force_and_how_many_may_lie_outside(reader: Reader) -> None:
    app = reader.opens("timeline", {"lang": "en", "from": "2020-04-01", "to": "2020-04-30"})
    april = View(since=date(2020, 4, 1), until=date(2020, 4, 30))
    acts = ROWS.found(april)
    vague = sum(may_lie_outside(act, april.since, april.until) for act in acts)
    told = [plain(text.value) for text in app.markdown]
    said = f"{len(acts)} acts, of which {vague} have a vague date that may lie outside the period"
    assert f"**All acts, April 2020** · {said}" in told


ANY_KEY = st.one_of(
    st.sampled_from([*KEYS, "lang", "id"]), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
)
ANY_VALUE = st.one_of(
    st.sampled_from(
        [
            *("inbound", "outbound", "supplies", "letter", "masks", "gloves", "JPN", "KOR", "URY", "BEL", "jpn", "FRA"),
            *("diaspora", "2020-03-01", "2020-04-30", "2021-12-31", "high", "low", "mito", "口罩", "value", "partner"),
            *("kind", "acts", "en", "zh", MITO),
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    page=st.sampled_from(PAGES),
    lang=st.sampled_from(["en", "zh"]),
    query=st.dictionaries(ANY_KEY, st.lists(ANY_VALUE, min_size=1, max_size=3), max_size=5),
)
def test_no_address_whatever_breaks_a_page(reader: Reader, page: str, lang: str, query: Query) -> None:
    app = reader.opens(page, {"lang": lang, **query})
    assert app.title


GOOD_PARTS = {
    "direction": ["inbound", "outbound"],
    "kind": ["supplies", "letter", "thanks", "video_meeting"],
    "item": ["masks", "gloves", "sets"],
    "country": ["JPN", "KOR", "URY", "BEL", "DEU", "SLV"],
    "party": ["diaspora", "subnational_government"],
    "from": ["2020-02-01", "2020-04-17"],
    "to": ["2020-04-30", "2021-12-31"],
    "confidence": ["high", "low"],
    "measure": ["masks", "value", "gloves"],
    "lanes": ["partner"],
}


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(
    page=st.sampled_from(["overview", "timeline", "country", "acts", "sources"]),
    lang=st.sampled_from(["en", "zh"]),
    data=st.data(),
)
def test_any_choice_of_filters_opens_without_a_word_of_misunderstanding(
    reader: Reader, page: str, lang: str, data: st.DataObject
) -> None:
    keys = data.draw(st.lists(st.sampled_from(sorted(GOOD_PARTS)), max_size=3, unique=True))
    query = {key: data.draw(st.sampled_from(GOOD_PARTS[key])) for key in keys}
    app = reader.opens(page, {"lang": lang, **query})
    assert not [info for info in app.info if "not understood" in info.value or "未能识别" in info.value]


def test_a_table_that_breaks_while_the_app_runs_is_told_and_the_last_good_one_stays(
    served: Callable[[Path], None], copied: Callable[..., Path]
) -> None:
    folder = copied()
    served(folder)
    reader = Reader()
    assert not reader.opens("acts", {"lang": "en"}).warning
    file = folder / "acts.csv"
    every = len(Table.of(folder).acts)
    good = file.read_text("utf-8")
    later = file.stat().st_mtime_ns + 5_000_000_000
    file.write_text(good.replace(",letter,", ",lettre,", 2), "utf-8")
    os.utime(file, ns=(later, later))
    for page in ("acts", "sources"):
        app = reader.opens(page, {"lang": "en"})
        assert [warning.value for warning in app.warning] == [
            "The table on disk has 2 problems and is not shown; this is the last good one."
        ]
    assert len(reader.opens("acts", {"lang": "zh"}).dataframe[0].value) == every
    assert "2处问题" in reader.app.warning[0].value
    file.write_text(good, "utf-8")
    os.utime(file, ns=(later + 5_000_000_000, later + 5_000_000_000))
    assert not reader.opens("acts", {"lang": "en"}).warning


def test_every_file_that_the_data_page_offers_is_there_for_its_view(reader: Reader) -> None:
    app = reader.opens(
        "data", {"lang": "en", "country": "JPN", "direction": "inbound", "q": "mito", "measure": "masks"}
    )
    links = {link for text in markdown_of(app) for link in re.findall(r"\]\([^)]*?(/api/[^)]+)\)", text)}
    assert len(links) > 20
    assert [link for link in links if ask(urlsplit(link).path, urlsplit(link).query, "HEAD").status != 200] == []
    totals = {urlsplit(link).query for link in links if "/api/claims." in link}
    assert totals == {"lang=en&direction=inbound"}


HOSTILE = "<script>alert(1)</script> **x** [y](javascript:alert(2)) :red[z] $a$ =1+1 <b>"
RAW = re.compile(r"<script>|<b>|(?<!\\)\*\*x|\]\(javascript|:red\[z|(?<!\\)\$a")


@pytest.fixture(scope="module")
def hostile_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real table with hostile text in a party's name, a note, a caveat, a publisher, a title and a claim."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(DATA, folder)
    for file, old in (
        ("parties.csv", "City of Mito"),
        ("parties.csv", "水户市"),
        ("acts.csv", "On the day it took the decision Mito sent"),
        ("acts.csv", "水户市在作出决定当天"),
        ("acts.csv", "China News Service gives 31 January"),
        ("sources.csv", "Consulate-General of Japan in Chongqing"),
        ("sources.csv", "水戸市から医療用マスク5万枚を支援"),
        ("claims.csv", "The joint gift of 21 May to Mito and Hiroshima held"),
        ("countries.csv", "JPN,Japan"),
    ):
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, old + HOSTILE), "utf-8")
    assert HOSTILE in "".join(read(folder).parties["name_en"])
    return folder


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("overview", {"country": "JPN"}),
        ("overview", {}),
        ("timeline", {"country": "JPN", "lanes": "partner"}),
        ("country", {"country": "JPN"}),
        ("country", {}),
        ("acts", {"q": HOSTILE[:25]}),
        ("act", {"id": MITO}),
        ("sources", {}),
    ],
    ids=lambda part: str(part),
)
def test_hostile_text_in_the_table_is_shown_as_text(
    served: Callable[[Path], None], hostile_table: Path, page: str, query: Query, lang: str
) -> None:
    served(hostile_table)
    app = Reader().opens(page, {"lang": lang, **query})
    assert [text for text in markdown_of(app) if RAW.search(text)] == []
    for chart in app.get("plotly_chart"):
        spec = chart.proto.spec.replace("\\u003c", "<").replace("\\u003e", ">")
        assert "<script>" not in spec
        assert "$a$" not in spec
    if page in ("act", "country") and query:
        shown = "\n".join(plain(text) for text in markdown_of(app))
        assert " ".join(HOSTILE.split()) in shown, "the text itself is still there to read"
