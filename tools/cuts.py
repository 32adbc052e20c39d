"""Cut static/fonts/*-VERSION.woff2 out of the fonts that come with Streamlit, for the page's text and icons.

    pip install fonttools brotli
    python tools/cuts.py      (needs neither to run the dashboard)

Every visitor fetches both before the first map is drawn: four thousand icons in 375 KB, of which the client names some
eighty, and the text's letters in 170 KB, the half of them small capitals, ornaments and other variants that no page
asks for. The cuts are served in their place for this version of Streamlit alone (see aid/scripts/fonts.py).
"""

from __future__ import annotations

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from aid.scripts.fonts import cut, icons, whole

# Of the text: all of Latin, Greek and Cyrillic, with their marks, punctuation, currencies, arrows and signs. Any other
# letter comes from the reader's own fonts, as Chinese does.
RANGES = (
    (0x0020, 0x024F),
    (0x02B0, 0x036F),
    (0x0370, 0x052F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x22FF),
    (0x25A0, 0x27BF),
)
# The licence keeps the word "Source" for the original.
TEXT = "Aid Text"


def main() -> None:
    """Write both fonts, and print their sizes."""
    for name, subset in (("icons", _icons), ("text", _text)):
        source = whole(name)
        if source is None:
            raise SystemExit(f"Streamlit has no such font: {name}")
        font = TTFont(source)
        said = subset(font)
        font.flavor = "woff2"
        font.save(cut(name))
        print(cut(name).name, cut(name).stat().st_size, "bytes of", source.stat().st_size, said)


def _icons(font: TTFont) -> str:
    signs = {code: glyph for code, glyph in font.getBestCmap().items() if chr(code).isascii()}
    spelt = {glyph: chr(code) for code, glyph in signs.items()}
    wanted = icons()
    found = {name: icon for name, icon in _ligatures(font, spelt) if name in wanted}
    options = Options()
    options.hinting = False
    options.layout_features = ["liga", "rlig"]
    # Or every icon would come along whose name can be spelt with these letters.
    options.layout_closure = False
    cutter = Subsetter(options)
    cutter.populate(glyphs=[*signs.values(), *found.values()])
    cutter.subset(font)
    return f"{len(found)} icons; not in the font: {', '.join(wanted - found.keys())}"


def _text(font: TTFont) -> str:
    options = Options()
    options.hinting = False
    options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "pnum", "sups", "subs"]
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    cutter = Subsetter(options)
    known = set(font.getBestCmap())
    cutter.populate(unicodes={code for first, last in RANGES for code in range(first, last + 1)} & known)
    cutter.subset(font)
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 6):
            named = TEXT.replace(" ", "") if record.nameID == 6 else TEXT
            font["name"].setName(named, record.nameID, record.platformID, record.platEncID, record.langID)
    return f"{len(font.getBestCmap())} signs of {len(known)}"


def _ligatures(font: TTFont, spelt: dict[str, str]) -> list[tuple[str, str]]:
    """Each icon's name, spelt with the signs of the font, and its glyph."""
    found = []
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            for first, ligatures in getattr(table, "ligatures", {}).items():
                for ligature in ligatures:
                    signs = [spelt.get(glyph, "") for glyph in (first, *ligature.Component)]
                    if all(signs):
                        found.append(("".join(signs), ligature.LigGlyph))
    return found


if __name__ == "__main__":
    main()
