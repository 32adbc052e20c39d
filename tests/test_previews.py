"""What a chat, a search engine or a reader without scripts is told of each page, as readers of such tags see it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import extruct
import pytest
from lxml import html

from aid import components
from aid.previews import PAGES, shell
from aid.view import View
from tests.asking import Answer, ask
from tests.hostile import HOSTILE, rewritten
from tests.plain import Table

ROOT = Path(__file__).parents[1]
HOME = "https://aid.example.org"
ACT = "2020-01-28-in-mito-masks"
ADDRESSES = [
    ("/", ""),
    ("/timeline", ""),
    ("/country", ""),
    ("/country", "country=JPN"),
    ("/acts", ""),
    ("/act", f"id={ACT}"),
    ("/sources", ""),
    ("/data", ""),
]


@pytest.fixture(autouse=True)
def public(monkeypatch: pytest.MonkeyPatch, served: Callable[[Path], None]) -> None:
    monkeypatch.setenv("AID_PUBLIC_URL", HOME)


def document(answer: Answer) -> Any:
    assert answer.status == 200
    return html.document_fromstring(answer.body.decode())


def reads_ahead(page: Any) -> list[str]:
    """The one script of ours that a page with a chart has."""
    return [f"./{components.address('early')}"] if page.xpath("//link[@data-early]") else []


def told(answer: Answer) -> dict[str, str]:
    """Every named meta of a page, by its name or property."""
    metas = document(answer).xpath("//head/meta[@content]")
    return {meta.get("name") or meta.get("property"): meta.get("content") for meta in metas}


def linked(answer: Answer, rel: str) -> dict[str, str]:
    links = document(answer).xpath(f"//head/link[@rel='{rel}']")
    return {link.get("hreflang") or link.get("type") or "": link.get("href") for link in links}


def ld(answer: Answer) -> dict[str, Any]:
    (found,) = extruct.extract(answer.body.decode(), syntaxes=["json-ld"])["json-ld"]
    return found


def test_streamlits_page_still_has_every_part_that_is_replaced() -> None:
    page = shell.index_file().read_text("utf-8")
    for marker in shell.MARKERS:
        assert len(marker.findall(page)) == 1, f"{marker.pattern} no longer stands once in Streamlit's index.html"


@pytest.mark.parametrize("marker", ['<html lang="en">', "<title>Streamlit</title>", "</noscript>"])
def test_where_a_part_is_missing_the_app_is_served_as_streamlit_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, marker: str
) -> None:
    changed = shell.index_file().read_text("utf-8").replace(marker, "<!-- gone -->")
    (tmp_path / "index.html").write_text(changed, "utf-8")
    monkeypatch.setattr(shell, "index_file", lambda: tmp_path / "index.html")
    answer = ask("/country", "country=JPN")
    assert (answer.status, answer.body.decode()) == (200, changed)


def test_without_a_good_table_the_app_is_served_as_streamlit_has_it(served: Any, tmp_path: Path) -> None:
    served(tmp_path)
    for path, _ in ADDRESSES:
        answer = ask(path)
        assert answer.body == shell.index_file().read_bytes()
        assert (answer.status, answer.headers["cache-control"]) == (503, "no-store"), "no search engine is to keep it"


def test_every_page_of_the_app_has_a_preview() -> None:
    entrance = (ROOT / "dashboard.py").read_text("utf-8")
    assert set(PAGES) - {""} == set(re.findall(r'url_path="(\w+)"', entrance))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("path", "query"), ADDRESSES)
def test_a_page_is_streamlits_own_but_for_what_is_written_into_it(path: str, query: str, lang: str) -> None:
    served, own = document(ask(path, f"{query}&lang={lang}")), html.parse(str(shell.index_file()))
    for what in ("//link[@rel='stylesheet']/@href", "//body/div/@id"):
        assert served.xpath(what) == own.xpath(what)
    assert served.xpath("//script[@src]/@src") == [*own.xpath("//script[@src]/@src"), *reads_ahead(served)]
    scripts = "//link[@rel='modulepreload']/@href"
    assert served.xpath(scripts)[: len(own.xpath(scripts))] == own.xpath(scripts), "the first script's own go first"
    inline = "//script[not(@src) and not(@type)]/text()"
    assert served.xpath(inline) == own.xpath(inline), "the content security policy lets these in by their digest"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("path", "query"), ADDRESSES)
def test_a_page_says_all_that_a_preview_needs(path: str, query: str, lang: str) -> None:
    answer = ask(path, f"{query}&lang={lang}")
    page, metas = document(answer), told(answer)
    assert page.get("lang") == {"en": "en", "zh": "zh-Hans"}[lang]
    assert page.findtext(".//title").endswith({"en": " · Peach & Jade", "zh": " · 木桃琼瑶"}[lang])
    assert len(page.xpath("//title")) == len(page.xpath("//link[@rel='canonical']")) == 1
    assert metas["og:title"] == metas["twitter:title"] != ""
    assert metas["description"] == metas["og:description"] == metas["twitter:description"]
    assert 20 <= len(metas["description"]) <= 400
    assert metas["og:locale"] == {"en": "en_GB", "zh": "zh_CN"}[lang]
    assert metas["og:locale:alternate"] == {"en": "zh_CN", "zh": "en_GB"}[lang]
    assert metas["twitter:card"] == "summary_large_image"
    assert metas["og:url"] == linked(answer, "canonical")[""]
    assert "robots" not in metas
    if lang == "zh":
        assert re.search("[\u4e00-\u9fff]", metas["og:title"] + metas["description"])
    for key in ("og:image", "twitter:image"):
        picture = urlsplit(metas[key])
        assert f"{picture.scheme}://{picture.netloc}" == HOME
        assert ask(picture.path, picture.query).headers["content-type"] == "image/png"
    graph = dict(extruct.extract(answer.body.decode(), syntaxes=["opengraph"])["opengraph"][0]["properties"])
    assert graph["og:image:width"] == "1200" and graph["og:site_name"]


def test_under_a_filter_the_description_is_of_what_the_filter_finds(rows: Table) -> None:
    masks = rows.ordered(View(country=("ITA",), item=("masks",)))
    for page in ("/", "/timeline", "/acts"):
        said = told(ask(page, "country=ITA&item=masks&lang=en"))["description"]
        assert said == f"{len(masks)} of the table’s {len(rows.acts)} acts, each with its sources."
    assert told(ask("/", "country=ITA&q=nothing&lang=en"))["description"].startswith("None of the table’s")
    assert f"{len(rows.acts)} acts" in told(ask("/", "measure=masks&lang=en"))["description"]


def test_titles_are_names_and_findings(rows: Table) -> None:
    ways = [act.direction for act in rows.acts if act.country == "JPN"]
    came, went = ways.count("inbound"), ways.count("outbound")
    answer = ask("/country", "country=jpn&lang=en")
    assert document(answer).findtext(".//title") == "Japan · Peach & Jade"
    assert told(answer)["og:title"].startswith("Japan gave first")
    assert told(answer)["description"].startswith(
        f"{came + went} acts on record with Japan: {came} to Chongqing, {went} from Chongqing"
    )
    assert document(ask("/act", f"id={ACT}&lang=en")).findtext(".//title") == (
        "50,000 masks from the City of Mito · Peach & Jade"
    )
    assert told(ask("/act", f"id={ACT}&lang=zh"))["og:title"] == "水户市所赠：口罩5万只"
    assert told(ask("/acts", "kind=letter&lang=en"))["og:title"].startswith("Letters")


def test_the_description_of_an_act_counts_its_sources(rows: Table) -> None:
    for act in rows.files["acts"][:20]:
        count = len(act["sources"].split(";"))
        description = told(ask("/act", {"id": act["id"], "lang": "en"}))["description"]
        if not description.endswith("…"):
            assert f" {count} source" in description
            assert act["note_en"] in description


def test_the_canonical_address_keeps_the_view_in_one_order() -> None:
    given = "q=masks&to=2020-05-01&country=KOR&kind=supplies&lang=en&country=JPN&from=2020-01-01&colour=red"
    address = urlsplit(linked(ask("/acts", given), "canonical")[""])
    assert (address.scheme, address.netloc, address.path) == ("https", "aid.example.org", "/acts")
    assert parse_qsl(address.query) == [
        ("lang", "en"),
        ("kind", "supplies"),
        ("country", "JPN"),
        ("country", "KOR"),
        ("from", "2020-01-01"),
        ("to", "2020-05-01"),
        ("q", "masks"),
    ]
    again = ask("/acts", address.query)
    assert linked(again, "canonical")[""] == address.geturl(), "the canonical address names another"


def test_each_language_is_named_to_the_other() -> None:
    for lang in ("en", "zh"):
        links = document(ask("/country", f"country=JPN&lang={lang}")).xpath("//link[@rel='alternate' and @hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            "en": f"{HOME}/country?lang=en&country=JPN",
            "zh": f"{HOME}/country?lang=zh&country=JPN",
            "x-default": f"{HOME}/country?country=JPN",
        }


@pytest.mark.parametrize(
    ("wish", "tag"),
    [("zh-CN,zh;q=0.9,en;q=0.5", "zh-Hans"), ("en-GB,en;q=0.9", "en"), ("ja,zh;q=0.3", "zh-Hans"), ("", "en")],
)
def test_without_a_language_in_the_address_the_browser_chooses(wish: str, tag: str) -> None:
    answer = ask("/", headers={"Accept-Language": wish})
    assert document(answer).get("lang") == tag
    assert "Accept-Language" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/act", "id=no-such-act"),
        ("/act", ""),
        ("/country", "country=ZWE"),
        ("/acts", "q=masks"),
        ("/", "direction=inbound"),
        ("/country", "country=JPN&country=KOR"),
    ],
)
def test_what_does_not_exist_or_is_a_mere_selection_is_not_to_be_listed(path: str, query: str) -> None:
    assert told(ask(path, query))["robots"] == "noindex"


def test_a_preview_is_asked_for_again_only_where_it_has_changed() -> None:
    first = ask("/country", "country=JPN&lang=en")
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = ask("/country", "country=JPN&lang=en", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert ask("/country", "country=JPN&lang=zh", headers={"If-None-Match": tag}).status == 200
    head = ask("/country", "country=JPN&lang=en", method="HEAD")
    assert (head.status, head.headers["content-length"]) == (200, str(len(first.body)))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", ["/", "/sources", "/data"])
def test_the_dataset_is_described_with_its_files(rows: Table, path: str, lang: str) -> None:
    told_of = ld(ask(path, {"lang": lang}))
    assert (told_of["@type"], told_of["@context"]) == ("Dataset", "https://schema.org/")
    assert told_of["name"] == rows.descriptor["title" if lang == "en" else "title_zh"]
    assert 50 <= len(told_of["description"]) <= 5000
    assert told_of["version"] == rows.descriptor["version"]
    assert told_of["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told_of["temporalCoverage"] == "2020/2021"
    places = {place["name"] for place in told_of["spatialCoverage"]}
    assert {"en": {"Chongqing", "Japan"}, "zh": {"重庆", "日本"}}[lang] <= places
    assert len(told_of["spatialCoverage"]) == 1 + len({act.country for act in rows.acts} - {""})
    assert {file["contentUrl"].removeprefix(HOME) for file in told_of["distribution"]} == {
        f"/api/{name}"
        for name in (
            "acts.csv",
            "acts.json",
            "acts.xlsx",
            "acts.parquet",
            "acts.geojson",
            "datapackage.zip",
            "acts.hxl.csv",
            "acts.iati.xml",
        )
    }


def test_every_file_that_is_named_is_there() -> None:
    for file in ld(ask("/"))["distribution"]:
        answer = ask(file["contentUrl"].removeprefix(HOME))
        assert answer.status == 200, file["contentUrl"]
        assert answer.headers["content-type"].partition(";")[0] == file["encodingFormat"]


def test_other_pages_say_that_they_are_pages() -> None:
    told_of = ld(ask("/country", "country=JPN&lang=zh"))
    assert told_of["@type"] == "WebPage"
    assert told_of["about"] == {"@type": "Country", "name": "日本", "identifier": "JPN"}


def test_a_reader_without_scripts_gets_the_finding_and_ways_on() -> None:
    page = document(ask("/country", "country=JPN&lang=zh&kind=supplies"))
    (aside,) = page.xpath("//noscript")
    text = aside.text_content()
    assert "JavaScript" in text and "日本" in text and "Streamlit" not in text
    addresses = aside.xpath(".//a/@href")
    assert "/print/JPN?lang=zh" in addresses
    assert "/api/acts.csv?lang=zh&kind=supplies&country=JPN" in addresses
    for address in addresses:
        assert ask(*address.split("?", 1)).status == 200, address


@pytest.fixture
def hostile(copied: Callable[..., Path], served: Callable[[Path], None]) -> Path:
    """A table that keeps its contract and means harm, served."""
    folder = copied()
    rewritten(folder, "countries", "JPN", name_en=f"Japan {HOSTILE}", name_zh=f"日本{HOSTILE}")
    rewritten(folder, "parties", "mito", name_en=f"Mito {HOSTILE}", name_zh=f"水户{HOSTILE}")
    rewritten(folder, "acts", ACT, note_en=f"{HOSTILE}.", note_zh=f"在此{HOSTILE}。", caveat_en=f"{HOSTILE}.")
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    descriptor |= {"title": HOSTILE, "description": HOSTILE, "description_zh": HOSTILE, "keywords": [HOSTILE]}
    descriptor["contributors"][0]["title"] = HOSTILE
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    served(folder)
    return folder


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("path", "query"), [("/", ""), ("/", "country=JPN"), ("/country", "country=JPN"), ("/act", f"id={ACT}")]
)
def test_hostile_text_in_the_table_stays_text(hostile: Path, path: str, query: str, lang: str) -> None:
    answer = ask(path, f"{query}&lang={lang}")
    _harmless(answer)
    assert "pwned" in answer.body.decode(), "the test looks at nothing"


@pytest.mark.parametrize("path", ["/", "/acts", "/country", "/act", "/sources"])
def test_hostile_text_in_the_address_stays_text(path: str) -> None:
    for key in ("q", "id", "country", "lang", HOSTILE):
        _harmless(ask(path, {key: HOSTILE[:190]}))


def _harmless(answer: Answer) -> None:
    page, own = document(answer), html.parse(str(shell.index_file()))
    assert not page.xpath("//img | //*[@onerror]")
    scripts, known = page.xpath("//script"), [*own.xpath("//script"), "what search engines read", *reads_ahead(page)]
    assert len(scripts) == len(known), "a script has come of text"
    assert page.xpath("//noscript//h1") and page.xpath("//body/div[@id='root']"), "text has broken the page's frame"
    assert len(page.xpath("//meta")) <= 25 and "all" not in told(answer).values()
    head = re.sub("(?s)<script.*?</script>", "", answer.body.decode())
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069]", head)
    assert ld(answer)["@context"] == "https://schema.org/"
    assert len(told(answer)["og:title"]) <= 200


def test_a_link_to_a_step_of_the_story_shows_the_step_and_an_unknown_one_the_story() -> None:
    page = ask("/story", "lang=en&step=italy")
    assert document(page).findtext(".//title") == "Italy’s hospital of 1988 · Peach & Jade"
    assert linked(page, "canonical")[""] == f"{HOME}/story?lang=en&step=italy"
    assert "Sichuan" in told(page)["description"]
    whole = ask("/story", "lang=en&step=no-such-step")
    assert linked(whole, "canonical")[""] == f"{HOME}/story?lang=en"
