"""The story follows the table: each number in it is worked out anew, in plain Python, and changes with the rows."""

from __future__ import annotations

import ast
import csv
import re
from calendar import month_name
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from aid import catalogue, questions, story, titles
from aid.keeper import kept
from aid.story import Telling
from aid.story.telling import STEPS
from aid.table import Ledger, read
from aid.view import View
from aid.words import Words, words
from tests.plain import Act, Rows, Table, span
from tests.reading import Reader, entrance_first, markdown_of, plain

SLUGS = [step.slug for step in STEPS]
ROOM = Path(story.__file__).parent
MITO = "2020-01-28-in-mito-masks"
SECOND_CALL = "2020-04-30-out-ukraine-government-second-video"
HOSTILE = "<script>alert(1)</script> **x** [y](javascript:alert(2)) $a$"
RAW = re.compile(r"<script>|(?<!\\)\*\*x|(?<!\\)\]\(javascript|(?<!\\)\$a")


# --- the second method ------------------------------------------------------------------------------------

UNDER_TWENTY_ONE = [
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
]


class Spoken:
    """How a language writes numbers and dates, in plain Python."""

    def __init__(self, lang: str) -> None:
        self.zh = lang == "zh"

    def number(self, n: int) -> str:
        if not self.zh:
            return f"{n:,}"
        return f"{n / 10_000:g}万" if n >= 10_000 and n % 100 == 0 else str(n)

    def count(self, n: int) -> str:
        if self.zh:
            return "两" if n == 2 else str(n)
        return UNDER_TWENTY_ONE[n - 2] if 2 <= n <= 20 else f"{n:,}"

    def day(self, when: date, year: bool = True) -> str:
        if self.zh:
            return (f"{when.year}年" if year else "") + f"{when.month}月{when.day}日"
        return f"{when.day} {month_name[when.month]}" + (f" {when.year}" if year else "")

    def month(self, when: date) -> list[str]:
        """A month's name without its year: in English no number."""
        return [f"{when.month}月"] if self.zh else []


