"""Streamlit's scripts as they leave the server: compressed for whoever takes it, kept for ever, whole in any case."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import brotli
import pytest

from aid.scripts import shipped, twins
from aid.scripts.twins import CODINGS, Twins
from aid.web import preload, scripts
from aid.web.codings import chosen
from tests.asking import ask as asked
from tests.asking import ask_whole as ask

UNFOLD: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
OUTLINE = "/app/static/geo/world_110m.json"
PAGE = (shipped.streamlits() / "index.html").read_text("utf-8")
# Of middling size, so that no test waits for the best coding of the largest.
SCRIPT = "/" + next(
    part for part in re.findall(r'href="\./(static/js/[^"]+)"', PAGE) if "useCollection" in part or "Tooltip" in part
)
STYLE = "/" + re.findall(r'href="\./(static/css/[^"]+)"', PAGE)[0]
FONT = "/" + re.findall(r'href="\./(static/media/[^"]+\.woff2)"', PAGE)[0]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in which this test's server keeps its twins."""
    own = Twins([tmp_path / "twins"])
    monkeypatch.setattr(scripts, "twins", lambda: own)
    yield tmp_path / "twins"


def raw(address: str) -> bytes:
    return (shipped.streamlits() / address.removeprefix("/")).read_bytes()


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000,gzip;q=0", "identity"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip ; q=0.5 , br ; Q=0.9", "br"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("gzip, *;q=0", "gzip"),
        ("identity", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity, br", "br"),
        ("identity;q=0, deflate", "identity"),
        ("br;q=much, gzip", "gzip"),
        ("br;q=7", "identity"),
        ("brotli", "identity"),
        (" , ;q=1,", "identity"),
        ("", "identity"),
        (None, "identity"),
    ],
)
def test_a_browser_gets_the_coding_it_likes_best(accepted: str | None, coding: str) -> None:
    assert chosen(accepted, CODINGS) == coding


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize(
    ("address", "kind"), [(SCRIPT, "text/javascript; charset=utf-8"), (STYLE, "text/css; charset=utf-8")]
)
def test_a_script_comes_compressed_and_may_be_kept_for_ever(kept: Path, address: str, kind: str, coding: str) -> None:
    answer = ask(address, coding)
    assert answer.status == 200
    assert UNFOLD[coding](answer.body) == raw(address)
    assert len(answer.body) < len(raw(address)) / 2
    assert answer.headers["content-encoding"] == coding
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert ask(address, coding, "HEAD").headers == answer.headers


def test_who_takes_no_coding_gets_the_script_as_it_is(kept: Path) -> None:
    for accepted in (None, "identity", "br;q=0, gzip;q=0"):
        answer = ask(SCRIPT, accepted)
        assert answer.body == raw(SCRIPT)
        assert "content-encoding" not in answer.headers
        assert "accept-encoding" in answer.headers["vary"].lower(), "a cache is not to give it to others"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_each_coding_has_a_tag_of_its_own_and_whoever_names_it_gets_no_body(kept: Path) -> None:
    tags = {accepted: ask(SCRIPT, accepted).headers["etag"] for accepted in (*CODINGS, "identity")}
    assert len(set(tags.values())) == 3
    for accepted in CODINGS:
        assert re.fullmatch(r'"\w+"', tags[accepted]), "a strong tag: it stands for these very bytes"
        again = ask(SCRIPT, accepted, if_none_match=f'"other", {tags[accepted]}')
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tags[accepted] and again.headers["vary"] == "Accept-Encoding"
        assert ask(SCRIPT, accepted, if_none_match=tags["identity"]).status == 200


def test_a_part_of_a_script_is_a_part_of_the_bare_one(kept: Path) -> None:
    answer = ask(SCRIPT, "br", range="bytes=10-19")
    assert (answer.status, answer.body) == (206, raw(SCRIPT)[10:20])
    assert "content-encoding" not in answer.headers
    # What has begun compressed cannot go on bare: it comes whole.
    compressed = ask(SCRIPT, "br").headers["etag"]
    assert ask(SCRIPT, "br", range="bytes=10-19", if_range=compressed).status == 200


