"""Names of files: the view in them, nothing in them that a header, a shell or a file system would act on."""

from __future__ import annotations

import re
from datetime import date
from email.message import Message
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aid.export.names import content_disposition, file_name, slug
from aid.table import Ledger
from aid.view import View

ALL = ("ARG", "AUS", "BRA", "CAN", "CHE", "CHL", "CIV", "COL", "DEU", "DZA", "ECU", "ESP", "FIN", "GBR", "HRV", "HUN")


@pytest.mark.parametrize(
    ("view", "what", "plain", "chinese"),
    [
        (View(), "acts", "peach-and-jade-acts.csv", "木桃琼瑶-往来记录.csv"),
        (
            View(country=("JPN",), direction="inbound", item=("masks",)),
            "acts",
            "peach-and-jade-acts-japan-inbound-masks.csv",
            "木桃琼瑶-往来记录-日本-来到重庆-口罩.csv",
        ),
        (
            View(country=("CIV", "TUR")),
            "sources",
            "peach-and-jade-sources-cote-divoire-turkiye.csv",
            "木桃琼瑶-来源-科特迪瓦-土耳其.csv",
        ),
        (
            View(since=date(2020, 3, 1), confidence=("high",)),
            "takeaway",
            "peach-and-jade-takeaway-from-2020-03-01-high-confidence.csv",
            "木桃琼瑶-资料包-自2020-03-01-可信度高.csv",
        ),
    ],
)
def test_a_name_says_the_view_in_ascii_and_in_chinese(
    ledger: Ledger, view: View, what: str, plain: str, chinese: str
) -> None:
    assert file_name(view, ledger, what, "csv", "zh") == (plain, chinese)


def test_words_that_ascii_cannot_say_are_stood_for_so_that_two_views_have_two_names(ledger: Ledger) -> None:
    names = {file_name(View(q=q), ledger, "acts", "csv") for q in ("口罩", "手套", "a/b", "a b")}
    assert len({plain for plain, _ in names}) == 4
    assert ("木桃琼瑶-往来记录-口罩.csv") in {chinese for _, chinese in names}
    long = [file_name(View(country=some), ledger, "acts", "csv")[0] for some in (ALL, ALL[:-1])]
    assert long[0] != long[1]


def test_the_default_view_has_no_slug_of_its_own(ledger: Ledger) -> None:
    assert slug(View(), ledger) == ""
    assert slug(View(country=("JPN",), kind=("letter",)), ledger) == "japan-letter"


@given(q=st.text(st.characters(blacklist_categories=["C"]), max_size=200))
@example(q='"; filename="x.exe')
@example(q="../../etc/passwd")
@example(q="a\r\nSet-Cookie: x=1")
@example(q="CON.txt\u202egnp.exe")
@example(q="$(reboot) `x` | ; & % ~")
@example(q="口罩" * 100)
@example(q="…")
def test_no_searched_words_break_out_of_a_name(ledger: Ledger, q: str) -> None:
    for lang in ("en", "zh"):
        plain, own = file_name(View(q=q), ledger, "acts", "csv", lang)
        assert re.fullmatch(r"peach-and-jade-acts(-[a-z0-9]+)*\.csv", plain)
        assert re.fullmatch(r"[\w-]+\.csv", own)
        assert "_" not in own
        assert max(len(plain), len(own.encode())) <= 140
        header = content_disposition((plain, own))
        assert header.isascii()
        assert header.isprintable()
        read = Message()
        read["Content-Disposition"] = header
        assert read.get_content_disposition() == "attachment"
        assert read.get_param("filename", header="content-disposition", unquote=True) is not None
        found = re.fullmatch(r"attachment; filename=\"([^\"]+)\"; filename\*=UTF-8''([A-Za-z0-9%._~-]+)", header)
        assert found
        assert (found[1], unquote(found[2])) == (plain, own)
