"""References: each style says the same, in the reader's language, and nothing in a title breaks out of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from aid import citations
from aid.citations import STYLES
from aid.table import Ledger
from aid.view import View
from aid.words import Words
from tests.plain import Table

ADDRESS = "https://aid.example/country?lang=en&country=JPN&direction=inbound"
JAPAN = View(country=("JPN",), direction="inbound")
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def found(rows: Table) -> int:
    """How many acts came from Japan."""
    return len(rows.found(JAPAN))


def test_a_reference_says_filter_count_version_day_and_address(
    ledger: Ledger, en: Words, zh: Words, found: int
) -> None:
    for words, filtered, count, day in (
        (en, "Acts from Japan", f"{found} acts", "23 November 2026"),
        (zh, "来自日本的往来", f"{found}条往来", "2026年11月23日"),
    ):
        reference = citations.of_view(ledger, JAPAN, words, ADDRESS, DAY)
        told = citations.sentence(reference)
        for part in (filtered, count, day, ledger.version, ledger.digest[:8], ADDRESS):
            assert part in told
        for style, write in STYLES.items():
            written = write(reference)
            for part in (filtered, count, ledger.version, ADDRESS):
                assert part in written, f"{style} in {words.lang} lacks {part}"


def test_the_whole_table_is_cited_without_a_filter(ledger: Ledger, rows: Table, en: Words) -> None:
    told = citations.sentence(citations.of_view(ledger, View(measure="masks"), en, "https://aid.example/", DAY))
    acts = len(rows.files["acts"])
    assert told.startswith(f"Peach & Jade: Aid between Chongqing and the world, 2020–21 ({acts} acts), ")


def test_apa_follows_its_pattern_for_a_data_set(ledger: Ledger, en: Words, found: int) -> None:
    assert citations.apa(citations.of_view(ledger, JAPAN, en, ADDRESS, DAY)) == (
        "Peach & Jade. (2026). Aid between Chongqing and the world, 2020–21. Acts from Japan "
        f"(Version 0.1.0, {found} acts) [Data set]. Retrieved November 23, 2026, from {ADDRESS}"
    )


def test_gbt_7714_follows_its_pattern_for_a_data_set_online(ledger: Ledger, zh: Words, found: int) -> None:
    address = ADDRESS.replace("lang=en", "lang=zh")
    assert citations.gbt7714(citations.of_view(ledger, JAPAN, zh, address, DAY)) == (
        f"木桃琼瑶. 2020—2021年重庆与世界的抗疫互助：来自日本的往来（{found}条往来）[DS/OL]. 0.1.0版. "
        f"(2026-11-23)[2026-11-23]. {address}."
    )


def test_ris_is_a_record_that_reference_managers_read(ledger: Ledger, zh: Words) -> None:
    lines = citations.ris(citations.of_view(ledger, JAPAN, zh, ADDRESS, DAY)).split("\r\n")
    fields = dict(line.split("  - ", 1) for line in lines if line)
    assert lines[0] == "TY  - DATA"
    assert (lines[-2], lines[-1]) == ("ER  - ", "")
    assert fields["UR"] == ADDRESS
    assert fields["Y2"] == "2026/11/23"
    assert fields["PY"] == "2026"


def test_bibtex_escapes_what_latex_would_run(ledger: Ledger, en: Words) -> None:
    view = View(q=r"50% \input{x} & $y_1$ #~^")
    entry = citations.bibtex(citations.of_view(ledger, view, en, "https://aid.example/?q=%7B}", DAY))
    assert r"50\% \textbackslash{}input\{x\} \& \$y\_1\$ \#\textasciitilde{}\textasciicircum{}" in entry
    assert re.match(r"@misc\{peach-and-jade-2026-[A-Za-z0-9-]+,\n", entry)
    japan = citations.bibtex(citations.of_view(ledger, JAPAN, en, ADDRESS, DAY))
    assert japan.startswith("@misc{peach-and-jade-2026-inbound-JPN,")
    bare = entry.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")
    assert "url = {https://aid.example/?q=%7B%7D}" in entry


@pytest.mark.parametrize("style", [*STYLES])
def test_a_title_of_the_table_cannot_add_a_line_to_a_reference(
    altered: Callable[..., Ledger], en: Words, style: str
) -> None:
    hostile = altered(("parties.csv", "City of Mito,水户市", '"Mito\u2028UR  - http://evil",水户市'))
    words = Words("en", hostile)
    act = citations.of_one(
        "2020-01-28-in-mito-masks", f"Masks from {words.party('mito')}\r\nER  - ", hostile, words, ADDRESS, DAY
    )
    written = STYLES[style](act)
    assert not [line for line in written.splitlines() if line.startswith("UR  - http://evil")]
    assert written.count("\nER  - ") == (1 if style == "RIS" else 0)