@pytest.mark.parametrize(
    "address",
    [
        FONT,
        "/static/js/none.AAAAAAAA.js",
        "/static/../index.html",
        "/static/js/../../index.html",
        "/static/js/",
        "/manifest.json",
        "/favicon.png",
    ],
)
def test_what_has_no_twin_is_left_to_streamlit(kept: Path, address: str) -> None:
    bare, answer = ask(address), ask(address, "br, gzip")
    assert (answer.status, answer.body) == (bare.status, bare.body)
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("address", [SCRIPT, FONT])
def test_an_answer_that_breaks_off_is_not_begun_anew_by_streamlit(kept: Path, address: str) -> None:
    begun: list[str] = []

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        begun.append("Streamlit")

    async def gone(message: Any) -> None:
        begun.append(message["type"])
        raise ConnectionResetError

    scope = {"type": "http", "method": "GET", "path": address, "headers": [(b"accept-encoding", b"br")]}
    with ThreadPoolExecutor(1) as aside, pytest.raises(ConnectionResetError):
        aside.submit(asyncio.run, scripts.Scripts(streamlit)(scope, None, gone)).result()
    assert begun == ["http.response.start"]


def test_no_method_but_reading_is_answered_here(kept: Path) -> None:
    assert ask(SCRIPT, "br", "POST").status == 405


