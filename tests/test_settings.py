"""What an operator sets by environment: understood, or named and replaced by a safe default; told in one table."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.applications import Starlette

from aid import web
from aid.settings import SETTINGS, Settings, settings

ROOT = Path(__file__).resolve().parents[1]


def test_an_empty_environment_gives_safe_defaults() -> None:
    told = settings({})
    assert told == Settings()
    assert told.problems == ()
    assert told.address("/country/JPN") == "http://localhost:8501/country/JPN"
    assert (told.named, told.framed_by_others, told.data, told.language) == (False, False, None, "en")


def test_a_variable_that_is_empty_or_blank_is_as_good_as_absent() -> None:
    assert settings({setting.name: "  " for setting in SETTINGS}) == Settings()
    assert settings({setting.name: "" for setting in SETTINGS}).problems == ()


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://aid.example.org", "https://aid.example.org"),
        ("https://aid.example.org/", "https://aid.example.org"),
        (" https://aid.example.org ", "https://aid.example.org"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.0.0.1:8501/", "http://127.0.0.1:8501"),
        ("http://[::1]:8501", "http://[::1]:8501"),
        ("https://xn--fiqs8s.example", "https://xn--fiqs8s.example"),
    ],
)
def test_the_public_address_is_scheme_and_host(said: str, address: str) -> None:
    told = settings({"AID_PUBLIC_URL": said})
    assert (told.public_url, told.named, told.problems) == (address, True, ())
    assert told.address("/feed.atom") == f"{address}/feed.atom"


@pytest.mark.parametrize(
    "said",
    [
        "aid.example.org",
        "ftp://aid.example.org",
        "https://aid.example.org/aid",
        "https://aid.example.org//",
        "https://aid.example.org?x=1",
        "https://aid.example.org#top",
        "https://me:secret@aid.example.org",
        "https://*.example.org",
        "https://aid.example.org:99999",
        "https://aid.example.org:0",
        "https://aid.example.org https://other.example",
        'https://aid.example.org"><script>',
        "https://aid.example.org\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "https://",
    ],
)
def test_what_is_no_public_address_is_named_and_left_out(said: str) -> None:
    told = settings({"AID_PUBLIC_URL": said})
    assert (told.public_url, told.named) == ("http://localhost:8501", False)
    (problem,) = told.problems
    assert problem.startswith("AID_PUBLIC_URL=")
    assert "https://aid.example.org" in problem and "http://localhost:8501" in problem


@pytest.mark.parametrize(
    ("said", "hosts"),
    [
        ("aid.example.org", ("aid.example.org",)),
        ("aid.example.org  *.example.net 127.0.0.1 [::1]", ("aid.example.org", "*.example.net", "127.0.0.1", "[::1]")),
        ("*", ("*",)),
    ],
)
def test_hosts_are_parted_by_spaces(said: str, hosts: tuple[str, ...]) -> None:
    assert settings({"AID_ALLOWED_HOSTS": said}).hosts == hosts


@pytest.mark.parametrize("said", ["a.example,b.example", "https://a.example", "a.example:443", "a*", "-a", "a/b"])
def test_what_is_no_host_is_named(said: str) -> None:
    told = settings({"AID_ALLOWED_HOSTS": said})
    assert told.hosts == ("*",)
    assert [problem.split("=")[0] for problem in told.problems] == ["AID_ALLOWED_HOSTS"]


@pytest.mark.parametrize(
    ("said", "frames", "others"),
    [
        ("self", ("'self'",), False),
        ("none", ("'none'",), False),
        ("*", ("*",), True),
        ("https://news.example", ("'self'", "https://news.example"), True),
        (
            "self https://news.example https://*.press.example:8443",
            ("'self'", "https://news.example", "https://*.press.example:8443"),
            True,
        ),
    ],
)
def test_those_who_may_frame_are_written_as_a_policy_writes_them(
    said: str, frames: tuple[str, ...], others: bool
) -> None:
    told = settings({"AID_FRAME_ANCESTORS": said})
    assert (told.frames, told.framed_by_others, told.problems) == (frames, others, ())


@pytest.mark.parametrize(
    "said",
    [
        "news.example",
        "none https://news.example",
        "* https://news.example",
        "'self'",
        "https://news.example; script-src *",
        "https://news.example, https://press.example",
        "https://news.example/page",
        "data:",
    ],
)
def test_a_frame_rule_that_is_not_understood_lets_nobody_else_in(said: str) -> None:
    told = settings({"AID_FRAME_ANCESTORS": said})
    assert told.frames == ("'self'",)
    assert [problem.split("=")[0] for problem in told.problems] == ["AID_FRAME_ANCESTORS"]


def test_the_language_is_one_of_two() -> None:
    assert settings({"AID_LANGUAGE": "zh"}).language == "zh"
    told = settings({"AID_LANGUAGE": "fr"})
    assert told.language == "en"
    assert "'fr'" in told.problems[0] and "en or zh" in told.problems[0]


def test_every_problem_is_named_at_once() -> None:
    told = settings({setting.name: "?" for setting in SETTINGS})
    # Any name of a folder may be a folder; what is wrong with it, the table says.
    assert [problem.split("=")[0] for problem in told.problems] == [
        setting.name for setting in SETTINGS if setting.name != "AID_DATA"
    ]


def test_the_server_names_a_setting_that_it_does_not_understand_when_it_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AID_FRAME_ANCESTORS", "everybody")

    async def start() -> None:
        async with web.lifespan(Starlette()):
            pass

    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, start()).result()
    assert "AID_FRAME_ANCESTORS='everybody'" in capsys.readouterr().out


@pytest.mark.parametrize(("file", "column"), [("README.md", "meaning"), ("README.zh.md", "meaning_zh")])
def test_the_table_in_the_guide_is_the_settings_as_they_are(file: str, column: str) -> None:
    text = (ROOT / "deploy" / file).read_text(encoding="utf-8")
    told = re.findall(r"^\| `(AID_\w+)` \| `([^`]+)` \| (.+) \|$", text, re.MULTILINE)
    assert told == [(setting.name, setting.default, getattr(setting, column)) for setting in SETTINGS]


def test_the_default_that_is_told_is_the_default_in_force() -> None:
    assert settings({setting.name: setting.default for setting in SETTINGS if setting.name != "AID_DATA"}) == Settings(
        named=True
    )
