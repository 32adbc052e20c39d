"""The feed of acts as a feed reader reads it, the map of the site, and what crawlers are asked to leave alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as xml

import feedparser
import pytest

from aid.view import View
from tests.asking import Answer, ask
from tests.hostile import HOSTILE, rewritten
from tests.plain import Table

HOME = "https://aid.example.org"
ACT = "2020-01-28-in-mito-masks"
ATOM = "{http://www.w3.org/2005/Atom}"
STEPS = ("mito", "worst-weeks", "turn", "italy", "ukraine", "doctors", "verses", "return", "unknown")
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def public(monkeypatch: pytest.MonkeyPatch, served: Callable[[Path], None]) -> None:
    monkeypatch.setenv("AID_PUBLIC_URL", HOME)


def read(answer: Answer) -> Any:
    assert (answer.status, answer.headers["content-type"]) == (200, "application/atom+xml")
    found = feedparser.parse(answer.body)
    assert not found.bozo, found.get("bozo_exception")
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_feed_has_every_act_with_its_page(rows: Table, lang: str) -> None:
    found = read(ask("/feed.atom", {"lang": lang}))
    assert found.version == "atom10"
    linked = [dict(parse_qsl(urlsplit(entry.link).query)) for entry in found.entries]
    assert sorted(query["id"] for query in linked) == sorted(act.id for act in rows.acts)
    assert {query["lang"] for query in linked} == {lang}
    assert all(entry.link.startswith(f"{HOME}/act?") for entry in found.entries)
    assert found.feed.title == {"en": "Peach & Jade: acts added to the table", "zh": "木桃琼瑶：新收入的往来"}[lang]


def test_what_rfc_4287_asks_for_is_there() -> None:
    root = xml.fromstring(ask("/feed.atom").body)
    for part in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(ATOM + name)) == 1
        moment = part.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
        links = part.findall(f"{ATOM}link")
        assert len([link for link in links if link.get("rel") == "alternate"]) == 1
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}:\S+", one or "") for one in ids)


def test_the_latest_rows_stand_first(copied: Callable[..., Path], served: Callable[[Path], None], rows: Table) -> None:
    folder = copied()
    rewritten(folder, "acts", ACT, added="2026-12-24")
    rewritten(folder, "acts", "2021-03-31-in-gwangju-namgu-supplies", added="2026-12-25")
    served(folder)
    found = read(ask("/feed.atom", "lang=en"))
    # Then those of the last day on which the table itself had a row added.
    others = max(act["added"] for act in rows.files["acts"])
    assert [entry.published[:10] for entry in found.entries[:3]] == ["2026-12-25", "2026-12-24", others]
    assert found.entries[1].title == "50,000 masks from the City of Mito"
    assert found.feed.updated.startswith("2026-12-25")


def test_an_entry_says_what_when_and_on_how_many_sources(rows: Table) -> None:
    found = read(ask("/feed.atom", "lang=en&q=mito"))
    (entry,) = (entry for entry in found.entries if ACT in entry.link)
    assert entry.summary.startswith("Given 28 January 2020. ")
    cited = next(act["sources"] for act in rows.files["acts"] if act["id"] == ACT)
    assert f"{len(cited.split(';'))} sources" in entry.summary


def test_ids_stay_where_the_dashboard_moves_or_the_feed_is_filtered(
    monkeypatch: pytest.MonkeyPatch, rows: Table
) -> None:
    before = {entry.link.partition("?")[2]: entry.id for entry in read(ask("/feed.atom", "lang=en")).entries}
    monkeypatch.setenv("AID_PUBLIC_URL", "https://elsewhere.example")
    moved = read(ask("/feed.atom", "lang=en&country=JPN"))
    assert len(moved.entries) == len(rows.found(View(country=("JPN",))))
    for entry in moved.entries:
        assert before[entry.link.partition("?")[2]] == entry.id


def test_the_feed_answers_the_keys_of_the_pages(rows: Table) -> None:
    found = read(ask("/feed.atom", "country=JPN&direction=inbound&measure=masks&lang=en"))
    wanted = rows.ordered(View(country=("JPN",), direction="inbound"))
    assert sorted(dict(parse_qsl(urlsplit(entry.link).query))["id"] for entry in found.entries) == sorted(wanted)
    assert "Japan" in found.feed.title
    refused = ask("/feed.atom", "colour=red")
    assert (refused.status, refused.json["not_understood"]) == (400, ["colour=red"])


def test_a_feed_of_a_part_says_how_large_a_part_it_is(rows: Table) -> None:
    found = len(rows.ordered(View(country=("JPN",), direction="inbound")))
    query = "country=JPN&direction=inbound&measure=masks"
    assert read(ask("/feed.atom", f"{query}&lang=en")).feed.subtitle == (
        f"{found} of the table’s {len(rows.acts)} acts, each with its sources."
    )
    assert read(ask("/feed.atom", f"{query}&lang=zh")).feed.subtitle == (
        f"数据表{len(rows.acts)}条往来中的{found}条，每条注明来源。"
    )
    assert "January 2020 to March 2021" in read(ask("/feed.atom", "measure=masks&lang=en")).feed.subtitle


def test_a_feed_without_entries_is_still_a_feed() -> None:
    found = read(ask("/feed.atom", "country=ZWE&lang=zh"))
    assert found.entries == [] and found.feed.updated


def test_a_feed_reader_that_has_it_is_sent_nothing() -> None:
    tag = ask("/feed.atom", "lang=en").headers["etag"]
    assert ask("/feed.atom", "lang=en", headers={"If-None-Match": tag}).status == 304


def test_hostile_text_stays_text(copied: Callable[..., Path], served: Callable[[Path], None]) -> None:
    folder = copied()
    rewritten(folder, "parties", "mito", name_en=f"Mito {HOSTILE}", name_zh=f"水户{HOSTILE}")
    rewritten(folder, "acts", ACT, note_en=f"{HOSTILE}.", note_zh=f"在此{HOSTILE}。")
    served(folder)
    for lang in ("en", "zh"):
        found = read(ask("/feed.atom", {"lang": lang}))
        (entry,) = (entry for entry in found.entries if ACT in entry.link)
        root = xml.fromstring(ask("/feed.atom", {"lang": lang}).body)
        titles = [entry.findtext(f"{ATOM}title") or "" for entry in root.findall(f"{ATOM}entry")]
        assert sum("</script>" in title for title in titles) >= 1
        assert "\u202e" not in entry.summary
        assert {child.tag.removeprefix(ATOM) for child in root.iter()} <= {
            *("feed", "entry", "id", "title", "subtitle", "updated", "published", "author", "name", "uri"),
            *("rights", "icon", "link", "summary", "category"),
        }
    found = read(ask("/feed.atom", {"q": "<b>&\"'"}))
    assert "<b>" not in ask("/feed.atom", {"q": "<b>&\"'"}).body.decode()
    assert found.entries == []


def urls() -> list[Any]:
    answer = ask("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    return xml.fromstring(answer.body).findall(f"{MAP}url")


def test_the_map_of_the_site_has_every_page_country_and_act_in_both_languages(rows: Table) -> None:
    found = {url.findtext(f"{MAP}loc") for url in urls()}
    pages = ["/", "/story", "/exchange", "/timeline", "/country", "/compare", "/acts", "/sources", "/data"]
    wanted = {f"{HOME}{page}?lang={lang}" for page in pages for lang in ("en", "zh")}
    wanted |= {f"{HOME}/story?lang={lang}&step={step}" for step in STEPS for lang in ("en", "zh")}
    for lang in ("en", "zh"):
        wanted |= {f"{HOME}/act?lang={lang}&id={act.id}" for act in rows.acts}
        wanted |= {f"{HOME}/country?lang={lang}&country={act.country}" for act in rows.acts if act.country}
    assert found == wanted
    assert len(urls()) == len(wanted)


def test_each_entry_of_the_map_names_both_languages_and_its_own_canonical_address() -> None:
    for url in urls()[::17]:
        loc = urlsplit(url.findtext(f"{MAP}loc") or "")
        assert [link.get("hreflang") for link in url.findall(LINK)] == ["en", "zh", "x-default"]
        page = ask(loc.path, loc.query).body.decode()
        assert f'<link rel="canonical" href="{loc.geturl().replace("&", "&amp;")}" />' in page
        assert 'name="robots"' not in page


def test_the_map_says_when_a_row_was_last_added(
    copied: Callable[..., Path], served: Callable[[Path], None], rows: Table
) -> None:
    folder = copied()
    rewritten(folder, "acts", ACT, added="2026-12-24")
    served(folder)
    days = {url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod") for url in urls()}
    assert days[f"{HOME}/act?lang=en&id={ACT}"] == days[f"{HOME}/country?lang=zh&country=JPN"] == "2026-12-24"
    assert days[f"{HOME}/?lang=en"] == "2026-12-24"
    italy = {act.id for act in rows.found(View(country=("ITA",)))}
    added = max(act["added"] for act in rows.files["acts"] if act["id"] in italy)
    assert days[f"{HOME}/country?lang=en&country=ITA"] == added < "2026-12-24"


def may_fetch(robots: str, agent: str, address: str) -> bool:
    """Whether a crawler may fetch an address, by the rules of RFC 9309: the longest matching pattern decides."""
    groups: list[tuple[set[str], list[tuple[str, str]]]] = []
    for line in robots.splitlines():
        field, _, value = (part.strip() for part in line.partition(":"))
        if field == "User-agent":
            if not groups or groups[-1][1]:
                groups.append((set(), []))
            groups[-1][0].add(value)
        elif field in ("Allow", "Disallow"):
            groups[-1][1].append((field, value))
    rules = next((rules for agents, rules in groups if agent in agents), None)
    if rules is None:
        rules = next(rules for agents, rules in groups if "*" in agents)
    fits = [rule for rule in rules if re.match(re.escape(rule[1]).replace(r"\*", ".*"), address)]
    return not fits or max(fits, key=lambda rule: (len(rule[1]), rule[0] == "Allow"))[0] == "Allow"


def test_crawlers_may_fetch_what_the_map_names_and_no_selections() -> None:
    robots = ask("/robots.txt").body.decode()
    assert f"Sitemap: {HOME}/sitemap.xml" in robots.splitlines()
    for url in urls():
        assert may_fetch(robots, "Googlebot", (url.findtext(f"{MAP}loc") or "").removeprefix(HOME))
    for address in ("/cards/en/site.png", "/print/JPN", "/api/acts.csv", "/static/js/index.js", "/feed.atom?lang=en"):
        assert may_fetch(robots, "Googlebot", address)
    for address in ("/?direction=inbound", "/acts?lang=en&q=masks", "/?country=JPN&country=KOR", "/timeline?lanes=x"):
        assert not may_fetch(robots, "Googlebot", address)
        assert may_fetch(robots, "Twitterbot", address), "a pasted link to a selection has no preview"