def test_a_script_that_an_upgrade_took_away_is_left_to_streamlit(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = shipped.Shipped(tmp_path / "gone.js", "text/javascript", True)
    monkeypatch.setattr(scripts, "shipped", lambda: {SCRIPT: gone})
    assert ask(SCRIPT, "br").body == raw(SCRIPT)


def test_the_land_outline_comes_compressed_and_is_kept_a_day(kept: Path) -> None:
    answer = ask(OUTLINE, "br")
    own = Path(__file__).parents[1] / "static" / "geo" / "world_110m.json"
    assert brotli.decompress(answer.body) == own.read_bytes()
    assert json.loads(own.read_bytes())["type"] == "Topology"
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_every_page_comes_compressed_and_once(served: Callable[[Path], None]) -> None:
    for page in ("/", "/timeline"):
        bare, answer = asked(page), asked(page, headers={"accept-encoding": "gzip, br"})
        assert brotli.decompress(answer.body) == bare.body
        assert answer.headers["content-length"] == str(len(answer.body))
        assert answer.headers["vary"] == bare.headers["vary"] == "Accept-Language, Accept-Encoding"
        assert asked(page, headers={"if-none-match": answer.headers["etag"]}).status == 304


# --- twins ------------------------------------------------------------------------------------------------


def test_the_best_twin_takes_the_quick_ones_place_once_it_is_made(kept: Path) -> None:
    quick = ask(SCRIPT, "br")
    assert not kept.exists(), "no visitor waits for the best"
    file = shipped.shipped()[SCRIPT].file
    assert scripts.twins().lacking([file]) == [file]
    scripts.twins().improve([file])
    best = ask(SCRIPT, "br")
    assert len(best.body) < len(quick.body) and best.headers["etag"] != quick.headers["etag"]
    assert scripts.twins().lacking([file]) == []
    assert Twins([kept]).of(file, "br").body == best.body, "the next start finds it"


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("harm", [b"", b"half", b"another"])
def test_a_twin_that_does_not_unfold_to_its_file_is_not_served(tmp_path: Path, coding: str, harm: bytes) -> None:
    file, folder = tmp_path / "a.js", tmp_path / "twins"
    file.write_bytes(b"let a = 1;" * 500)
    twins.keep(file, coding, [folder])
    (twin,) = folder.iterdir()
    twin.write_bytes({b"half": twin.read_bytes()[:-3], b"another": twins.best(b"let a = 2;", coding)}.get(harm, b""))
    assert UNFOLD[coding](Twins([folder]).of(file, coding).body) == file.read_bytes()
    assert UNFOLD[coding](twins.keep(file, coding, [folder])) == file.read_bytes()
    assert UNFOLD[coding](twin.read_bytes()) == file.read_bytes(), "and it is mended"


def test_a_file_that_has_changed_has_another_twin(tmp_path: Path) -> None:
    file, own = tmp_path / "a.js", Twins([tmp_path / "twins"])
    file.write_bytes(b"let a = 1;" * 500)
    own.improve([file])
    first = own.of(file, "br")
    file.write_bytes(b"let a = 2;" * 500)
    os.utime(file, ns=(1, 1))
    assert brotli.decompress(own.of(file, "br").body) == b"let a = 2;" * 500
    assert own.of(file, "br").tag != first.tag


def test_where_nothing_can_be_kept_the_next_place_is_taken_and_else_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_bytes(b"let a = 1;" * 500)
    # A file stands where the folder should: this holds for root too.
    closed, other = file / "twins", tmp_path / "other"
    body = twins.keep(file, "br", [closed, other])
    assert [kept.read_bytes() for kept in other.iterdir()] == [body]
    own = Twins([closed])
    own.improve([file])
    assert own.of(file, "br").body == body


def test_many_processes_at_once_leave_one_whole_twin_and_nothing_else(tmp_path: Path) -> None:
    file, folder = tmp_path / "a.js", tmp_path / "twins"
    file.write_bytes(os.urandom(300).hex().encode() * 50)
    made: list[bytes] = []
    together = threading.Barrier(6)

    def make() -> None:
        together.wait()
        made.append(twins.keep(file, "br", [folder]))

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (only,) = folder.iterdir()
    assert {only.read_bytes()} == set(made)
    assert only.stat().st_mode & 0o777 == 0o644, "a server that runs as another user reads it too"


# --- what is loaded ahead ---------------------------------------------------------------------------------


def test_streamlits_client_still_has_every_part_that_a_page_loads_ahead(caplog: pytest.LogCaptureFixture) -> None:
    for part in preload.PARTS:
        files = shipped.needed(part)
        assert any(file.rpartition("/")[2].startswith(f"{part}.") for file in files), part
        assert all((shipped.streamlits() / file).is_file() for file in files)
    assert caplog.messages == []


@pytest.mark.parametrize("of_one", [False, True])
@pytest.mark.parametrize("page", preload.OF_PAGE)
def test_nothing_is_named_twice_and_nothing_that_the_first_script_brings(page: str, of_one: bool) -> None:
    named = re.findall(r'href="([^"]+)"', preload.links(page, of_one))
    assert len(named) == len(set(named)) > 5
    assert not set(named) & set(re.findall(r'(?:src|href)="([^"]+)"', PAGE))


def test_a_page_names_what_its_first_screen_draws_and_no_more(served: Callable[[Path], None]) -> None:
    pages = ["/", "/timeline", "/country", "/country?country=JPN", "/country?country=XYZ", "/compare", "/acts", "/data"]
    pages += ["/compare?country=JPN&country=KOR"]
    answers = {page: asked(*page.partition("?")[::2]).body.decode() for page in pages}

    def naming(what: str) -> set[str]:
        return {page for page, body in answers.items() if f'href="./{what}' in body}

    some = {"/country?country=JPN", "/compare?country=JPN&country=KOR"}
    assert naming("static/js/BidiComponent.") == set(pages)
    assert naming("static/js/PlotlyChart.") == {"/", "/timeline"} | some
    assert naming("static/js/DataFrame.") == {"/acts"}
    assert naming("front/find-") == set(pages)
    assert naming("front/figures-") == {"/", "/country?country=JPN"}
    assert naming("front/compare-") == {"/compare?country=JPN&country=KOR"}
    assert naming("app/static/geo/world_110m.json") == {"/", "/country?country=JPN"}


def test_every_component_that_a_page_loads_ahead_is_served(served: Callable[[Path], None]) -> None:
    addresses = re.findall(r'href="\.(/front/[^"]+)"', "".join(preload.links(page, True) for page in preload.OF_PAGE))
    assert {address.removeprefix("/front/").rpartition("-")[0] for address in addresses} >= {"find", "play", "pairs"}
    for address in set(addresses):
        answer = asked(address)
        assert answer.status == 200 and "immutable" in answer.headers["cache-control"], address


@pytest.mark.parametrize("told", [None, "", "[]", "{", '{"index.html": 5}', '{"a": {"file": 3, "imports": 7}}'])
def test_without_the_builds_list_nothing_is_loaded_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str | None
) -> None:
    if told is not None:
        (tmp_path / "manifest.json").write_text(told)
    monkeypatch.setattr(shipped, "streamlits", lambda: tmp_path)
    assert shipped.needed("PlotlyChart", "BidiComponent") == []


def test_parts_that_import_one_another_are_each_named_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {
        "index.html": {"file": "static/js/index.js", "name": "index", "isEntry": True, "imports": ["base"]},
        "base": {"file": "static/js/base.js", "name": "base", "imports": ["index.html"]},
        "Chart": {"file": "static/js/Chart.js", "name": "Chart", "imports": ["base", "index.html", "draw"]},
        "draw": {"file": "static/js/draw.js", "name": "draw", "imports": ["Chart"], "css": ["static/css/draw.css"]},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(parts))
    monkeypatch.setattr(shipped, "streamlits", lambda: tmp_path)
    assert shipped.needed("Chart") == ["static/css/draw.css", "static/js/draw.js", "static/js/Chart.js"]
