"""nginx with the shipped configuration before a dashboard, and small servers of other sites."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import rig

SHIPPED = rig.ROOT / "deploy" / "nginx"
TYPES = [Path("/etc/nginx/mime.types"), Path("/opt/homebrew/etc/nginx/mime.types")]


@contextmanager
def fronted(dashboard: str, port: int, assets: Path, replicas: Sequence[str] = ()) -> Iterator[str]:
    """The address of an nginx that runs the shipped files, but for what a machine says of itself.

    With `replicas`, the addresses of several processes, `dashboard` is the name of the shipped group of them.
    """
    nginx = rig.find_nginx()
    assert nginx, "no nginx: run `make browser`"
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        # A worker that gives up root's rights must still get in.
        folder.chmod(0o755)
        shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
        types = next(path for path in TYPES if path.exists())
        shutil.copy(types, folder / "mime.types")
        # All that is written lies in this folder, so that two may run side by side.
        for file in (folder / "nginx.conf", folder / "peach-and-jade" / "site.conf"):
            file.write_text(file.read_text().replace(" /tmp/", f" {folder}/"))
        here = folder / "peach-and-jade" / "here.conf"
        here.write_text(f"listen 127.0.0.1:{port};\nset $dashboard {dashboard};\nset $assets {assets};\n")
        if replicas:
            group = folder / "peach-and-jade" / "replicas.conf"
            shipped = group.read_text()
            (line,) = re.findall(r"^ +server 127.0.0.1:8501.+;$", shipped, re.M)
            each = [line.replace("127.0.0.1:8501", urlsplit(replica).netloc) for replica in replicas]
            group.write_text(shipped.replace(line, "\n".join(each)))
        command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        assert "[warn]" not in checked.stderr.replace('the "user" directive', ""), checked.stderr
        process = subprocess.Popen(
            [*command, "-g", "daemon off;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait(port: int, process: subprocess.Popen[bytes], patience: float = 10) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        assert process.poll() is None, "nginx ended by itself"
        try:
            ask = HTTPConnection("127.0.0.1", port, timeout=2)
            ask.request("GET", "/_stcore/health")
            ask.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("nginx does not listen")


@contextmanager
def site(page: str, port: int = 0) -> Iterator[str]:
    """The address of another site that shows one page; on any free port, unless one is told."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Answering) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def ask(home: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """One request as a program makes it: status, headers with small letters, body as it was sent."""
    to = HTTPConnection(urlsplit(home).netloc, timeout=30)
    to.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = to.getresponse()
    got = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read()
    to.close()
    return answer.status, got, body
