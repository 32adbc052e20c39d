"""The dashboard behind nginx with the shipped configuration, under another host name, as readers meet it."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser

import front
import rig
from front import ask

pytestmark = pytest.mark.skipif(
    rig.find_nginx() is None, reason="nginx is not installed: `make browser` installs it where it may"
)
NAME = "aid.example.test"


@dataclass(frozen=True)
class House:
    """A dashboard and the nginx before it."""

    dashboard: rig.Server
    front: str
    host: str


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    sys.path.insert(0, str(rig.ROOT / "deploy"))
    try:
        from assets import lay_out
    finally:
        sys.path.pop(0)
    port = rig.free_port()
    host = f"{NAME}:{port}"
    told = {"AID_PUBLIC_URL": f"http://{host}", "AID_ALLOWED_HOSTS": "127.0.0.1"}
    with ExitStack() as open_:
        assets = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        # nginx's workers are another user. pytest's own folders are closed to them.
        assets.chmod(0o755)
        assert lay_out(assets)
        dashboard = open_.enter_context(rig.serving(environment=told))
        yield House(dashboard, open_.enter_context(front.fronted(dashboard.url, port, assets)), host)


@pytest.fixture(scope="module")
def abroad(house: House, browser: Browser) -> Iterator[Browser]:
    """A browser that knows the public name."""
    path = rig.find_browser()
    flags = [flag for flag in rig.FLAGS if "resolver" not in flag]
    flags.append(f"--host-resolver-rules=MAP {NAME} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    chromium = browser.browser_type.launch(executable_path=path, args=flags)
    yield chromium
    chromium.close()


@pytest.mark.parametrize("path", ["/", "/timeline", "/country?country=JPN", "/acts", "/sources"])
def test_every_page_works_through_nginx_under_the_public_name(house, abroad, path):
    context = abroad.new_context(locale="en-GB")
    home = f"http://{house.host}"
    sockets = []
    page = context.new_page()
    page.on("websocket", lambda socket: sockets.append(socket.url))
    noted = rig.watch(page, home)
    rig.visit(page, home + path)
    assert page.get_by_role("heading", level=1).inner_text()
    assert noted.errors == [] and noted.asked == []
    assert sockets == [f"ws://{house.host}/_stcore/stream"]
    context.close()


def test_the_dashboard_hears_the_name_that_the_reader_asked_for(house):
    # The dashboard answers no other, so a lost Host header would be a 400.
    assert ask(house.front, "/", Host=house.host)[0] == 200
    assert ask(house.front, "/", Host="evil.example")[0] == 400
    assert ask(house.front, "/_stcore/health", Host="localhost")[0] == 200


def test_scripts_come_compressed_and_may_be_kept_for_ever(house):
    _, _, page = ask(house.front, "/", Host=house.host)
    script = re.search(rb'src="\./(static/js/index[^"]+)"', page)[1].decode()
    status, headers, body = ask(house.front, f"/{script}", Host=house.host, Accept_Encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"].split(";")[0].endswith("javascript"), "a module of any other type is not run"
    plain = ask(house.dashboard.url, f"/{script}", Host=house.host)[2]
    assert gzip.decompress(body) == plain
    assert ask(house.front, f"/{script}", Host=house.host)[2] == plain


def test_scripts_come_in_brotli_for_whoever_takes_it(house):
    page = ask(house.front, "/", Host=house.host)[2]
    for address in re.findall(rb'(?:src|href)="\./(static/(?:js/index|css/)[^"]+)"', page):
        path = f"/{address.decode()}"
        _, bare, plain = ask(house.front, path, Host=house.host)
        _, headers, body = ask(house.front, path, Host=house.host, Accept_Encoding="gzip, deflate, br, zstd")
        assert headers["content-encoding"] == "br" and brotli.decompress(body) == plain
        for name in ("content-type", "cache-control", "x-content-type-options", "referrer-policy"):
            assert headers[name] == bare[name]
        assert headers["vary"] == "Accept-Encoding" and headers["etag"] != bare["etag"]
        for accepted in ("br;q=0, gzip", "gzip;q=0.5, br;q=0.000", "brotli, gzip", "gzip"):
            assert ask(house.front, path, Host=house.host, Accept_Encoding=accepted)[1]["content-encoding"] == "gzip"
        assert ask(house.front, path, Host=house.host, Accept_Encoding="br;q=0.8")[1]["content-encoding"] == "br"
    font = re.search(rb'href="\./(static/media/[^"]+)"', page)[1].decode()
    assert "content-encoding" not in ask(house.front, f"/{font}", Host=house.host, Accept_Encoding="br, gzip")[1]


def test_a_script_that_was_not_laid_out_comes_from_the_dashboard(house, tmp_path):
    with front.fronted(house.dashboard.url, rig.free_port(), tmp_path / "nothing") as bare:
        page = ask(bare, "/", Host=house.host)[2]
        script = re.search(rb'src="\./(static/js/index[^"]+)"', page)[1].decode()
        status, headers, body = ask(bare, f"/{script}", Host=house.host, Accept_Encoding="gzip")
        assert (status, headers["content-encoding"]) == (200, "gzip")
        assert gzip.decompress(body) == ask(house.dashboard.url, f"/{script}", Host=house.host)[2]


def test_pages_are_asked_for_anew_and_come_compressed(house):
    _, headers, _ = ask(house.front, "/", Host=house.host, Accept_Encoding="gzip")
    assert headers["cache-control"] == "no-cache"
    assert headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("path", ["/app/static/geo/world_110m.json", "/cards/en/site.png"])
def test_pictures_and_the_outline_are_fetched_from_the_dashboard_once(house, path):
    if path.startswith("/cards"):
        # A card is kept under the address that names its table, as the previews have it.
        told = json.loads(ask(house.front, "/api/timeline.json", Host=house.host)[2])
        path += f"?v={told['digest'][:8]}"
    first = ask(house.front, path, Host=house.host)
    again = ask(house.front, path, Host=house.host)
    assert first[0] == again[0] == 200
    assert again[1]["x-cache"] == "HIT"
    assert again[2] == first[2] == ask(house.dashboard.url, path, Host=house.host)[2]


def test_the_data_is_open_and_says_what_it_said(house, rows):
    for path in ("/api/acts.json?country=JPN", "/api/acts.csv?country=JPN"):
        status, headers, body = ask(house.front, path, Host=house.host)
        assert status == 200
        straight = ask(house.dashboard.url, path, Host=house.host)
        assert body == straight[2]
        assert headers["content-type"] == straight[1]["content-type"]
    status, headers, body = ask(house.front, "/api/acts.json?country=JPN", Host=house.host, Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(body))["count"] == sum(act.country == "JPN" for act in rows.acts)
    assert ask(house.front, "/api/nothing", Host=house.host)[0] == 404


@pytest.mark.parametrize("path", ["/", "/api/acts.json", "/app/static/geo/world_110m.json", "/api/nothing"])
def test_no_header_is_lost_on_the_way_or_said_twice(house, path):
    for header in ("x-content-type-options", "referrer-policy", "content-security-policy", "x-frame-options"):
        straight = ask(house.dashboard.url, path, Host=house.host)[1].get(header)
        assert ask(house.front, path, Host=house.host)[1].get(header) == straight


def test_a_file_that_has_not_changed_is_not_sent_again(house):
    path = "/app/static/geo/world_110m.json"
    _, headers, _ = ask(house.front, path, Host=house.host, Accept_Encoding="gzip")
    assert ask(house.front, path, Host=house.host, If_None_Match=headers["etag"])[0] == 304


def test_the_dashboards_own_figures_are_for_this_machine(house):
    assert ask(house.front, "/_stcore/metrics", Host=house.host)[0] == 200
    shipped = (Path(front.SHIPPED) / "peach-and-jade" / "site.conf").read_text()
    section = shipped[shipped.index("/_stcore/metrics") :]
    assert re.search(r"allow 127\.0\.0\.1;\s+allow ::1;\s+deny all;", section)


def test_the_rest_of_the_shipped_configuration_is_taken_as_it_is(tmp_path):
    """What the tests above put in the place of here.conf, in both of its editions, is read by nginx too."""
    for edition in ("peach-and-jade", "container"):
        folder = tmp_path / edition
        shutil.copytree(front.SHIPPED, folder)
        shutil.copy(front.SHIPPED / edition / "here.conf", folder / "peach-and-jade" / "here.conf")
        shutil.copy(next(path for path in front.TYPES if path.exists()), folder / "mime.types")
        for file in (folder / "nginx.conf", folder / "peach-and-jade" / "site.conf"):
            file.write_text(file.read_text().replace(" /tmp/", f" {folder}/"))
        # Ports below 1024 are root's, so the check of the bare machine's is made on another.
        here = folder / "peach-and-jade" / "here.conf"
        here.write_text(here.read_text().replace("listen 80;", "listen 8080;").replace("]:80;", "]:8080;"))
        checked = subprocess.run(
            [rig.find_nginx(), "-t", "-p", folder, "-c", folder / "nginx.conf"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stderr


def test_the_check_from_outside_finds_nothing_wrong(tmp_path):
    port = rig.free_port()
    told = {"AID_PUBLIC_URL": f"http://127.0.0.1:{port}", "AID_ALLOWED_HOSTS": "localhost"}
    assets = tmp_path / "assets"
    with rig.serving(environment=told) as dashboard, front.fronted(dashboard.url, port, assets) as home:
        said = subprocess.run(
            [sys.executable, "-m", "aid.smoke", home], cwd=rig.ROOT, capture_output=True, text=True, check=False
        )
    assert said.returncode == 0, said.stdout + said.stderr
    # The check runs on the machine itself, to which the dashboard's own figures are open.
    assert [line for line in said.stdout.splitlines() if line.startswith("note")] == [
        line for line in said.stdout.splitlines() if line.startswith("note  own figures")
    ]
