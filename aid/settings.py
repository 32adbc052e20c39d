"""What an operator sets by environment: where the dashboard lives, who may frame it, which hosts it answers.

A setting that cannot be understood is named when the server starts; the safe default stands in its place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

DEFAULT_ADDRESS = "http://localhost:8501"
LANGUAGES = ("en", "zh")
HOST = r"(\*\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\]"
ORIGIN = rf"https?://(?:{HOST})(?::\d{{1,5}})?"
FRAMES_WANTED = "self, none, *, or origins as https://news.example, parted by spaces"


@dataclass(frozen=True)
class Setting:
    """One setting: the variable, its default as an operator would write it, and what it does."""

    name: str
    default: str
    meaning: str
    meaning_zh: str


SETTINGS = (
    Setting(
        "AID_PUBLIC_URL",
        DEFAULT_ADDRESS,
        "the address readers use, without a path; stands in links, previews, feeds and files",
        "读者所用的网址，不带路径；用于链接、预览、订阅和文件",
    ),
    Setting(
        "AID_DATA",
        "data/",
        "the table that is served: a folder of CSV files, a Parquet edition, or a cluster with one",
        "所用的数据表：CSV文件夹、Parquet版，或集群上的Parquet版",
    ),
    Setting(
        "AID_ALLOWED_HOSTS",
        "*",
        "host names that are answered besides that of the public address, parted by spaces; any other gets a 400",
        "除公开网址的主机名外还接受的主机名，以空格分隔；其他一律返回400",
    ),
    Setting(
        "AID_FRAME_ANCESTORS",
        "self",
        "sites that may show the dashboard in a frame: self, none, *, or origins parted by spaces",
        "可以嵌入本站的网站：self、none、*，或以空格分隔的来源",
    ),
    Setting(
        "AID_LANGUAGE",
        "en",
        "the language for readers whose address and browser ask for neither English nor Chinese: en or zh",
        "网址与浏览器均未指明中文或英文时所用的语言：en 或 zh",
    ),
)


@dataclass(frozen=True)
class Settings:
    """The settings in force, and what of the environment was not understood."""

    public_url: str = DEFAULT_ADDRESS
    named: bool = False
    """Whether an operator has said where the dashboard lives."""
    data: str | None = None
    hosts: tuple[str, ...] = ("*",)
    frames: tuple[str, ...] = ("'self'",)
    language: str = "en"
    problems: tuple[str, ...] = field(default=(), compare=False)

    def address(self, path: str = "/") -> str:
        """The full public address of a path of this server."""
        return self.public_url + path

    @property
    def framed_by_others(self) -> bool:
        """Whether any other site may show the dashboard in a frame."""
        return bool(set(self.frames) - {"'self'", "'none'"})


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that an environment makes; what is not understood is listed in `problems`, never raised."""
    told = {setting.name: environment.get(setting.name, "").strip() for setting in SETTINGS}
    problems: list[str] = []

    def wrong(name: str, expected: str) -> None:
        problems.append(f"{name}={told[name]!r}: expected {expected}; {_default(name)!r} stands in its place")

    url = origin(told["AID_PUBLIC_URL"])
    if told["AID_PUBLIC_URL"] and url is None:
        wrong("AID_PUBLIC_URL", "an address without a path, as https://aid.example.org")
    hosts = tuple(told["AID_ALLOWED_HOSTS"].split())
    if not all(host == "*" or re.fullmatch(HOST, host) for host in hosts):
        wrong("AID_ALLOWED_HOSTS", "host names parted by spaces, as aid.example.org *.example.org")
        hosts = ()
    frames = _frames(told["AID_FRAME_ANCESTORS"])
    if frames is None:
        wrong("AID_FRAME_ANCESTORS", FRAMES_WANTED)
    language = told["AID_LANGUAGE"]
    if language and language not in LANGUAGES:
        wrong("AID_LANGUAGE", "en or zh")
    return Settings(
        public_url=url or DEFAULT_ADDRESS,
        named=url is not None,
        data=told["AID_DATA"] or None,
        hosts=hosts or ("*",),
        frames=frames or ("'self'",),
        language=language if language in LANGUAGES else "en",
        problems=tuple(problems),
    )


def _default(name: str) -> str:
    return next(setting.default for setting in SETTINGS if setting.name == name)


def origin(told: str) -> str | None:
    """Scheme and host of an address, or None where it is not one or has a path, query or user."""
    bare = told.removesuffix("/")
    if not re.fullmatch(ORIGIN, bare) or "*" in bare:
        return None
    try:
        port = urlsplit(bare).port
    except ValueError:
        return None
    return bare if port is None or 0 < port < 65536 else None


def _frames(told: str) -> tuple[str, ...] | None:
    """Who may frame the dashboard, as a content security policy writes it; None where it is not understood."""
    parts = told.split()
    if parts in (["*"], ["none"]):
        return ("*",) if parts == ["*"] else ("'none'",)
    if not all(part == "self" or re.fullmatch(ORIGIN, part) for part in parts):
        return None
    # A dashboard that others may frame may frame itself.
    return ("'self'", *(part for part in parts if part != "self"))
