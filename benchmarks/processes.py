"""Several processes behind nginx with the shipped configuration: how throughput grows from one to two."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import stage
from benchmarks.crowding import PEOPLE, crowd
from benchmarks.numbers import measured
from benchmarks.report import Row
from benchmarks.stage import ROOT, Server, free_port, wait_until_up

SHIPPED = ROOT / "deploy" / "nginx"
TYPES = (Path("/etc/nginx/mime.types"), Path("/opt/homebrew/etc/nginx/mime.types"))


def measure(rounds: int) -> list[Row]:
    """The row of two processes beside one, each reader from a network of their own so that nginx spreads them."""
    what = f"reruns with {PEOPLE} people, two processes behind nginx"
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
    if nginx is None:
        return [Row(what, None, note="no nginx on this machine")]
    rate: dict[int, list[float]] = defaultdict(list)
    work: dict[int, list[float]] = defaultdict(list)
    with stage.together(stage.ours, stage.ours) as servers:
        for number in range(rounds):
            for count in (1, 2):
                with fronted(nginx, servers[:count]) as url:
                    before = [server.cpu() for server in servers[:count]]
                    seen = crowd(url, "ours", "different", "--spread")
                    spent = [server.cpu() - was for server, was in zip(servers[:count], before, strict=True)]
                rate[count].append(seen.rate)
                work[count].append(max(spent) / sum(spent))
            print(f"  processes: round {number + 1} of {rounds}", flush=True)
    cores = os.cpu_count() or 1
    busier = f"the busier one did {measured(work[2]).middle:.0%} of the work"
    note = f"every view new; crowd, nginx and dashboards share {cores} processors; {busier}"
    return [Row(what, measured(rate[2]), "/s", "one process", measured(rate[1]), note=note)]


@contextmanager
def fronted(nginx: str, servers: Sequence[Server]) -> Iterator[str]:
    """The address of an nginx with the shipped site before these dashboards; a reader keeps to one by their network."""
    port = free_port()
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        folder.chmod(0o755)  # a worker that gives up root's rights must still get in
        shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
        shutil.copy(next(path for path in TYPES if path.exists()), folder / "mime.types")
        several = " ".join(f"server 127.0.0.1:{server.port};" for server in servers)
        group = f"http {{\n    upstream dashboards {{ ip_hash; {several} }}\n"
        for file in (folder / "nginx.conf", folder / "peach-and-jade" / "site.conf"):
            file.write_text(file.read_text().replace(" /tmp/", f" {folder}/").replace("http {\n", group))
        here = folder / "peach-and-jade" / "here.conf"
        here.write_text(f"listen {port};\nset $dashboard http://dashboards;\nset $assets {folder};\n")
        command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until_up(port, process, "/_stcore/health")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(timeout=10)
