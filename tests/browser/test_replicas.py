"""Several processes behind the shipped nginx: readers are spread over them, and keep their view when one is killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext

import front
import rig

pytestmark = pytest.mark.skipif(
    rig.find_nginx() is None, reason="nginx is not installed: `make browser` installs it where it may"
)
GROUP = "http://peach_and_jade"
VIEW = "/?lang=en&direction=inbound&kind=supplies"
READERS = [f"127.0.0.{number}" for number in range(2, 42)]

COUNT_RUNS = """() => {
    window.runs = 0
    const app = document.querySelector('[data-testid=stApp]')
    const seen = () => { if (app.dataset.testScriptState === 'running') window.runs += 1 }
    new MutationObserver(seen).observe(app, { attributeFilter: ['data-test-script-state'] })
}"""


def answer(home: str, reader: str) -> str:
    """What a reader at an address of its own is answered."""
    to = HTTPConnection(urlsplit(home).netloc, timeout=30, source_address=(reader, 0))
    to.request("GET", "/")
    body = to.getresponse().read().decode()
    to.close()
    return body


@pytest.fixture
def none(tmp_path: Path) -> Path:
    """No scripts laid out: nginx asks the dashboard for all of them."""
    return tmp_path / "none"


def test_a_reader_keeps_to_one_process_and_all_processes_have_readers(none: Path) -> None:
    with ExitStack() as open_:
        replicas = [open_.enter_context(front.site(name)) for name in ("one", "two")]
        home = open_.enter_context(front.fronted(GROUP, rig.free_port(), none, replicas))
        first = [answer(home, reader) for reader in READERS]
        assert set(first) == {"one", "two"}
        assert [answer(home, reader) for reader in READERS] == first


def test_no_reader_is_turned_away_when_a_process_has_ended(none: Path) -> None:
    with ExitStack() as open_:
        left = open_.enter_context(front.site("left"))
        with front.site("ended") as ended:
            home = open_.enter_context(front.fronted(GROUP, rig.free_port(), none, [left, ended]))
            before = {reader: answer(home, reader) for reader in READERS}
            assert "ended" in before.values()
        after = {reader: answer(home, reader) for reader in READERS}
        assert set(after.values()) == {"left"}


@pytest.fixture
def two() -> Iterator[tuple[rig.Server, rig.Server]]:
    """Two dashboards that serve one table."""
    with rig.serving() as first, rig.serving() as second:
        yield first, second


def test_a_process_killed_in_mid_use_costs_its_reader_a_reload_at_most(
    two: tuple[rig.Server, rig.Server], context: BrowserContext, none: Path
) -> None:
    with ExitStack() as open_:
        home = open_.enter_context(front.fronted(GROUP, rig.free_port(), none, [server.url for server in two]))
        page, _ = open_.enter_context(rig.opened(context, home + VIEW))
        title, address = page.get_by_role("heading", level=1).inner_text(), page.url
        (holder,) = [server for server in two if _sessions(server)]
        (other,) = [server for server in two if server is not holder]

        page.evaluate(COUNT_RUNS)
        holder.process.kill()
        holder.process.wait()
        # The page finds its way to the other process by itself, and is made anew there.
        page.wait_for_function("() => window.runs > 0", polling=100)
        rig.settle(page)

        assert page.url == address
        assert page.get_by_role("heading", level=1).inner_text() == title
        assert _sessions(other) == 1
        page.get_by_role("radio", name="From Chongqing").first.click()
        page.wait_for_url("**direction=outbound**")
        rig.settle(page)
        assert page.get_by_role("heading", level=1).inner_text() != title


def _sessions(server: rig.Server) -> int:
    """How many readers a dashboard has now, as it says itself."""
    said = front.ask(server.url, "/_stcore/metrics")[2].decode()
    (active,) = [line for line in said.splitlines() if line.startswith("active_sessions")]
    return int(float(active.split()[-1]))
