"""Draw static/favicon.png: a peach circle and a jade diamond on a transparent ground.

    python tools/favicon.py        (needs Pillow)

The two marks are those of the maps and the timeline: a circle for what came in, a diamond
for what went out.
"""

from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).resolve().parent.parent / "static" / "favicon.png"
PEACH, JADE = "#DB7039", "#0B8B78"
SIZE, FINE = 64, 8  # drawn eight times as large, then reduced: smooth edges


def draw() -> Image.Image:
    """The icon, 64 by 64 pixels with transparency."""
    side = SIZE * FINE
    icon = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(icon)
    middle = side // 2
    radius = int(side * 0.225)
    peach_x, jade_x, reach = int(side * 0.245), int(side * 0.735), int(side * 0.26)
    pen.ellipse((peach_x - radius, middle - radius, peach_x + radius, middle + radius), fill=PEACH)
    pen.polygon(
        [
            (jade_x, middle - reach),
            (jade_x + reach, middle),
            (jade_x, middle + reach),
            (jade_x - reach, middle),
        ],
        fill=JADE,
    )
    return icon.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    draw().save(OUT, optimize=True)
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")
