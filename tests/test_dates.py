"""Dates honestly: what each date marks, how exact it is, and the tray in which vague ones are always counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from aid import labels, questions
from aid.table import Ledger
from aid.view import View
from aid.words import Words
from tests.plain import Table
from tests.reading import Reader, entrance_first, plain


def of(ledger: Ledger, view: View, aspect: str) -> dict[str, int]:
    counted = questions.dates(ledger, view)
    own = counted[counted["aspect"] == aspect]
    return dict(zip(own["code"], own["acts"], strict=True))


@pytest.mark.parametrize("view", [View(), View(country=("JPN",)), View(direction="outbound", kind=("supplies",))])
def test_what_dates_mark_and_how_exact_they_are_is_counted_as_plain_python_counts_it(
    ledger: Ledger, rows: Table, view: View
) -> None:
    found = rows.found(view)
    basis = Counter(act.basis for act in found)
    assert {code: count for code, count in of(ledger, view, "basis").items() if count} == basis
    exact = Counter(act.precision if act.earliest else "bound" for act in found)
    assert {code: count for code, count in of(ledger, view, "precision").items() if count} == exact


def test_a_chosen_lens_leaves_the_other_counts_as_they_were(ledger: Ledger) -> None:
    assert of(ledger, View(basis=("donated",)), "basis") == of(ledger, View(), "basis")
    assert of(ledger, View(basis=("donated",)), "precision")["bound"] == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_rows_by_what_a_date_marks_stand_in_the_order_of_the_table(lang: str, ledger: Ledger) -> None:
    words = Words(lang, ledger)
    acts = questions.acts(ledger, View())
    lanes = labels.lanes(acts["date_basis"].value_counts(), "basis", words)
    order = [code for code in words.codes("acts", "date_basis") if code in set(acts["date_basis"])]
    assert [code for code, _ in lanes] == order
    assert all(label for _, label in lanes)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with entrance_first():
        yield Reader()


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(("lang", "heading"), [("en", "Without an exact day"), ("zh", "没有确切日期的")])
@pytest.mark.parametrize("page", ["overview", "timeline"])
def test_the_tray_stands_on_the_page_with_its_numbers_and_leads_to_its_acts(
    reader: Reader, rows: Table, page: str, lang: str, heading: str
) -> None:
    app = reader.opens(page, {"lang": lang})
    assert any(heading in plain(text.value) for text in app.markdown)
    bounded = sum(act.earliest is None for act in rows.acts)
    (link,) = [link.proto for link in app.get("page_link") if "precision=bound" in link.proto.query_string]
    assert plain(link.label).endswith(f"· {bounded}")
    narrower = reader.opens(page, {"lang": lang, "precision": "bound"})
    counted = f"· {bounded} acts" if lang == "en" else f"· {bounded}条往来"
    assert any(plain(text.value).endswith(counted) for text in narrower.markdown)
