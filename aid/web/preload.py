"""What a page's first screen needs, named in its HTML, so that it comes beside the first script and not after it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup

from aid import components
from aid.scripts import fonts
from aid.scripts.shipped import needed, streamlits

# Parts of Streamlit's client, as its build names them: what every page has, then what some have.
EVERY = ("PageLink", "BidiComponent", "ButtonGroup")
CHART = ("PlotlyChart",)
TABLE = ("Table",)
GRID = ("DataFrame",)
CHOICE = ("Selectbox",)
CODE = ("StreamlitSyntaxHighlighter",)
LINK = ("LinkButton",)
# By page, as in the address. A page without its own line needs what every page needs.
OF_PAGE = {
    "": CHART,
    "story": CHART,
    "exchange": CHART,
    "timeline": (*CHART, *TABLE),
    "country": (),
    "compare": CHOICE,
    "act": (),
    "acts": (*GRID, *LINK, "TextInput"),
    "sources": (*TABLE, *CHART, *GRID),
    "data": (*CODE, *TABLE),
}
# What comes to it where the address says which country, which two, or which act.
OF_ONE = {
    "country": (*CHART, *TABLE, *CHOICE, *LINK),
    "compare": CHART,
    "act": (*CHART, *TABLE, *CODE),
}
# Our own components, by page in the same way: a key that opens the box is heard once its script is there.
OWN_EVERY = ("find",)
OWN_OF_PAGE = {
    "": ("figures", "play", "months", "partners"),
    "exchange": ("pairs",),
    "timeline": ("play", "months"),
    "sources": ("gaps",),
}
OWN_OF_ONE = {
    "country": ("figures",),
    "compare": ("compare",),
}
PARTS = tuple(dict.fromkeys([*EVERY, *(part for of in (OF_PAGE, OF_ONE) for parts in of.values() for part in parts)]))
# Whose first screen has a map, and whose where the address says which one.
MAPPED = {"", "story"}
MAPPED_OF_ONE = {"country"}
OUTLINE = "./app/static/geo/world_110m.json"
HEADINGS = "./app/static/fonts/headings.woff2"


@cache
def links(page: str, of_one: bool = False) -> Markup:
    """The elements for the head of a page: its scripts and styles, the font of its headings, the land for a map.

    `of_one` says that the address chooses a country, two of them or an act, for a page that is bare without.
    The addresses are written as Streamlit's own page writes them, so that the client sees that they are on their way.
    """
    written = []
    for file in needed(*EVERY, *OF_PAGE.get(page, ()), *(OF_ONE.get(page, ()) if of_one else ())):
        if not (streamlits() / file).is_file():
            continue
        if file.endswith(".js"):
            early = Markup(" data-early") if Path(file).name.startswith(CHART[0] + ".") else ""
            written.append(Markup('<link rel="modulepreload" crossorigin href="./{}"{}>').format(file, early))
        elif file.endswith(".css"):
            written.append(Markup('<link rel="preload" as="style" crossorigin href="./{}">').format(file))
    for name in (*OWN_EVERY, *OWN_OF_PAGE.get(page, ()), *(OWN_OF_ONE.get(page, ()) if of_one else ())):
        written.append(Markup('<link rel="modulepreload" crossorigin href="./{}">').format(components.address(name)))
    if any("data-early" in link for link in written):
        # Not only loaded but read ahead: it is the largest by far, and a browser takes half a second over it.
        written.append(Markup('<script type="module" src="./{}"></script>').format(components.address("early")))
    font = Markup('<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">')
    written.append(font.format(HEADINGS))
    if "icons" in fonts.addresses():
        written.append(font.format(f"./{fonts.addresses()['icons']}"))
    if page in MAPPED or (of_one and page in MAPPED_OF_ONE):
        land = '<link rel="preload" as="fetch" crossorigin href="{}" data-land="{}">'
        written.append(Markup(land).format(OUTLINE, Path(OUTLINE).stem))
    return Markup("\n    ").join(written)
