"""A running dashboard and a real browser for the tests, and how to wait for either without guessing.

`python tests/browser/rig.py --ensure` finds a Chromium and fonts, installs what is missing where
that is possible, and says in plain words what to do where it is not.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"desktop": (1360, 900), "phone": (390, 844)}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# The sandbox cannot start for root, in containers; the rest keeps the browser from calling home by itself.
# Other hosts are refused here, by name, and not by Playwright's routing, which would turn the cache off.
FLAGS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-proxy-server",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
# Nothing may be loading or still marked stale, and two looks in a row must see the same page.
QUIET = """() => {
    const busy = document.querySelectorAll(
        '[data-testid=stSkeleton], [data-testid=stAppSkeleton], [data-stale=true]').length
    const main = document.querySelector('[data-testid=stMain]')
    const within = [...document.querySelectorAll('*')].map(one => one.shadowRoot?.querySelector('.frame'))
    const mounted = within.every(frame => !frame || 'drawn' in frame.dataset)
    const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    const drawn = charts.every(chart => chart.querySelector('.main-svg'))
    const seen = main && [main.innerText.length, main.scrollHeight, main.querySelectorAll('*').length].join()
    const still = seen && seen === window.__seen
    window.__seen = seen
    return !busy && mounted && drawn && still
}"""


# --- the server -------------------------------------------------------------------------------------------


@dataclass
class Server:
    """A dashboard of its own process: where it is, and what it has written so far."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        """What the process has written to its output."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    entrance: Path = ROOT / "dashboard.py",
    data: Path | None = None,
    patience: float = 60,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """A fresh dashboard, healthy before it is handed out and ended afterwards.

    `data` is another table's folder, `environment` what an operator sets besides.
    """
    told = {**os.environ, **(environment or {}), **({"AID_DATA": str(data)} if data else {})}
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", entrance.name, "--server.headless", "true"]
    command += [
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.fileWatcherType",
        "none",
    ]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as out:
            process = subprocess.Popen(command, cwd=entrance.parent, env=told, stdout=out, stderr=subprocess.STDOUT)
        server = Server(f"http://127.0.0.1:{port}", process, log)
        try:
            _wait_until_healthy(server, patience)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_healthy(server: Server, patience: float) -> None:
    ask = build_opener(ProxyHandler({})).open  # a proxy in the environment does not know this machine
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if server.process.poll() is not None:
            raise RuntimeError(f"the dashboard ended by itself:\n{server.said()}")
        try:
            with ask(server.url + "/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(f"the dashboard was not up after {patience:.0f} s:\n{server.said()}")


# --- the browser ------------------------------------------------------------------------------------------


def find_browser(play: Playwright | None = None) -> str | None:
    """The path of a Chromium: the one named in CHROMIUM, one on the path, or Playwright's own."""
    told = os.environ.get("CHROMIUM")
    if told:
        return told
    for name in (*NAMES, MAC):
        found = shutil.which(name)
        if found:
            return found
    if play is None:
        with sync_playwright() as play:
            own = play.chromium.executable_path
    else:
        own = play.chromium.executable_path
    return own if Path(own).exists() else None


def launch(play: Playwright) -> Browser:
    """A headless Chromium, or an error that says how to get one."""
    path = find_browser(play)
    if path is None:
        raise RuntimeError("no Chromium found: run `make browser`, or name one in the variable CHROMIUM")
    return play.chromium.launch(executable_path=path, args=FLAGS)


@dataclass
class Watch:
    """What a page did that an offline, healthy dashboard would not do."""

    asked: list[str] = field(default_factory=list)
    """Addresses on any other host; the browser can reach none of them."""
    errors: list[str] = field(default_factory=list)
    """Errors in the console and exceptions in scripts."""


def watch(page: Page, home: str) -> Watch:
    """Note from now on what `page`, and whatever it opens, asks of other hosts than `home` and gets wrong."""
    noted = Watch()
    house = urlsplit(home).netloc

    def hear_request(request: Request) -> None:
        if urlsplit(request.url).netloc not in ("", house):
            noted.asked.append(request.url)

    def hear_console(said: ConsoleMessage) -> None:
        if said.type == "error" and not _own_probe(said.location.get("url", "")):
            noted.errors.append(f"console: {said.text[:200]}")

    def listen(opened: Page) -> None:
        opened.on("request", hear_request)
        opened.on("console", hear_console)
        opened.on("pageerror", lambda error: noted.errors.append(f"exception: {str(error)[:200]}"))
        opened.on("popup", listen)

    listen(page)
    return noted


@contextmanager
def opened(
    context: BrowserContext, url: str, *, size: str = "desktop", theme: str = "light"
) -> Iterator[tuple[Page, Watch]]:
    """A new page on `url`, settled, and what is noted about it from its first request on."""
    width, height = SIZES[size]
    page = context.new_page()
    try:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        noted = watch(page, url)
        visit(page, url)
        yield page, noted
    finally:
        page.close()


def _own_probe(url: str) -> bool:
    """Whether this is Streamlit's client looking for its server below a page's path: a harmless 404."""
    return re.search(r"/\w+/_stcore/(health|host-config)$", urlsplit(url).path) is not None


def visit(page: Page, url: str) -> None:
    """Open `url` and wait until there is something to look at."""
    page.goto(url)
    settle(page)


def settle(page: Page, patience: float = 30) -> None:
    """Wait until the script has run to its end and the page has stopped changing."""
    limit = patience * 1000
    page.wait_for_selector(CONNECTED, timeout=limit)
    page.wait_for_selector(IDLE, timeout=limit)
    page.evaluate("delete window.__seen")
    page.wait_for_function(QUIET, polling=150, timeout=limit)
    page.wait_for_selector(IDLE, timeout=limit)


def with_lang(path: str, lang: str) -> str:
    """`path` with the language said in its query."""
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


# --- what the machine needs -------------------------------------------------------------------------------


def ensure() -> int:
    """Find or install a Chromium, a Chinese and a Latin font, and nginx; 0 when the browser tests can run."""
    browser = find_browser()
    if browser is None:
        print("No Chromium found: trying Playwright's own.", flush=True)
        _try([sys.executable, "-m", "playwright", "install", "chromium"])
        browser = find_browser()
    wanted = [] if browser else ["chromium"]
    if not has_chinese_font():
        wanted.append("fonts-noto-cjk")
    if not has_latin_font():
        wanted.append("fonts-liberation")
    if find_nginx() is None:
        wanted.append("nginx-light")
    if wanted and _may_install():
        print(f"Installing {' and '.join(wanted)} from the system's packages.", flush=True)
        _try(["apt-get", "update", "-qq"])
        _try(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted])
        browser = find_browser()
    if not has_chinese_font():
        print("Note: no Chinese font found; the tests run, but pictures of Chinese pages show boxes.")
    if find_nginx() is None:
        print("Note: no nginx found; the tests of the shipped nginx configuration are skipped.")
    if browser is None:
        print("The browser tests need a Chromium: install one, or name it in the variable CHROMIUM.")
        return 1
    print(f"Browser: {browser}")
    return 0


def find_nginx() -> str | None:
    """The path of nginx, which may stand where only an administrator's search path looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


def has_chinese_font() -> bool:
    """Whether Chinese can be drawn here."""
    return _has_font(":lang=zh")


def has_latin_font() -> bool:
    """Whether a letter of Arial's width is here: printed pages are measured in it, as most readers have one."""
    return any(_has_font(name) for name in ("Liberation Sans", "Arial", "Helvetica"))


def _has_font(pattern: str) -> bool:
    """Whether a font is here; taken for granted on systems without fontconfig."""
    if shutil.which("fc-list") is None:
        return not sys.platform.startswith("linux")
    told = subprocess.run(["fc-list", pattern, "family"], capture_output=True, check=False)
    return bool(told.stdout.strip())


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def _try(command: list[str]) -> bool:
    """Run a command that may fail; whether it did not."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--ensure", action="store_true", required=True, help="find or install what is needed")
    words.parse_args()
    sys.exit(ensure())