class Again:
    """The steps' numbers once more, from the rows of the files alone: in the order of the text, as it is written."""

    def __init__(self, rows: Table, lang: str) -> None:
        self.rows, self.say = rows, Spoken(lang)
        self.acts = sorted(rows.acts, key=lambda act: (act.latest, act.earliest is None, act.id))

    def of(self, partner: str, direction: str, kind: str) -> list[Act]:
        asked = (partner, direction, kind)
        return [act for act in self.acts if (act.partner, act.direction, act.kind) == asked]

    def dated(self, direction: str) -> list[Act]:
        return [
            act
            for act in self.acts
            if act.gift and act.direction == direction and act.precision == "day" and act.earliest
        ]

    def quantities(self, act: Act) -> list[str]:
        return [self.say.number(quantity) for _, quantity, _ in act.items if quantity is not None]

    def mito(self) -> list[str]:
        (act,) = self.of("mito", "inbound", "supplies")
        # The day of landing stands in no column; the act's note tells it.
        return [self.say.day(act.latest), *self.quantities(act), self.say.day(date(2020, 1, 31), False)]

    def worst_weeks(self) -> list[str]:
        start, turn = self.dated("inbound")[0].latest, self.dated("outbound")[0].latest
        sure = [act for act in self.acts if act.gift and act.direction == "inbound" and act.latest < turn]
        held = {act.id: self.rows.pieces([act], "masks")[0] for act in sure}
        masks = [n for n in held.values() if n]
        sisters = {p["id"] for p in self.rows.files["parties"] if p["sister_city"] == "true"}
        letters = [a for a in self.acts if a.kind == "letter" and a.direction == "inbound" and a.latest < turn]
        countries = {act.counted for act in sure} - {""}
        return [
            self.say.day(start, False),
            self.say.day(turn),
            self.say.count(len(sure)),
            self.say.count(len(countries)),
            self.say.count(len(masks)),
            self.say.number(sum(masks)),
            self.say.number(max(masks)),
            self.say.count(len({act.partner for act in sure} & sisters)),
            self.say.count(sum(act.type == "diaspora" for act in sure)),
            self.say.count(len(letters)),
        ]

    def turn(self) -> list[str]:
        start, turn = self.dated("inbound")[0].latest, self.dated("outbound")[0].latest
        first = [act for act in self.dated("outbound") if act.latest == turn]
        month_end = span(f"{turn:%Y-%m}")[1]
        out = [
            act
            for act in self.acts
            if act.gift
            and act.direction == "outbound"
            and act.earliest
            and start <= act.earliest
            and act.latest <= month_end
        ]
        return [
            self.say.day(turn, False),
            self.say.day(turn),
            str((turn - start).days),
            *(number for act in first for number in self.quantities(act)),
            self.say.count(len({act.partner for act in first})),
            *self.say.month(turn),
            self.say.count(len(out)),
        ]

    def italy(self) -> list[str]:
        consignment = self.of("italy-government", "outbound", "supplies")
        day = consignment[0].latest
        masks = [self.rows.pieces([act], "masks")[0] or 0 for act in consignment]
        (sassari,), (thanks,) = self.of("sassari", "outbound", "supplies"), self.of("sassari", "inbound", "thanks")
        return [
            *("1988", "1988"),
            str(day.year - 1988),
            self.say.day(day),
            self.say.number(sum(masks)),
            *map(self.say.number, masks),
            *self.say.month(sassari.latest),
            *self.quantities(sassari),
            self.say.day(thanks.latest, False),
        ]

    def ukraine(self) -> list[str]:
        first, second = self.of("ukraine-government", "outbound", "video_meeting")
        meetings = [act for act in self.acts if act.kind == "video_meeting" and act.direction == "outbound"]
        return [
            self.say.count(2),
            self.say.day(first.latest),
            self.say.day(second.latest, False),
            str((second.latest - first.latest).days),
            self.say.count(len(meetings)),
            self.say.count(len({act.counted for act in meetings} - {""})),
        ]

    def doctors(self) -> list[str]:
        algeria, sudan, palestine = (
            self.of(partner, "outbound", "medical_team")[0]
            for partner in ("algeria-government", "sudan-government", "palestine-health-ministry")
        )
        thanks = [self.of(who, "inbound", "thanks")[0] for who in ("algeria-mfa", "sudan-prime-minister")]
        experts, others = algeria.items[0][1] or 0, palestine.items[0][1] or 0
        return [
            self.say.count(experts),
            self.say.day(algeria.latest),
            self.say.count(experts),
            str((sudan.latest - algeria.latest).days),
            self.say.day(sudan.latest, False),
            *(self.say.day(act.latest, False) for act in thanks),
            self.say.count(others),
            self.say.day(palestine.latest, False),
        ]

    def verses(self) -> list[str]:
        (mito,), (back,) = self.of("mito", "inbound", "supplies"), self.of("mito", "outbound", "supplies")
        iran = self.of("iran-government-and-shiraz", "outbound", "supplies")[0]
        (armenia,) = self.of("armenia-mfa", "inbound", "thanks")
        return [
            self.say.day(iran.latest),
            self.say.day(back.latest, False),
            str((back.latest - mito.latest).days),
            self.say.day(armenia.latest, False),
        ]

    def came_back(self) -> list[str]:
        (gave,), (back,) = self.of("mito", "inbound", "supplies"), self.of("mito", "outbound", "supplies")
        (theirs,), (ours,) = (self.of("hiroshima", way, "supplies") for way in ("inbound", "outbound"))
        threads = self.rows.thread(View()).values()
        days = str((back.latest - gave.latest).days)
        pairs = [pair for pair in threads if pair["gifts_in"] and pair["gifts_out"]]
        return [
            *(days, days),
            self.say.day(back.latest),
            *self.quantities(back),
            *self.quantities(gave),
            str((ours.latest - theirs.latest).days),
            self.say.count(len(pairs)),
            self.say.count(sum(pair["first"] == "inbound" for pair in pairs)),
            self.say.count(sum(bool(pair["gifts_in"] and not pair["gifts_out"]) for pair in threads)),
        ]

    def unknown(self) -> list[str]:
        claims = {claim["id"]: claim for claim in self.rows.files["claims"]}
        letters, batches = claims["2020-04-30-in-letter-countries"], claims["2020-out-batches"]
        named, by_then, _ = self.rows.claims()[letters["id"]]
        goods = [act for act in self.acts if act.kind == "supplies"]
        searches = self.rows.files["searches"]
        numbers = [
            int(self.rows.claims()[batches["id"]][1] or 0),
            len(goods),
            sum(any(quantity is not None for _, quantity, _ in act.items) for act in goods),
            len(self.acts),
            sum(act.earliest is None for act in self.acts),
            sum(act.precision != "day" and act.earliest is not None for act in self.acts),
            len(searches),
            sum(search["found"] == "no" for search in searches),
        ]
        return [
            letters["value"],
            self.say.day(date.fromisoformat(letters["as_of"])),
            self.say.count(named or 0),
            self.say.count(int(by_then or 0)),
            batches["value"],
            *map(self.say.number, numbers),
        ]

    def step(self, slug: str) -> list[str]:
        return getattr(self, {"return": "came_back"}.get(slug, slug.replace("-", "_")))()


