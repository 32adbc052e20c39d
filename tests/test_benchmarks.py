"""The benchmarks' arithmetic, their line, and their crowd against a real dashboard; no time is held against a limit."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path

import pytest

import rig
from aid import table as record
from aid.view import read
from benchmarks import crowd, views
from benchmarks.line import line
from benchmarks.numbers import measured, ratio, said, with_spread
from benchmarks.report import BEGIN, END, README, Row, between, table, write
from benchmarks.stage import cpu_seconds, resident
from front import site


@pytest.mark.parametrize(
    ("values", "middle", "spread"),
    [((3.0,), 3.0, (3.0, 3.0)), ((9.0, 1.0, 2.0), 2.0, (1.0, 9.0)), ((1.0, 2.0, 3.0, 10.0), 2.5, (1.0, 10.0))],
)
def test_several_runs_are_told_by_their_median_and_their_ends(values, middle, spread):
    told = measured(values)
    assert (told.middle, told.spread) == (middle, spread)


def test_nothing_measured_is_an_error():
    with pytest.raises(ValueError, match="nothing was measured"):
        measured([])


def test_a_round_that_was_slow_for_both_leaves_the_ratio_as_it_is():
    assert ratio(measured([1, 1, 10]), measured([2, 2, 20])).values == (0.5, 0.5, 0.5)


def test_unequal_numbers_of_rounds_are_compared_by_their_medians():
    assert ratio(measured([1, 2, 3]), measured([4])).values == (0.5,)


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "0"), (0.04213, "0.0421"), (0.5, "0.500"), (1.374, "1.37"), (12.94, "12.9"), (406, "406"), (1234.5, "1,234")],
)
def test_a_number_is_written_to_three_figures(number, written):
    assert said(number) == written


def test_a_single_run_shows_no_spread():
    assert with_spread(measured([2]), "s") == "2.00 s"
    assert with_spread(measured([1, 2, 4]), "s") == "2.00 s (1.00-4.00)"


ROW = Row("open to map", measured([1, 1, 2]), "s", "Dash", measured([4, 4, 4]), most=0.55)


def test_a_row_holds_the_ratio_against_the_target():
    assert ROW.met is True
    assert ROW.cells() == (
        "open to map",
        "1.00 s (1.00-2.00)",
        "4.00 s (4.00-4.00) Dash",
        "0.250 × (0.250-0.500)",
        "≤ 0.55 ×",
        "yes",
    )
    assert replace(ROW, most=0.2).cells()[-1] == "**no**"
    assert replace(ROW, most=None, least=0.2).met is True
    assert replace(ROW, most=None, least=6).met is False


def test_a_row_without_a_peer_holds_its_own_value_against_the_target():
    row = Row("bytes", measured([2.7]), "MB", most=2.6)
    assert row.cells() == ("bytes", "2.70 MB", "-", "2.70 MB", "≤ 2.6 MB", "**no**")


def test_what_could_not_be_measured_says_why_and_meets_nothing():
    row = Row("reruns", None, peer="Panel", note="no client", least=6)
    assert row.met is None
    assert row.cells()[1] == "not measured: no client"


def test_the_table_is_markdown_with_a_cell_for_each_column():
    lines = table([ROW, Row("a|b", measured([1]))]).splitlines()
    assert len(lines) == 4
    assert {line.count("|") for line in lines} == {7}


def test_what_was_measured_takes_the_place_of_what_stood_in_the_readme(tmp_path):
    results, readme = tmp_path / "RESULTS.md", tmp_path / "README.md"
    readme.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", "utf-8")
    rows = [ROW, Row("no target", measured([1])), Row("crowd", None, note="no client")]
    for _ in range(2):
        write(rows, "make bench", 3, results, readme)
    told = readme.read_text("utf-8")
    assert told.startswith(f"before\n\n{BEGIN}\n`make bench` on ") and told.endswith(f"\n{END}\n\nafter\n")
    assert "old" not in told and told.count("| open to map |") == 1
    assert "not measured: no client" in told and "no target" not in told
    assert all(f"| {what} |" in results.read_text("utf-8") for what in ("open to map", "no target", "crowd"))


@pytest.mark.parametrize("text", ["none", BEGIN, f"{END} {BEGIN}", f"{BEGIN} {END} {BEGIN} {END}"])
def test_a_readme_without_one_place_for_the_results_is_an_error(text):
    with pytest.raises(ValueError, match="no place for the results"):
        between(text, "shown")


def test_the_readme_has_a_place_for_the_results():
    assert "shown" in between(README.read_text("utf-8"), "shown")


def test_the_crowds_views_are_ones_that_the_dashboard_understands_whole():
    ledger = record.read(rig.ROOT / "data")
    asked = [*views.few(), *islice(views.different(7), 20)]
    assert len({each.query() for each in asked}) == len(asked)
    for each in asked:
        pairs = [pair.split("=") for pair in each.query().split("&") if pair]
        query = {key: [value for name, value in pairs if name == key] for key, _ in pairs}
        view, dropped = read(query, ledger)
        assert not dropped
        assert view.direction == (None if each.direction == "both" else each.direction)
        assert set(view.country) == set(each.countries)
        assert set(view.kind) == set(each.kinds)
        assert all(each.names())


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells it so")
def test_the_system_tells_processor_time_and_memory_of_a_process():
    code = "x = bytearray(50_000_000); [i * i for i in range(3_000_000)]; print(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert cpu_seconds(process.pid) > 0.02
        assert resident(process.pid) > 50
        process.communicate(b"\n")


def test_a_line_carries_bytes_unchanged_and_counts_them():
    text = "0123456789" * 20_000
    with site(text) as home, line(int(home.rpartition(":")[2]), megabits=80, milliseconds=10) as slow:
        to = HTTPConnection("127.0.0.1", slow.port, timeout=30)
        to.request("GET", "/")
        assert to.getresponse().read() == text.encode()
        to.close()
        assert len(text) < slow.down < len(text) + 1000
        assert 0 < slow.up < 1000
        slow.reset()
        assert slow.down == slow.up == 0


def test_a_crowd_sees_every_script_run_to_its_end_without_an_exception():
    with rig.serving() as server:
        clicks = crowd.click(server.url, "ours", people=2, seconds=60, kind="few", each=3)
        # In a thread of its own: a browser of the tests before may have a loop that runs in this one.
        with ThreadPoolExecutor(1) as aside:
            told = aside.submit(asyncio.run, clicks).result()
    assert told.reruns == 6
    assert told.unfinished == 0
    assert told.size > 6 * 1000
    assert told.client_cpu > 0
