"""The sounds of Chinese: told by a process of its own, which may end, or may not be had at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pypinyin import lazy_pinyin

from aid.find import sounds
from tests.plain import Table

ROOT = Path(__file__).parents[1]


def test_sounds_are_those_of_the_dictionary_which_another_process_holds(rows: Table) -> None:
    names = [party["name_zh"] for party in rows.files["parties"]]
    alone = "import sys, json; from aid.find.sounds import sounds; from aid.find import find; "
    alone += "print(json.dumps([sounds(text) for text in json.load(sys.stdin)])); assert 'pypinyin' not in sys.modules"
    told = subprocess.run(
        [sys.executable, "-c", alone], input=json.dumps(names), capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert json.loads(told.stdout) == [lazy_pinyin(name) for name in names]


def test_a_process_that_has_ended_is_begun_anew() -> None:
    sounds.sounds.cache_clear()
    assert sounds.sounds("重庆") == ("chong", "qing")
    (child,) = sounds._child
    child.kill()
    child.wait()
    assert sounds.sounds("东京") == ("dong", "jing")
    assert sounds._child[0].pid != child.pid


def test_where_no_process_can_be_begun_sounds_are_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    sounds.sounds.cache_clear()
    monkeypatch.setattr(sounds, "_child", [])
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert sounds.sounds("重庆 N95") == ("chong", "qing", " N95")