# Names of things that have digits in them.
NAMES = re.compile(r"KN95|KF94|N95|FFP2")
FIGURES = {
    "en": re.compile(rf"\d[\d,]*\d|\d|\b(?:{'|'.join(UNDER_TWENTY_ONE)})\b", re.IGNORECASE),
    "zh": re.compile(r"\d+(?:\.\d+)?万?|两"),
}


def figures(text: str, lang: str) -> Counter[str]:
    """Every number in a text, however it is written, and how often."""
    return Counter(found.lower() for found in FIGURES[lang].findall(NAMES.sub("", text)))


def text_of(told: Telling) -> str:
    return "\n".join([told.title, *told.paragraphs])


def told(ledger: Ledger, lang: str, slug: str) -> Telling:
    found = story.telling(slug, ledger, words(lang, ledger))
    assert found, f"the table bears no step {slug}"
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_number_of_a_step_is_worked_out_from_the_table(ledger: Ledger, rows: Table, slug: str, lang: str) -> None:
    text, expected = text_of(told(ledger, lang, slug)), Again(rows, lang).step(slug)
    for number in expected:
        assert re.search(rf"(?<![\d,]){re.escape(number)}(?![\d,]*\d)", text, re.IGNORECASE), number
    assert figures(text, lang) == figures("\n".join(expected), lang)


def test_the_figures_of_a_text_are_found_however_they_are_written() -> None:
    assert figures("Fifteen experts, 50,000 masks on 9 May; 5,000 N95 masks", "en") == Counter(
        ["fifteen", "50,000", "9", "5,000"]
    )
    assert figures("15名专家，口罩30.95万只，两次，N95口罩5000只", "zh") == Counter(["15", "30.95万", "两", "5000"])


def test_no_number_is_typed_into_the_prose() -> None:
    own = {message for file in ROOM.glob("*.py") for message in _said(file)}
    assert len(own) > 60
    spelled = re.compile(rf"\d|\b(?:{'|'.join(UNDER_TWENTY_ONE)}|hundred|thousand|dozen)\b", re.IGNORECASE)
    assert {message for message in own if spelled.search(message)} == set()
    with catalogue.path("zh").open("rb") as file:
        told = [message for message in read_po(file, locale="zh") if set(each_of(message.id)) & own]
    assert len(told) > 60
    chinese = {text for message in told for text in each_of(message.string)}
    assert {text for text in chinese if re.search(r"\d|两", text)} == set()


def each_of(message: str | tuple[str, ...]) -> tuple[str, ...]:
    """The forms of a message, of which a plural has two."""
    return message if isinstance(message, tuple) else (message,)


