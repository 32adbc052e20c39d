"""The contestants as processes of their own, and what the system says they use."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socket import socket

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "benchmarks" / "peers"
BENCH = ROOT / ".venv-bench"
"""The peers' environment, and the shapes of the countries for their maps; `make bench` lays out both."""
OURS, STREAMLIT, DASH, PANEL = "Peach & Jade", "ordinary Streamlit", "Dash", "Panel"


@dataclass
class Server:
    """One contestant that answers: where it listens and which process it is."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/"

    def members(self) -> list[int]:
        """The numbers of the process and of those it started."""
        return _family(self.process.pid)

    def cpu(self) -> float:
        """Seconds of processor time that it has used since it began, its own and the system's for it."""
        return sum(cpu_seconds(pid) for pid in self.members())

    def memory(self) -> float:
        """Megabytes of memory that it holds now (resident set)."""
        return sum(resident(pid) for pid in self.members())


def _family(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children")
    children = [int(word) for word in told.read_text().split()] if told.exists() else []
    return [pid, *(each for child in children for each in _family(child))]


def cpu_seconds(pid: int) -> float:
    """The processor time of a process and its threads, in seconds, to a hundredth."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """The resident memory of a process in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(port: int, process: subprocess.Popen[bytes], path: str = "/", patience: float = 60) -> None:
    """Return once `path` is answered with 200; raise when the process ends or takes longer."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended by itself")
        try:
            ask = HTTPConnection("127.0.0.1", port, timeout=5)
            ask.request("GET", path)
            if ask.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


@contextmanager
def running(
    command: Sequence[str], port: int, folder: Path, path: str = "/", **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that answers on `port`, ended afterwards together with those it started."""
    told = {**os.environ, "BENCH_DATA": str(ROOT / "data"), **environment}
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=folder, env=told, stdout=out, stderr=out, start_new_session=True)
        try:
            wait_until_up(port, process, path)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()


def _streamlit(python: Path | str, entrance: str, port: int) -> list[str]:
    options = {"headless": "true", "port": str(port), "address": "127.0.0.1", "fileWatcherType": "none"}
    told = [word for name, value in options.items() for word in (f"--server.{name}", value)]
    return [str(python), "-m", "streamlit", "run", entrance, *told]


@contextmanager
def ours(**environment: str) -> Iterator[Server]:
    """A fresh dashboard as it stands in this folder, with what an operator sets besides."""
    port = free_port()
    command = _streamlit(sys.executable, "dashboard.py", port)
    with running(command, port, ROOT, "/_stcore/health", **environment) as process:
        yield Server(OURS, port, process)


@contextmanager
def ordinary() -> Iterator[Server]:
    """A fresh ordinary Streamlit page, with the same Streamlit as ours."""
    port = free_port()
    with tempfile.TemporaryDirectory() as told:
        # Streamlit serves no file that is a link, so that page and shapes are copied together.
        folder = Path(told) / "page"
        shutil.copytree(PEERS / "ordinary_streamlit", folder)
        shutil.copytree(BENCH / "geo", folder / "static" / "geo")
        command = _streamlit(BENCH / "bin" / "python", "app.py", port)
        with running(command, port, folder, "/_stcore/health") as process:
            yield Server(STREAMLIT, port, process)


@contextmanager
def dash() -> Iterator[Server]:
    """A fresh Dash page behind gunicorn: one process of eight threads, as its documentation deploys it."""
    port = free_port()
    with tempfile.TemporaryDirectory() as told:
        assets = Path(told)
        shutil.copytree(BENCH / "geo", assets / "geo")
        command = [str(BENCH / "bin" / "python"), "-m", "gunicorn", "dash_page:server"]
        command += ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8"]
        with running(command, port, PEERS, BENCH_ASSETS=str(assets)) as process:
            yield Server(DASH, port, process)


@contextmanager
def panel() -> Iterator[Server]:
    """A fresh Panel page."""
    port = free_port()
    command = [str(BENCH / "bin" / "python"), "-m", "panel", "serve", str(PEERS / "panel_page.py"), "--index"]
    command += ["panel_page", "--port", str(port), "--address", "127.0.0.1", "--allow-websocket-origin", "*"]
    command += ["--static-dirs", f"geo={BENCH / 'geo'}"]
    with running(command, port, PEERS) as process:
        yield Server(PANEL, port, process)


@contextmanager
def together(*starts: Callable[[], object]) -> Iterator[list[Server]]:
    """Several contestants side by side, in the order told."""
    with ExitStack() as stack:
        yield [stack.enter_context(start()) for start in starts]  # type: ignore[arg-type]
