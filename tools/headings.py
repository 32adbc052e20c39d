"""Cut static/fonts/headings.woff2 out of the Source Serif that comes with Streamlit: what headings are set in.

    pip install fonttools brotli
    python tools/headings.py      (needs neither to run the dashboard)

Streamlit's file has every weight and size and all of Latin, Greek and Cyrillic: 430 KB, of which headings in one weight
need a twentieth. Other letters still come from that file, by the list of fonts in .streamlit/config.toml. The licence
keeps the word "Source" for the original, so what is cut has a name of its own.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from streamlit import file_util

OUT = Path(__file__).resolve().parent.parent / "static" / "fonts" / "headings.woff2"
NAME = "Aid Headings"
# The weight of `headingFontWeights`, and the optical size of the middle of `headingFontSizes`, in points.
CUT = {"wght": 600, "opsz": 22}
RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),  # Latin with its first extension
    (0x0192, 0x0192),
    (0x01A0, 0x01B0),  # Vietnamese, with the next range
    (0x0218, 0x021B),
    (0x02C6, 0x02DD),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),  # punctuation
    (0x2030, 0x203A),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
)


def main() -> None:
    """Write the font, and print the ranges for `unicodeRange` in .streamlit/config.toml."""
    (source,) = (Path(file_util.get_static_dir()) / "static" / "media").glob("SourceSerifVariable-Roman*.woff2")
    font = instantiateVariableFont(TTFont(source), CUT)
    options = Options()
    options.hinting = False
    # Figures of one height stand in the pairs of figures.
    options.layout_features = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "tnum"]
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    cutter = Subsetter(options)
    cutter.populate(unicodes={code for first, last in RANGES for code in range(first, last + 1)})
    cutter.subset(font)
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 6):
            font["name"].setName(NAME.replace(" ", "") if record.nameID == 6 else NAME, *_key(record))
    font.flavor = "woff2"
    font.save(OUT)
    print(OUT.stat().st_size, ", ".join(f"U+{first:04X}-{last:04X}" for first, last in RANGES))


def _key(record: object) -> tuple[int, int, int, int]:
    return tuple(getattr(record, name) for name in ("nameID", "platformID", "platEncID", "langID"))  # type: ignore


if __name__ == "__main__":
    main()