def _said(file: Path) -> Iterator[str]:
    """Every message that a file says or marks."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("say", "plural"):
            for given in node.args[:2]:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_story_has_its_steps_in_order_each_with_text_a_figure_and_acts(ledger: Ledger, lang: str) -> None:
    steps = story.tell(ledger, Words(lang, ledger))
    assert [each.slug for each in steps] == SLUGS
    assert 8 <= len(steps) <= 10
    known = set(ledger.acts["id"])
    for each in steps:
        assert each.title and each.caption
        assert 2 <= len(each.paragraphs) <= 4
        assert each.facts.acts and set(each.facts.acts) <= known
        assert len(set(each.facts.acts)) == len(each.facts.acts)
        assert "{" not in text_of(each) and "None" not in text_of(each)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_figure_of_a_step_shows_acts_that_the_step_tells_of(ledger: Ledger, slug: str) -> None:
    facts = told(ledger, "en", slug).facts
    assert set(questions.acts(ledger, facts.view)["id"]) & set(facts.acts)


QUOTES = [(step.slug, quote) for step in STEPS for quote in step.quotes]


@pytest.mark.parametrize(("slug", "quote"), QUOTES, ids=[f"{slug}: {quote.what}" for slug, quote in QUOTES])
def test_what_a_source_alone_tells_is_cited_by_an_act_of_the_step(
    rows: Table, ledger: Ledger, slug: str, quote: Any
) -> None:
    cited = {
        source
        for row in rows.files["acts"]
        if row["id"] in told(ledger, "en", slug).facts.acts
        for source in row["sources"].split(";")
    }
    pages = {row["url"] for row in rows.files["sources"] if row["id"] in cited}
    assert pages & set(quote.urls)
    linked = {source["url"] for source in told(ledger, "en", slug).sources}
    assert linked & set(quote.urls), "and a reader is told where it is from"


# --- changed tables ---------------------------------------------------------------------------------------

Files = dict[str, Rows]
Change = Callable[[Files], None]


@pytest.fixture
def changed(copied: Callable[..., Path]) -> Callable[..., Ledger]:
    """Reads a copy of the table whose rows were changed; parties and sources on which nothing rests any more go too."""

    def make(*changes: Change) -> Ledger:
        folder = copied()
        files = {}
        for path in folder.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as lines:
                files[path.stem] = list(csv.DictReader(lines))
        names = {name: list(rows[0]) for name, rows in files.items()}
        for change in changes:
            change(files)
        _tidy(files)
        for name, rows in files.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, names[name], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        return read(folder)

    return make


def _tidy(files: Files) -> None:
    cited = {source for name in ("acts", "claims") for row in files[name] for source in row["sources"].split(";")}
    cited |= {row["source"] for row in files["disputes"]}
    named = {row[side] for row in files["acts"] for side in ("partner", "hub_party")}
    files["sources"] = [row for row in files["sources"] if row["id"] in cited]
    files["parties"] = [row for row in files["parties"] if row["id"] in named]


def without(*gone: str) -> Change:
    """Takes acts out of every file."""

    def change(files: Files) -> None:
        for name, column in (("acts", "id"), ("items", "act"), ("disputes", "act")):
            files[name] = [row for row in files[name] if row[column] not in gone]

    return change


def moved(act: str, day: str, **cells: str) -> Change:
    """Gives an act another day, and other cells; what its sources dispute is left aside."""
    way = "-in-" if "-in-" in act else "-out-"
    new = day + way + act.split(way, 1)[1]

    def change(files: Files) -> None:
        files["disputes"] = [row for row in files["disputes"] if row["act"] != act]
        for row in files["acts"]:
            if row["id"] == act:
                row |= {"id": new, "date": day, **cells}
        for row in files["items"]:
            if row["act"] == act:
                row["act"] = new

    return change


def test_another_number_of_masks_is_told_wherever_they_are_told(altered: Callable[..., Ledger], ledger: Ledger) -> None:
    more = altered(("items.csv", f"{MITO},mask,50000,piece", f"{MITO},mask,60001,piece"))
    assert "60,001 masks" in text_of(told(more, "en", "mito"))
    assert "口罩60001只" in text_of(told(more, "zh", "mito"))
    assert "60,001 masks" in text_of(told(more, "en", "return"))
    assert "50,000" not in text_of(told(more, "en", "mito")) + text_of(told(more, "en", "return"))
    before, after = (re.search(r"together ([\d,]+)", text_of(told(of, "en", "worst-weeks"))) for of in (ledger, more))
    assert before and after
    assert int(after[1].replace(",", "")) - int(before[1].replace(",", "")) == 10_001


def test_a_number_that_nobody_tells_any_more_is_not_told_as_zero(altered: Callable[..., Ledger]) -> None:
    silent = altered(("items.csv", f"{MITO},mask,50000,piece", f"{MITO},mask,,"))
    text = text_of(told(silent, "en", "mito"))
    assert "to give masks to Chongqing" in text
    assert not re.search(r"\b0\b|nan|None|<NA>", text)


def test_a_gift_on_another_day_moves_every_number_of_days(changed: Callable[..., Ledger]) -> None:
    later = changed(moved("2020-05-21-out-mito-supplies", "2020-05-31"))
    assert told(later, "en", "return").title == "124 days on: the return to Mito"
    text = text_of(told(later, "en", "return"))
    assert "On 31 May 2020" in text
    # Hiroshima's no longer went the same day, so nothing is said of it.
    assert "Hiroshima" not in text
    assert "124天" in text_of(told(later, "zh", "return"))
    assert "124 days" in text_of(told(later, "en", "verses"))


def test_the_turn_is_the_day_of_the_first_dated_gift_whichever_it_is(changed: Callable[..., Ledger]) -> None:
    first = {"2020-03-10-out-seoul-masks", "2020-03-10-out-south-jeolla-masks"}
    later = changed(without(*first))
    assert told(later, "en", "turn").title == "The turn: 19 March"
    assert "51 days after Mito had given" in text_of(told(later, "en", "turn"))
    assert "19 March 2020" in text_of(told(later, "en", "worst-weeks"))
    assert not first & set(told(later, "en", "turn").facts.acts)


def test_without_the_second_call_there_is_one(changed: Callable[..., Ledger], rows: Table) -> None:
    once = changed(without(SECOND_CALL))
    assert told(once, "en", "ukraine").title == "One call with Ukraine"
    assert told(once, "zh", "ukraine").title == "与乌克兰的1次连线"
    text = text_of(told(once, "en", "ukraine"))
    assert "second call" not in text
    assert "37 days" not in text
    held = sum(act.kind == "video_meeting" and act.direction == "outbound" for act in rows.acts)
    assert f"{Spoken('en').count(held - 1)} entries" in text
    assert SECOND_CALL not in told(once, "en", "ukraine").facts.acts


def test_a_second_call_whose_day_is_found_is_told_with_it(changed: Callable[..., Ledger]) -> None:
    text = text_of(told(changed(moved(SECOND_CALL, "2020-04-09", date_basis="held")), "en", "ukraine"))
    assert "It took place on 9 April, 16 days after the first." in text
    assert "at most" not in text


def test_a_sentence_from_a_source_goes_when_the_act_no_longer_cites_it(altered: Callable[..., Ledger]) -> None:
    url = "http://news.cqyy.net/yyxw/newsshow-2020032038911.html"
    other = altered(
        ("sources.csv", url, "http://news.cqyy.net/elsewhere.html"),
        ("sources.csv", "chongqing-donates-180000-masks-to-italy", "elsewhere"),
    )
    assert told(other, "en", "italy").title == "Masks for Italy"
    text = text_of(told(other, "en", "italy"))
    assert "1988" not in text and "Spring" not in text and "180,000 masks" in text
    assert "相知" not in text_of(told(other, "en", "verses"))


NEEDED = {
    "mito": (MITO,),
    "italy": ("2020-03-19-out-italy-government-masks", "2020-03-19-out-italy-yuzhong-masks"),
    "ukraine": ("2020-03-24-out-ukraine-government-video", SECOND_CALL),
    "doctors": ("2020-05-14-out-algeria-medical-team",),
    "verses": ("2020-03-19-out-iran-masks", "2020-05-21-out-mito-supplies", "2020-05-21-out-hiroshima-supplies"),
    "return": ("2020-05-21-out-mito-supplies",),
}


@pytest.mark.parametrize("slug", NEEDED)
def test_a_step_whose_acts_are_not_in_the_table_is_left_out_and_the_others_stay(
    changed: Callable[..., Ledger], slug: str
) -> None:
    lacking = changed(without(*NEEDED[slug]))
    left = story.steps(lacking)
    assert slug not in left
    assert {"worst-weeks", "turn", "unknown"} <= set(left)
    for lang in ("en", "zh"):
        assert [each.slug for each in story.tell(lacking, Words(lang, lacking))] == list(left)
    assert story.telling(slug, lacking, Words("en", lacking)) is None


def test_a_table_without_any_gift_out_has_no_turn(changed: Callable[..., Ledger], rows: Table) -> None:
    gone = [act.id for act in rows.acts if act.direction == "outbound"]
    assert {"worst-weeks", "turn", "italy", "doctors"}.isdisjoint(story.steps(changed(without(*gone))))


def test_the_tab_and_the_headline_of_a_step_have_its_title(ledger: Ledger, en: Words) -> None:
    title = story.headings(ledger, en)["turn"]
    assert titles.tab("story", View(), None, ledger, en, "turn") == f"{title} · Peach & Jade"
    assert titles.headline("story", View(), None, ledger, en, "turn") == title
    assert titles.headline("story", View(), None, ledger, en) == "The exchange, told"


# --- the page ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def entrance() -> Iterator[None]:
    with entrance_first():
        yield


@pytest.fixture
def reader(served: Callable[[Path], None]) -> Iterator[Reader]:
    kept.cache_clear()
    yield Reader()


def links(app: Any) -> dict[str, str]:
    return {plain(link.proto.label): link.proto.query_string for link in app.get("page_link")}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_without_a_step_shows_all_of_them(reader: Reader, ledger: Ledger, lang: str) -> None:
    app = reader.opens("story", {"lang": lang})
    headings = story.headings(ledger, Words(lang, ledger))
    assert [plain(header.value) for header in app.header] == list(headings.values())
    assert [header.proto.anchor for header in app.header] == list(headings)
    assert len(app.get("plotly_chart")) == len(headings)
    assert all(chart.proto.alt for chart in app.get("plotly_chart"))


@pytest.mark.parametrize("place", range(len(SLUGS)), ids=SLUGS)
def test_a_step_has_the_ways_on_and_keeps_the_readers_view(reader: Reader, ledger: Ledger, place: int) -> None:
    app = reader.opens("story", {"lang": "en", "step": SLUGS[place], "country": "JPN"})
    headings = list(story.headings(ledger, Words("en", ledger)).values())
    assert plain(app.title[0].value) == headings[place]
    found = links(app)
    for other, arrow in ((place - 1, "← {}"), (place + 1, "{} →")):
        if 0 <= other < len(SLUGS):
            query = found[arrow.format(f"{other + 1} of {len(SLUGS)} · {headings[other]}")]
            assert f"step={SLUGS[other]}" in query and "country=JPN" in query and "lang=en" in query
    assert "step" not in found["The whole story on one page"]
    facts = told(ledger, "en", SLUGS[place]).facts
    acts = [link.proto.query_string for link in app.get("page_link") if "id=" in link.proto.query_string]
    assert len(acts) == min(6, len(facts.acts))
    assert all("country=JPN" in query for query in acts)


def test_an_unknown_step_is_named_and_the_whole_story_shown_from_its_first_step(reader: Reader, ledger: Ledger) -> None:
    app = reader.opens("story", {"lang": "en", "step": "**gone**"})
    (notice,) = [plain(info.value) for info in app.info]
    assert "step = “**gone**”" in notice
    assert plain(app.header[0].value) == told(ledger, "en", SLUGS[0]).title


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_text_in_the_table_stays_text(
    served: Callable[[Path], None], copied: Callable[..., Path], lang: str
) -> None:
    served(
        copied(
            ("parties.csv", "City of Mito", f"City of Mito {HOSTILE}"),
            ("parties.csv", "水户市", f"水户市{HOSTILE}"),
            ("sources.csv", "Consulate-General of Japan in Chongqing", f"Consulate {HOSTILE}"),
        )
    )
    app = Reader().opens("story", {"lang": lang})
    texts = markdown_of(app)
    assert any("alert(1)" in plain(text) for text in texts), "the text itself is still there to read"
    assert [text for text in texts if RAW.search(text)] == []
    for chart in app.get("plotly_chart"):
        assert "<script>" not in chart.proto.spec.replace("\\u003c", "<").replace("\\u003e", ">")
