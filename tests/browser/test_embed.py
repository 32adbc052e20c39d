"""Another site shows the dashboard in a frame: refused, unless the operator has named it. And what else he sets."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import front
import rig

FRAME = """<!doctype html><title>News</title><link rel="icon" href="data:,"><h1>News</h1>
<iframe src="{src}" width="1200" height="800"></iframe>"""
EMBED = "/country?country=JPN&lang=en&embed=true"


def test_another_site_may_not_frame_the_dashboard(context, server):
    with front.site(FRAME.format(src=server.url + EMBED)) as news:
        page = context.new_page()
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(news)
        page.wait_for_load_state("networkidle")
        inside = page.frames[1]
        assert inside.locator("[data-testid=stApp]").count() == 0
        assert any("frame-ancestors 'self'" in text for text in said), said
        page.close()


def test_a_site_that_the_operator_has_named_may_frame_it(context):
    # The site must have its address before the dashboard can name it, and the other way round.
    port = rig.free_port()
    with rig.serving(environment={"AID_FRAME_ANCESTORS": f"http://127.0.0.1:{port}"}) as dashboard:
        with front.site(FRAME.format(src=dashboard.url + EMBED), port) as news:
            page = context.new_page()
            noted = rig.watch(page, dashboard.url)
            page.goto(news)
            inside = page.frame_locator("iframe")
            inside.locator(rig.CONNECTED).wait_for()
            inside.locator(rig.IDLE).wait_for()
            expect(inside.get_by_role("heading", level=1)).to_be_visible()
            # A chart and its land outline, and a filter that works: the socket is open.
            inside.locator(".st-key-near .main-svg").first.wait_for()
            inside.locator(".st-key-filters").get_by_role("radio", name="To Chongqing").click()
            frame = page.frames[1]
            frame.wait_for_url("**direction=inbound**")
            assert noted.errors == []
            page.close()
        # Any other is still refused.
        with front.site(FRAME.format(src=dashboard.url + EMBED)) as other:
            page = context.new_page()
            page.goto(other)
            page.wait_for_load_state("networkidle")
            assert page.frames[1].locator("[data-testid=stApp]").count() == 0
            page.close()


@pytest.mark.parametrize(
    ("locale", "chosen", "title"),
    [
        ("fr-FR", "", "总览 · 木桃琼瑶"),
        ("en-GB", "", "Overview · Peach & Jade"),
        ("zh-CN", "", "总览 · 木桃琼瑶"),
        ("fr-FR", "?lang=en", "Overview · Peach & Jade"),
    ],
)
def test_the_operators_language_is_for_readers_who_ask_for_neither(chinese_house, browser, locale, chosen, title):
    context = browser.new_context(locale=locale)
    with rig.opened(context, f"{chinese_house.url}/{chosen}") as (page, noted):
        expect(page).to_have_title(title)
        assert noted.errors == []
    context.close()


def test_where_there_is_no_table_it_is_said_in_the_same_language(browser, tmp_path):
    with rig.serving(data=tmp_path, environment={"AID_LANGUAGE": "zh"}) as dashboard:
        for locale, path, said in (
            ("fr-FR", "/", "数据表无法读取"),
            ("en-GB", "/", "The table cannot be read"),
            ("en-GB", "/?lang=zh", "数据表无法读取"),
        ):
            context = browser.new_context(locale=locale)
            with rig.opened(context, dashboard.url + path) as (page, _):
                expect(page.get_by_role("heading", level=1)).to_have_text(said)
            context.close()


@pytest.fixture(scope="module")
def chinese_house():
    with rig.serving(environment={"AID_LANGUAGE": "zh"}) as dashboard:
        yield dashboard
