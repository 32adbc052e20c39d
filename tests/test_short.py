"""Short addresses lead on with everything that they carry; what leads nowhere says so in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from lxml import html
from starlette.applications import Starlette
from starlette.routing import Match

from aid import web
from aid.keeper import kept
from aid.web.missing import Nobody
from tests.asking import ask

ACT = "2020-01-28-in-mito-masks"


pytestmark = pytest.mark.usefixtures("served")


@pytest.mark.parametrize(
    ("path", "query", "onward"),
    [
        ("/country/JPN", "", "/country?country=JPN"),
        ("/country/jpn", "", "/country?country=JPN"),
        ("/country/jPn", "lang=zh", "/country?country=JPN&lang=zh"),
        (
            "/country/KOR",
            "kind=supplies&kind=letter&lang=zh&embed=true&q=a+b%26c",
            "/country?country=KOR&kind=supplies&kind=letter&lang=zh&embed=true&q=a+b%26c",
        ),
        # The path says the country: another in the query would open another page.
        ("/country/KOR", "country=JPN&from=2020-01-01", "/country?country=KOR&from=2020-01-01"),
        # No act on record, but a page that says so.
        ("/country/ZWE", "", "/country?country=ZWE"),
        (f"/act/{ACT}", "", f"/act?id={ACT}"),
        (f"/act/{ACT}", "lang=zh&kind=letter&kind=thanks", f"/act?id={ACT}&lang=zh&kind=letter&kind=thanks"),
        (f"/act/{ACT}", "id=other&q=%E6%B0%B4", f"/act?id={ACT}&q=%E6%B0%B4"),
    ],
)
def test_a_short_address_leads_to_its_page_and_keeps_the_rest(path: str, query: str, onward: str) -> None:
    for method in ("GET", "HEAD"):
        answer = ask(path, query, method=method)
        assert (answer.status, answer.headers["location"]) == (302, onward)
    assert ask(*onward.split("?")).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/country/XXX",
        "/country/JP",
        "/country/Japan",
        "/country/%F0",
        "/country/ſgp",
        "/act/none",
        f"/act/{ACT.upper()}",
        "/act/...",
    ],
)
@pytest.mark.parametrize(("lang", "title"), [("en", "Not found"), ("zh", "未找到")])
def test_what_does_not_exist_is_a_404_in_the_readers_language(path: str, lang: str, title: str) -> None:
    for query, headers in (({"lang": lang}, {}), ("", {"Accept-Language": lang})):
        answer = ask(path, query, headers=headers)
        assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
        page = html.document_fromstring(answer.body.decode())
        assert page.get("lang") == {"en": "en", "zh": "zh-Hans"}[lang]
        assert page.findtext(".//h1") == title
        assert {f"/?lang={lang}", f"/country?lang={lang}"} <= set(page.xpath("//a/@href"))
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert not page.xpath("//script | //*[@onload]")


def test_the_path_is_shown_as_text() -> None:
    path = "/act/<script>alert(1)</script>\u202e&\"'" + "x" * 900
    page = html.document_fromstring(ask("/act/<script>alert(1)<", "").body.decode())
    assert not page.xpath("//script")
    assert "<script>alert(1)<" in page.text_content()
    body = ask("/nowhere" + path).body.decode()
    assert "\u202e" not in body and len(body) < 4000


@pytest.mark.parametrize("path", ["/nonsense", "/nonsense/", "/a/b/c", "/favicon.ico", "/country/JPN/more"])
def test_an_unknown_address_is_a_real_404(path: str) -> None:
    assert ask(path).status == 404


# ---- beside Streamlit ----


@pytest.fixture(scope="module")
def beside() -> Starlette:
    """The server as Streamlit builds it, with the dashboard's own routes before Streamlit's."""
    app = st.App("dashboard.py", routes=web.routes())
    app._runtime = app._create_runtime()
    built = app._build_starlette_app()
    assert isinstance(built, Starlette)
    return built


def answered_by_nobody(app: Starlette, path: str, method: str = "GET") -> bool:
    (nobody,) = (route for route in app.routes if isinstance(route, Nobody))
    scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "root_path": "", "headers": [], "app": app}
    return nobody.matches(scope)[0] is Match.FULL


def test_no_address_of_streamlits_is_hidden(beside: Starlette) -> None:
    paths = [route.path for route in beside.routes if getattr(route, "path", "")]
    own = [path for path in paths if not path.startswith(("/api", "/cards", "/print", "/front"))]
    assert any("_stcore/health" in path for path in own) and any("app/static" in path for path in own)
    for path in own:
        example = path.replace("{path:path}", "a/b.js").replace("{file_id:path}", "f.png")
        for name in ("session_id", "file_id", "code", "act", "page"):
            example = example.replace(f"{{{name}}}", "x")
        assert "{" not in example, f"a new kind of route: {path}"
        assert not answered_by_nobody(beside, example), f"{example} is Streamlit's and would be a 404"


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/timeline", "/acts/", "/country", "/favicon.png", "/manifest.json", "/index.html"),
        *("/_stcore/health", "/_stcore/host-config", "/_stcore/anything/new", "//evil.example"),
        # What hosts ask whether the server is up.
        *("/healthz", "/~/+/"),
    ],
)
def test_what_others_answer_is_left_to_them(beside: Starlette, path: str) -> None:
    assert not answered_by_nobody(beside, path)


@pytest.mark.parametrize("path", ["/x/_stcore/x", "/_stcorex", "/country/_stcore/health"])
def test_a_path_that_only_holds_streamlits_prefix_is_no_page(beside: Starlette, path: str) -> None:
    # Its client looks for its server below a page's path, too, and goes by the 404.
    assert answered_by_nobody(beside, path)
    assert ask(path).status == 404


@pytest.mark.parametrize(("lang", "title"), [("en", "The table cannot be read"), ("zh", "数据表无法读取")])
def test_without_a_table_an_act_has_a_page_that_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str, title: str
) -> None:
    monkeypatch.setenv("AID_DATA", str(tmp_path))
    kept.cache_clear()
    answer = ask(f"/act/{ACT}", {"lang": lang})
    assert (answer.status, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert answer.headers["cache-control"] == "no-store"
    page = html.document_fromstring(answer.body.decode())
    assert page.findtext(".//h1") == title
    assert not page.xpath("//a")
    assert str(tmp_path) not in answer.body.decode()


def test_only_what_is_read_is_answered(beside: Starlette) -> None:
    assert answered_by_nobody(beside, "/nonsense")
    assert answered_by_nobody(beside, "/static/js/gone.js", "HEAD")
    assert not answered_by_nobody(beside, "/nonsense", "POST")
