"""Cut static/fonts/icons-VERSION.woff2 out of the Material Symbols that come with Streamlit: the icons that it shows.

    pip install fonttools brotli
    python tools/icons.py      (needs neither to run the dashboard)

Streamlit's file has four thousand icons in 375 KB, and every visitor fetches it before the first map is drawn. Its
client names some seventy of them; the cut has these, and is served in place of the whole for this version of Streamlit
alone (see aid/scripts/icons.py).
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from aid.scripts.icons import cut, named, whole


def main() -> None:
    """Write the font, and print what it has."""
    source, out = whole(), cut()
    if source is None:
        raise SystemExit("Streamlit has no such font")
    font = TTFont(source)
    signs = {code: glyph for code, glyph in font.getBestCmap().items() if chr(code).isascii()}
    spelt = {glyph: chr(code) for code, glyph in signs.items()}
    wanted = named()
    icons = {name: icon for name, icon in _ligatures(font, spelt) if name in wanted}
    options = Options()
    options.hinting = False
    options.layout_features = ["liga", "rlig"]
    # Or every icon would come along whose name can be spelt with these letters.
    options.layout_closure = False
    cutter = Subsetter(options)
    cutter.populate(glyphs=[*signs.values(), *icons.values()])
    cutter.subset(font)
    font.flavor = "woff2"
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    font.save(out)
    print(out.name, out.stat().st_size, "bytes;", len(icons), "icons; not in the font:", *wanted - icons.keys())


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
