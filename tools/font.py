"""Cut aid/previews/fonts/ out of Debian's Noto CJK: what the preview cards are written with.

    pip install fonttools brotli && apt-get install fonts-noto-cjk
    python tools/font.py           (needs neither to run the dashboard)

Kept are GB 2312, Latin with all of Vietnamese and of the other European languages, Greek, Cyrillic, punctuation, and
every character that stands in the table now. Layout tables go: the cards set text in one line without them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

HOME = Path(__file__).resolve().parent.parent
OUT = HOME / "aid" / "previews" / "fonts"
SYSTEM = Path("/usr/share/fonts/opentype/noto")
FACES = {
    "title.woff2": ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC Bold"),
    "text.woff2": ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC Regular"),
}
RANGES = (
    (0x0020, 0x024F),  # Latin with its extensions A and B
    (0x02B0, 0x036F),  # modifier letters and combining marks
    (0x0370, 0x052F),  # Greek and Cyrillic
    (0x1E00, 0x1EFF),  # Latin extended additional: Vietnamese
    (0x2000, 0x206F),  # punctuation
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # № ℃ ™
    (0x2190, 0x21FF),  # arrows
    (0x25A0, 0x25FF),  # shapes
    (0x3000, 0x303F),  # Chinese punctuation
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),  # full-width forms
)


def gb2312() -> Iterator[str]:
    """Every character of GB 2312."""
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def wanted() -> set[int]:
    """The code points that the fonts are to have, as far as Noto has them."""
    text = "".join(path.read_text("utf-8") for path in sorted((HOME / "data").glob("*.csv")))
    text += json.dumps(json.loads((HOME / "data" / "datapackage.json").read_text("utf-8")), ensure_ascii=False)
    text += (HOME / "aid" / "locale" / "zh" / "LC_MESSAGES" / "aid.po").read_text("utf-8")
    ranges = {code for first, last in RANGES for code in range(first, last + 1)}
    return ranges | {ord(sign) for sign in gb2312()} | {ord(sign) for sign in text}


def cut(source: Path, name: str, out: Path, codes: set[int]) -> None:
    """Write what `codes` need of one face of a collection."""
    faces = TTCollection(str(source), lazy=True)
    face: TTFont = next(font for font in faces if font["name"].getDebugName(4).removesuffix(" Regular") in name)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = []
    options.hinting = False
    options.desubroutinize = False
    # A character that the font lacks is told by its box: see aid/previews/faces.py.
    options.notdef_outline = True
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    cutter = Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(face)
    face.flavor = "woff2"
    face.save(str(out))
    has = set(face.getBestCmap())
    print(f"{out.name}: {name}, {len(has):,} characters, {out.stat().st_size:,} bytes")


def licence() -> str:
    """The licence of the fonts, as Debian ships it with them, under the holders' own notice."""
    text = Path("/usr/share/doc/fonts-noto-cjk/copyright").read_text("utf-8")
    body = text.split("License: SIL-1.1\n ", 1)[1].split("\n\n", 1)[0]
    lines = ["" if line.strip() == "." else line.removeprefix(" ") for line in body.splitlines()]
    notice = (
        "Noto Serif CJK SC: © 2017-2022 Adobe (http://www.adobe.com/).\n"
        "Noto Sans CJK SC: © 2014-2021 Adobe (http://www.adobe.com/).\n"
        "Noto is a trademark of Google Inc.\n"
        "title.woff2 and text.woff2 hold a part of their characters, cut by tools/font.py.\n\n"
        "This Font Software is licensed under the SIL Open Font License, Version 1.1.\n\n"
    )
    return notice + "\n".join(lines) + "\n"


def main() -> int:
    """Cut both faces."""
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "OFL.txt").write_text(licence(), "utf-8")
    codes = wanted()
    for file, (collection, name) in FACES.items():
        cut(SYSTEM / collection, name, OUT / file, codes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
