"""The ways in which a sheet can be set, from large type with everything told to small type with remarks cut.

No step leaves out an act or a source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Density:
    """One way to set a sheet: sizes of type in points, and what is told with it."""

    size: float
    """The type of the acts."""
    fine: float
    """The type of sources, notes to figures, and the foot."""
    head: float
    """The type of headings, from which those of name and finding follow."""
    gap: float
    """The space between blocks."""
    line: float = 1.34
    """From line to line, in heights of the type."""
    qr: float = 22.0
    """The QR code's width in millimetres."""
    returns: bool = True
    """Whether give and take is told in sentences too."""
    table: bool = True
    """A table of acts; else entries in two columns."""
    remarks: str = "whole"
    """`whole`: note and caveat; `note`; `short`: notes cut; `none`."""
    titles: bool = True
    """Whether the titles of sources are given."""
    running: bool = False
    """Sources one after the other in running lines."""
    close: bool = False
    """Sources in lines of their own without space between, their addresses broken anywhere."""
    pages: bool = False
    """Whether the sheet may run on to further pages."""

    @property
    def cut(self) -> bool:
        """Whether something of the acts' remarks is not told."""
        return self.remarks != "whole"

    @property
    def value(self) -> float:
        """The type of the figures."""
        return self.head * 1.4

    @property
    def strip(self) -> float:
        """The type of the thread; small where it is long, since a drawing is not broken over two pages."""
        return self.size * (0.6 if self.pages else 0.93)


ROOMY = (
    Density(size=12.6, fine=9.8, head=15, gap=19, qr=24),
    Density(size=11.8, fine=9.4, head=14, gap=17, qr=24),
    Density(size=11, fine=9, head=13, gap=15),
    Density(size=10.2, fine=8.6, head=12.6, gap=13.5),
    Density(size=9.6, fine=8.2, head=12.2, gap=12.5),
    Density(size=9, fine=7.8, head=12, gap=11.5),
    Density(size=8.6, fine=7.5, head=11.6, gap=10.5),
)
TABLES = (
    Density(size=8.2, fine=7.2, head=11, gap=9.5),
    Density(size=7.8, fine=7, head=10.6, gap=8.5),
    Density(size=7.4, fine=6.8, head=10.2, gap=7.5),
    Density(size=7.2, fine=6.5, head=10, gap=7, titles=False),
)
ENTRIES = replace(TABLES[-1], table=False)
TIGHT = replace(ENTRIES, running=True, returns=False, qr=20, line=1.28)
LADDER = (
    *ROOMY,
    *TABLES,
    replace(ENTRIES, size=7.2),
    replace(ENTRIES, size=6.9, fine=6.2, head=9.8, gap=6),
    replace(TIGHT, size=6.9, fine=6, head=9.6, gap=5.5),
    replace(TIGHT, size=6.6, fine=5.8, head=9.4, gap=5),
    replace(TIGHT, size=6.4, fine=5.7, head=9.2, gap=5),
    replace(TIGHT, size=6.8, fine=5.8, head=9.2, gap=5, remarks="note"),
    replace(TIGHT, size=6.5, fine=5.7, head=9, gap=4.5, remarks="note"),
    replace(TIGHT, size=6.2, fine=5.5, head=8.8, gap=4.5, remarks="note"),
    replace(TIGHT, size=6.2, fine=5.5, head=8.8, gap=4.5, remarks="short"),
    replace(TIGHT, size=6, fine=5.3, head=8.6, gap=4.5, remarks="short", qr=18, line=1.24),
    replace(TIGHT, size=6.2, fine=5.4, head=8.6, gap=4.5, remarks="none", qr=18, line=1.26),
    replace(TIGHT, size=5.9, fine=5.2, head=8.4, gap=4, remarks="none", qr=18, line=1.24),
    replace(TIGHT, size=5.75, fine=5.1, head=8.3, gap=3.5, remarks="none", qr=18, line=1.21),
    replace(TIGHT, size=5.6, fine=5, head=8.2, gap=3.5, remarks="none", qr=18, line=1.2),
)
AT_EASE = replace(TABLES[0], pages=True)
# On two pages everything is told, in the largest type that keeps to them.
ON_TWO = tuple(replace(step, pages=True) for step in LADDER if not step.cut)
