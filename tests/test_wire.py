"""What goes over the socket when a filter changes: no more than has changed, and no reader's view to another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import aid.controls  # noqa: F401  what is asked of the table stands in its rooms
import rig
from aid.recall import KEPT
from tests.wire import Answer, Reader

KB = 1000
ALL_PARTS = ("heading", "markdown", "plotly_chart", "bidi_component", "page_link")


@pytest.fixture(scope="module")
def server() -> Iterator[rig.Server]:
    with rig.serving() as running:
        yield running


def parts(answer: Answer) -> list[bytes]:
    """Every element that was sent, as its bytes."""
    return [part.SerializeToString(deterministic=True) for kind in ALL_PARTS for part in answer.elements(kind)]


def themes(answer: Answer) -> set[str]:
    """The themes that the charts were drawn for."""
    return {json.loads(chart.spec)["layout"]["meta"]["theme"] for chart in answer.elements("plotly_chart")}


@pytest.mark.parametrize(
    "change", ["direction=inbound", "direction=inbound&country=JPN", "kind=supplies", "party=city", "moment=2020-03"]
)
def test_a_change_of_a_filter_moves_at_most_60_kb(server: rig.Server, change: str) -> None:
    with Reader(server.url) as reader:
        first = reader.see()
        assert first.size > 2 * KB, "a page is sent at all"
        assert reader.see(change).size < 60 * KB


def test_what_a_change_leaves_as_it_was_is_not_sent_again(server: rig.Server) -> None:
    with Reader(server.url) as reader:
        charts = len(reader.see().elements("plotly_chart"))
        answer = reader.see("map=searches")
        assert charts == 2
        # The timeline is the same under both maps.
        assert len(answer.elements("plotly_chart")) == 1
        assert answer.named > 10


def test_the_way_back_to_a_view_costs_next_to_nothing(server: rig.Server) -> None:
    with Reader(server.url) as reader:
        reader.see()
        there = reader.see("direction=inbound")
        reader.see()
        back = reader.see("direction=inbound")
        assert back.title == there.title
        assert back.size < 15 * KB
        assert not back.elements("plotly_chart")


def test_the_same_view_is_the_very_same_for_every_reader(server: rig.Server) -> None:
    with Reader(server.url) as first, Reader(server.url) as second:
        second.see("direction=outbound")
        assert parts(first.see("country=ITA")) == parts(Reader(server.url).see("country=ITA"))


def test_no_reader_is_handed_the_language_the_theme_or_the_view_of_another(server: rig.Server) -> None:
    asked = [
        (lang, theme, query)
        for lang in ("en", "zh")
        for theme in ("light", "dark")
        for query in ("direction=inbound", "direction=outbound&country=ITA&country=JPN", "measure=masks")
    ]
    alone: dict[Any, list[bytes]] = {}
    for lang, theme, query in asked:
        with Reader(server.url, lang=lang, theme=theme) as reader:
            answer = reader.see(query)
        assert themes(answer) == {theme}
        assert any("\u4e00" <= sign <= "\u9fff" for sign in answer.title) == (lang == "zh"), answer.title
        alone[lang, theme, query] = parts(answer)
    assert len({tuple(each) for each in alone.values()}) == len(asked), "each of them is another page"
    # All of them once more, in another order, from what is kept by now.
    for lang, theme, query in reversed(asked):
        with Reader(server.url, lang=lang, theme=theme) as reader:
            assert parts(reader.see(query)) == alone[lang, theme, query]


def test_the_language_that_links_keep_is_the_readers_own(server: rig.Server) -> None:
    with Reader(server.url, lang="zh") as reader:
        answer = reader.see("kind=letter")
    sent: list[Any] = answer.elements("bidi_component")
    lists = [part for part in sent if part.component_name == "aid_partners"]
    assert [json.loads(part.json)[0]["address"] for part in lists] == ["country?lang=zh&kind=letter&country=000"]


def test_all_that_is_kept_is_bounded() -> None:
    assert len(KEPT) > 20
    for name, question in KEPT.items():
        assert 0 < question.cache_parameters()["maxsize"] <= 4096, name


def test_sessions_that_have_ended_leave_nothing_behind_that_grows(server: rig.Server) -> None:
    def come_and_go(times: int) -> float:
        for _ in range(times):
            with Reader(server.url) as reader:
                reader.see("direction=inbound")
        said = rig.Path(f"/proc/{server.process.pid}/status").read_text()
        return int(said.split("VmRSS:")[1].split()[0]) / 1024

    # Streamlit keeps the sessions of the last two minutes, 128 at most, for readers whose connection broke.
    before = come_and_go(130)
    assert come_and_go(130) - before < 15
