"""How wide a text is set, where nothing can measure it: for drawings and sheets that are laid out on the server."""

from __future__ import annotations

from functools import lru_cache

# Ems of Arial and its kin by groups of letters; a sign of none of them is as wide as an "a".
GROUPS = {
    0.235: "ijlI'‘’",
    0.29: "ft .,:;!|/()[]-·",
    0.34: 'r“”"',
    0.5: "cksvxyzJ",
    0.7: "ABCDEGHKNPQRSUVXY&w",
    0.84: "mMOQW",
    1.0: "@%—→…",
}
EMS = {sign: width for width, signs in GROUPS.items() for sign in signs}


@lru_cache(maxsize=8192)
def ems(text: str) -> float:
    """How wide a text is in ems of a sans serif such as Arial, a Chinese sign counted as one."""
    return sum(_em(sign) for sign in text)


def _em(sign: str) -> float:
    return EMS.get(sign) or (1.0 if sign > "\u2e7f" else 0.556)


def fitted(text: str, room: float) -> str:
    """The text cut to the width of so many ems, with an ellipsis."""
    if ems(text) <= room:
        return text
    while text and ems(text) > room - 1:
        text = text[:-1]
    return text.rstrip() + "…"
