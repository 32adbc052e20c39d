"""What is shipped for operators: the image holds what the app needs, the unit's command runs, the guides agree."""

from __future__ import annotations

import re
import resource
import shlex
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
UNIT = (DEPLOY / "peach-and-jade.service").read_text(encoding="utf-8")
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")


def copied() -> list[str]:
    """What of the project goes into the images."""
    lines = re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    return [source for line in lines for source in line.split()]


def test_everything_that_the_image_copies_is_there_and_let_through() -> None:
    allowed = [
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")
    ]
    assert copied()
    for source in copied():
        assert (ROOT / source).exists(), source
        assert any(source.rstrip("/") == name or source.startswith(f"{name}/") for name in allowed), source
    assert all((ROOT / name).exists() for name in allowed)


def test_the_image_holds_all_that_the_dashboard_runs_on(tmp_path: Path) -> None:
    """The dashboard is started from what the last stage copies, and nothing beside it."""
    stage = DOCKERFILE[DOCKERFILE.index("AS dashboard") :]
    for source, goal in re.findall(r"^COPY (?!--)(\S+) (\S+)$", stage, re.MULTILINE):
        place = tmp_path / (goal if goal.endswith("/") and source.endswith("/") else Path(goal) / Path(source).name)
        place.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / source).is_dir() else shutil.copy)(ROOT / source, place)
    command = shlex.split(" ".join(re.findall(r'"([^"]+)"', stage[stage.rindex("CMD") :])))
    assert command[0] == "streamlit"
    with running([sys.executable, "-m", *command], tmp_path, {}) as port:
        assert ask(port, "/")[0] == 200
        assert ask(port, "/api/acts.json")[0] == 200
        assert ask(port, "/app/static/geo/world_110m.json")[0] == 200


def test_the_health_checks_of_the_image_can_fail_and_pass(tmp_path: Path) -> None:
    code = re.search(r'"python", "-c", "(.+?)"\]', DOCKERFILE)
    assert code
    with running([sys.executable, "-m", *shlex.split(exec_start())[2:]], ROOT, {}) as port:
        check = code[1].replace("8501", str(port))
        assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
    assert subprocess.run([sys.executable, "-c", check], capture_output=True, check=False).returncode != 0


def test_the_units_command_runs_without_writing_a_file() -> None:
    command = shlex.split(exec_start())
    assert command[0] == "/srv/peach-and-jade/.venv/bin/python"
    environment = dict(pair.split("=", 1) for pair in re.findall(r"^Environment=(.+)$", UNIT, re.M)[0].split())
    with running([sys.executable, *command[1:]], ROOT, environment) as port:
        assert ask(port, "/country?country=JPN")[0] == 200
        assert ask(port, "/cards/en/site.png")[0] == 200


def test_a_process_of_several_runs_as_the_single_one_does_but_on_the_port_in_its_name() -> None:
    several = (DEPLOY / "peach-and-jade@.service").read_text(encoding="utf-8").replace("%i", "8501").splitlines()
    single = UNIT.splitlines()
    changed = [(one, other) for one, other in zip(single, several, strict=True) if one != other]
    assert [one.split("=")[0] for one, _ in changed[1:]] == ["Description"], "only the words differ"
    assert "--server.port 8501" in exec_start() and changed[0][0].startswith("# ")


