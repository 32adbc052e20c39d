"""What a page's first screen needs, named in its HTML, so that it comes beside the first script and not after it."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from aid.scripts.shipped import needed, streamlits

# Parts of Streamlit's client, as its build names them: what every page has, then what some have.
EVERY = ("PageLink", "BidiComponent", "ButtonGroup")
CHART = ("PlotlyChart",)
TABLE = ("Table",)
GRID = ("DataFrame",)
CHOICE = ("Selectbox",)
CODE = ("StreamlitSyntaxHighlighter",)
# By page, as in the address. A page without its own line needs what every page needs.
OF_PAGE = {
    "": CHART,
    "story": CHART,
    "exchange": CHART,
    "timeline": (*CHART, *TABLE),
    "country": (*CHART, *TABLE, *CHOICE),
    "compare": CHOICE,
    "act": (*CHART, *TABLE, *CODE),
    "acts": (*GRID, "TextInput"),
    "sources": (*TABLE, *CHART, *GRID),
    "data": (*CODE, *TABLE),
}
PARTS = tuple(dict.fromkeys([*EVERY, *(part for parts in OF_PAGE.values() for part in parts)]))
# Pages whose first screen has a map.
MAPPED = {"", "story", "country"}
OUTLINE = "./app/static/geo/world_110m.json"
HEADINGS = "./app/static/fonts/headings.woff2"


@cache
def links(page: str) -> Markup:
    """The elements for the head of a page: its scripts and styles, the font of its headings, the land for a map.

    The addresses are written as Streamlit's own page writes them, so that the client sees that they are on their way.
    """
    written = []
    for file in needed(*EVERY, *OF_PAGE.get(page, ())):
        if not (streamlits() / file).is_file():
            continue
        if file.endswith(".js"):
            written.append(Markup('<link rel="modulepreload" crossorigin href="./{}">').format(file))
        elif file.endswith(".css"):
            written.append(Markup('<link rel="preload" as="style" crossorigin href="./{}">').format(file))
    written.append(Markup('<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">').format(HEADINGS))
    if page in MAPPED:
        written.append(Markup('<link rel="preload" as="fetch" crossorigin href="{}">').format(OUTLINE))
    return Markup("\n    ").join(written)
