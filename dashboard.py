"""The entrance: pages, app, run. `streamlit run dashboard.py`."""

from pathlib import Path
from typing import Any

import streamlit as st

from aid import controls, web
from aid.shelf import Outgrown
from aid.table import TableError
from aid.words import Words


def every_page(w: Words) -> dict[str, Any]:
    """The pages by name, in the order of the frame, titled in the reader's language."""
    return {
        "overview": st.Page("pages/overview.py", title=w.say("Overview"), default=True),
        "story": st.Page("pages/story.py", title=w.say("Story"), url_path="story"),
        "exchange": st.Page("pages/exchange.py", title=w.say("Give and take"), url_path="exchange"),
        "timeline": st.Page("pages/timeline.py", title=w.say("Timeline"), url_path="timeline"),
        "country": st.Page("pages/country.py", title=w.say("Countries"), url_path="country"),
        "compare": st.Page("pages/compare.py", title=w.say("Compare"), url_path="compare", visibility="hidden"),
        "acts": st.Page("pages/acts.py", title=w.say("Acts"), url_path="acts"),
        "act": st.Page("pages/act.py", title=w.say("Act"), url_path="act", visibility="hidden"),
        "sources": st.Page("pages/sources.py", title=w.say("Sources and method"), url_path="sources"),
        "data": st.Page("pages/data.py", title=w.say("Use the data"), url_path="data"),
    }


# Beside `st.navigation` on purpose: with a `pages/` folder and no `st.App`, the first visitor after a restart who
# opens a deep link would get the page's script without this entrance.
app = st.App(__file__, routes=web.routes(), middleware=web.middleware(), lifespan=web.lifespan)

if st.runtime.exists():
    try:
        at = controls.arrive()
    except TableError as wrong:
        controls.no_table(wrong)
        st.stop()
    w = at.words
    pages = controls.pages_in(w.lang, lambda: every_page(w))
    page = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(
        page_title=controls.tab_title(at, page),
        page_icon=str(Path(__file__).parent / "static" / "favicon.png"),
        layout="wide",
    )
    controls.keep_address(page)
    controls.follow(at)
    with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=1240):
        controls.top(at, pages, page)
        controls.notices(at)
        try:
            page.run()
        except Outgrown as much:
            controls.too_many(at, much)
        except controls.Enough:
            pass  # not `st.stop`, which would leave the page without its foot
        controls.foot(at, page)
else:
    # The server imports this file once before it runs it. Only a call of `st.navigation` in that import tells
    # Streamlit that `pages/` is ours to show, so the first deep link after a start depends on this line.
    st.navigation([st.Page("pages/overview.py")], position="hidden")