def test_the_group_of_processes_begins_with_the_one_that_the_single_unit_runs() -> None:
    nginx = DEPLOY / "nginx" / "peach-and-jade"
    (group,) = re.findall(r"^upstream (\w+)", (nginx / "replicas.conf").read_text(encoding="utf-8"), re.M)
    assert f"set $dashboard http://{group};" in (nginx / "here.conf").read_text(encoding="utf-8")
    servers = re.findall(r"^ +server 127.0.0.1:(\d+)", (nginx / "replicas.conf").read_text(encoding="utf-8"), re.M)
    assert servers == ["8501"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "peach-and-jade.service"
    unit.write_text(UNIT.replace("/srv/peach-and-jade/.venv/bin/python", sys.executable))
    said = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    about = [line for line in said.stderr.splitlines() if "peach-and-jade" in line]
    assert about == []


@pytest.mark.parametrize("service", ["dashboard", "front"])
def test_each_container_is_kept_small_in_its_rights(service: str) -> None:
    section = re.split(r"^  (?=\w)", COMPOSE, flags=re.M)
    (text,) = [part for part in section if part.startswith(f"{service}:")]
    for line in ("read_only: true", "tmpfs: [/tmp]", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert line in text, line
    assert f"target: {service}" in text
    assert f"AS {service}\n" in DOCKERFILE
    assert "HEALTHCHECK" in DOCKERFILE[DOCKERFILE.index(f"AS {service}\n") :].split("\nFROM ")[0]


def test_the_dashboards_image_is_the_last_and_runs_without_root() -> None:
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    assert " AS dashboard" in last
    user = re.search(r"^USER (\d+)$", last, re.M)
    assert user and int(user[1]) > 0


def test_the_pins_are_those_of_the_python_in_the_image() -> None:
    versions = set(re.findall(r"FROM python:(\d+\.\d+)-slim", DOCKERFILE))
    assert len(versions) == 1
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    least = tuple(map(int, re.findall(r"\d+", project["requires-python"])))
    assert tuple(map(int, versions.pop().split("."))) >= least


def test_a_space_says_the_port_that_the_image_listens_on() -> None:
    space = (DEPLOY / "huggingface" / "README.md").read_text(encoding="utf-8")
    front = dict(line.split(": ", 1) for line in space.split("---")[1].strip().splitlines())
    assert front["sdk"] == "docker"
    assert f"EXPOSE {front['app_port']}" in DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]


def test_both_guides_say_the_same_commands_and_point_to_what_exists() -> None:
    english, chinese = ((DEPLOY / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
    blocks = re.findall(r"^```\n(.+?)^```", english, re.S | re.M)
    assert blocks == re.findall(r"^```\n(.+?)^```", chinese, re.S | re.M)
    assert len(re.findall(r"^## ", english, re.M)) == len(re.findall(r"^## ", chinese, re.M))
    for text in (english, chinese):
        for goal in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (DEPLOY / goal).exists(), goal
        for path in re.findall(r"deploy/[\w./@-]+\w", text):
            assert (ROOT / path).exists(), path


def test_the_settings_of_streamlit_in_the_guide_are_those_in_force() -> None:
    text = (DEPLOY / "README.md").read_text(encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "streamlit", "config", "show"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    section = text.split("| setting | as shipped |")[1].split("\n\n")[0]
    names = re.findall(r"`(\w+)\.(\w+)`", section)
    assert len(names) > 8
    for _, name in names:
        assert re.search(rf"^#? ?{name} =", said, re.M), f"Streamlit knows no {name}"


def exec_start() -> str:
    found = re.search(r"^ExecStart=(.+)$", UNIT, re.M)
    assert found
    return found[1]


@contextmanager
def running(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[int]:
    """The port of a server of its own, started by a command that names 8501, and that may write no file."""

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = [word.replace("8501", str(port)).replace("0.0.0.0", "127.0.0.1") for word in command]
    process = subprocess.Popen(
        told,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
    )
    try:
        end = time.monotonic() + 60
        while True:
            assert process.poll() is None and process.stdout, process.stdout and process.stdout.read().decode()
            try:
                if ask(port, "/_stcore/health")[0] == 200:
                    break
            except OSError:
                assert time.monotonic() < end, "the dashboard was not up after a minute"
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=20)


def ask(port: int, path: str) -> tuple[int, bytes]:
    to = HTTPConnection("127.0.0.1", port, timeout=30)
    to.request("GET", path)
    answer = to.getresponse()
    body = answer.read()
    to.close()
    return answer.status, body
