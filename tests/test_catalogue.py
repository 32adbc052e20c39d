"""Both languages are complete: what the code says stands in the catalogue, and reads as its language is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from aid import catalogue
from tests.plain import Table

DATA = Path(__file__).parents[1] / "data"


def messages() -> list[Any]:
    with catalogue.path("zh").open("rb") as file:
        return [message for message in read_po(file, locale="zh") if message.id]


def texts(of: Any) -> tuple[str, ...]:
    return of if isinstance(of, tuple) else (of,)


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_nothing_is_missing_untranslated_unsure_or_stale() -> None:
    assert catalogue.lacking("zh") == []


def test_the_catalogue_holds_the_messages_of_a_real_dashboard() -> None:
    said = {texts(message.id)[0] for message in messages()}
    # One of each kind: said on a page, said in the entrance, marked for later, a plural.
    assert {"Every act on record", "Overview", "medical teams", "{n} act"} <= said
    assert len(said) > 150


@pytest.mark.parametrize("message", messages(), ids=lambda message: texts(message.id)[0][:40])
def test_a_translation_fills_in_what_its_message_fills_in(message: Any) -> None:
    wanted = set().union(*(names(text) for text in texts(message.id)))
    for text in texts(message.string):
        assert names(text) <= wanted, "a name that nobody fills in would raise"
        # A month that Chinese says with another word around it still has to be said.
        assert names(text) == wanted


def planted(folder: Path, entrance: str = "", room: str = "", page: str = "") -> Catalog:
    for name, code in (("dashboard.py", entrance), ("aid/room.py", room), ("pages/page.py", page)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(code, "utf-8")
    return catalogue.extracted(folder)


@pytest.mark.parametrize(
    "code",
    [
        "w.say('planted')",
        "print(f'{w.say(\"planted\")} and more')",
        "KINDS = {'a': mark('planted')}",
        "w.say(\n    'pla'\n    'nted',\n    n=1,\n)",
        "def f(words):\n    return [words.say('planted', n=n) for n in x]",
        "f'{a!r:>{w.say(\"planted\")}}'",
    ],
)
@pytest.mark.parametrize("place", ["entrance", "room", "page"])
def test_a_message_is_found_wherever_it_is_said(tmp_path: Path, place: str, code: str) -> None:
    assert planted(tmp_path, **{place: code}).get("planted") is not None


def test_a_plural_is_found_with_both_its_forms(tmp_path: Path) -> None:
    found = planted(tmp_path, page="w.plural('{n} jade', '{n} jades', 3)")
    assert found.get("{n} jade").id == ("{n} jade", "{n} jades")


def test_what_is_only_a_text_is_not_taken_for_a_message(tmp_path: Path) -> None:
    assert len(planted(tmp_path, room="# w.say('no')\nx = 'say(\"no\")'\nw.say(message)\n")) == 0


def test_a_message_said_but_not_translated_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    more = catalogue.extracted()
    more.add("A message nobody translated yet")
    monkeypatch.setattr(catalogue, "extracted", lambda: more)
    assert catalogue.lacking("zh") == ["not in the catalogue: 'A message nobody translated yet'"]


def test_a_translation_that_is_empty_unsure_or_no_longer_said_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    po = tmp_path / "aid.po"
    text = catalogue.path("zh").read_text("utf-8")
    text = text.replace('msgid "Reset"\nmsgstr "重置"', 'msgid "Reset"\nmsgstr ""')
    text = text.replace('msgid "Period"', '#, fuzzy\nmsgid "Period"')
    po.write_text(text + '\nmsgid "Gone"\nmsgstr "已去"\n', "utf-8")
    monkeypatch.setattr(catalogue, "path", lambda lang: po)
    assert set(catalogue.lacking("zh")) == {
        "not translated: 'Reset'",
        "marked as unsure: 'Period'",
        "no longer said: 'Gone'",
    }


HAN = "[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]"
# Half-width signs beside Chinese; a time as 10:30 and a name in Latin letters stay as they are.
HALF_WIDTH = re.compile(rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}|{HAN}\.(?![A-Za-z0-9])")
LATIN_QUOTES = re.compile(rf"[\"']{HAN}|{HAN}[\"']")


def chinese_texts() -> Iterator[tuple[str, str]]:
    for message in messages():
        for text in texts(message.string):
            yield f"aid.po, {texts(message.id)[0][:40]!r}", text
    yield from described(json.loads((DATA / "datapackage.json").read_text("utf-8")), "datapackage.json")
    table = Table.of(DATA)
    for file in ("acts", "claims", "parties", "countries"):
        for row in table.files[file]:
            for column, text in row.items():
                if column.endswith("_zh"):
                    yield f"{file}.csv, {next(iter(row.values()))}, {column}", text


def described(part: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key.endswith("_zh") and isinstance(value, str):
                yield f"{place}, {part.get('name') or part.get('value')}, {key}", value
            else:
                yield from described(value, place)
    elif isinstance(part, list):
        for value in part:
            yield from described(value, place)


def test_chinese_is_written_with_chinese_punctuation() -> None:
    wrong = [f"{place}: {text}" for place, text in chinese_texts() if HALF_WIDTH.search(text)]
    assert wrong == []


def test_no_latin_quotes_stand_around_chinese() -> None:
    wrong = [f"{place}: {text}" for place, text in chinese_texts() if LATIN_QUOTES.search(text)]
    assert wrong == []


def test_the_check_of_punctuation_itself_notices_what_it_is_for() -> None:
    assert HALF_WIDTH.search("口罩,手套")
    assert HALF_WIDTH.search("截至:今日")
    assert HALF_WIDTH.search("重庆(中国)")
    assert LATIN_QUOTES.search('"口罩"')
    assert not HALF_WIDTH.search("口罩，手套（N95）：1,000只")
