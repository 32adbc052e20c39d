"""Fonts of Streamlit's client: cuts in their place for the version that they were cut for, and for no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from aid.scripts import fonts
from aid.web import preload
from tests.asking import ask_whole as ask


@pytest.mark.parametrize(("name", "share"), [("icons", 0.04), ("text", 0.6)])
def test_a_font_of_streamlits_is_answered_with_its_cut(name: str, share: float) -> None:
    whole = fonts.whole(name)
    assert whole and name in fonts.addresses(), "an upgrade of Streamlit asks for a new cut: see tools/cuts.py"
    address = f"/{fonts.addresses()[name]}"
    answer = ask(address)
    assert answer.body == fonts.cut(name).read_bytes()
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("font/woff2", "public, max-age=86400")
    assert len(answer.body) < share * len(whole.read_bytes())
    assert ask(address, if_none_match=answer.headers["etag"]).status == 304


def test_the_clients_icons_are_read_from_its_scripts() -> None:
    # The browser tests see that each of these is drawn.
    assert {"expand_more", "check", "close"} <= fonts.icons()


@pytest.mark.parametrize("version", ["1.66.0", "9.0.0"])
def test_any_other_streamlit_keeps_its_own_fonts(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setattr("streamlit.__version__", version)
    fonts.addresses.cache_clear()
    try:
        assert fonts.addresses() == {}
        for name in fonts.OF:
            whole = fonts.whole(name)
            assert whole and ask(f"/static/media/{whole.name}").body == whole.read_bytes()
            assert whole.name not in preload.links("")
    finally:
        fonts.addresses.cache_clear()


def test_without_the_cuts_on_disk_streamlit_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert fonts.addresses()
    monkeypatch.setattr(fonts, "cut", lambda name: tmp_path / "gone.woff2")
    for name in fonts.OF:
        whole = fonts.whole(name)
        assert whole and ask(f"/static/media/{whole.name}").body == whole.read_bytes()
