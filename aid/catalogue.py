"""The message catalogue: English is the message itself, Chinese stands in a `.po` file.

Only the `.po` file is kept in git; it is compiled in memory when the app starts. `python -m aid.catalogue` brings
the file up to date with the code and lists what has no translation yet.
"""

from __future__ import annotations

import ast
import gettext
import io
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from aid.settings import LANGUAGES as LANGUAGES
from aid.settings import settings

HOME = Path(__file__).resolve().parent.parent
ROOMS = ("aid", "pages")
ENTRANCE = "dashboard.py"
# What a browser calls our languages, what their own readers call them, and which is the other.
TAGS = {"en": "en", "zh": "zh-Hans"}
OWN_NAMES = {"en": "English", "zh": "中文"}
OTHER = {"en": "zh", "zh": "en"}
TRANSLATED = ("zh",)


def preferred(accepted: str) -> str:
    """The language of ours that an Accept-Language header likes best; the operator's choice where it likes none."""
    wishes: list[tuple[float, str]] = []
    for part in accepted.split(","):
        tag, _, weight = part.partition(";")
        name = tag.strip().lower().split("-")[0]
        try:
            liking = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if name in LANGUAGES and liking > 0:
            wishes.append((liking, name))
    return max(wishes, key=lambda wish: wish[0])[1] if wishes else settings().language


def path(lang: str) -> Path:
    """The `.po` file of a language."""
    return HOME / "aid" / "locale" / lang / "LC_MESSAGES" / "aid.po"


@cache
def translations(lang: str) -> gettext.NullTranslations:
    """The compiled messages of `lang`; for English, whose messages are the keys, an empty set."""
    if lang not in TRANSLATED:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    # Without `locale` Babel reads no plural rule and every plural breaks.
    write_mo(compiled, read_po(path(lang).open("rb"), locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def extracted(home: Path = HOME) -> Catalog:
    """Every message that the code says, read from its syntax tree, so that calls within f-strings are found too."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    files = [home / ENTRANCE, *(file for room in ROOMS for file in sorted((home / room).rglob("*.py")))]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            message = _message(node)
            if message:
                catalogue.add(message)
    return catalogue


def _message(node: ast.AST) -> str | tuple[str, str] | None:
    """The message of a call that says one, else None."""
    if not isinstance(node, ast.Call):
        return None
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if name in ("say", "mark") and texts:
        return texts[0]
    return (texts[0], texts[1]) if name == "plural" and len(texts) > 1 else None


def lacking(lang: str) -> list[str]:
    """What is wrong with a language's file: messages without translation, and translations without message."""
    said = {message.id: message for message in extracted() if message.id}
    kept = {message.id: message for message in read_po(path(lang).open("rb"), locale=lang) if message.id}
    missing = [f"not in the catalogue: {key!r}" for key in said if key not in kept]
    empty = [f"not translated: {key!r}" for key, message in kept.items() if not _whole(message.string)]
    fuzzy = [f"marked as unsure: {key!r}" for key, message in kept.items() if message.fuzzy]
    stale = [f"no longer said: {key!r}" for key in kept if key not in said]
    return missing + empty + fuzzy + stale


def _whole(text: object) -> bool:
    return all(text) if isinstance(text, list | tuple) else bool(text)


def refresh(lang: str) -> list[str]:
    """Bring a language's file up to date with the code; returns what still has to be translated."""
    file = path(lang)
    kept = read_po(file.open("rb"), locale=lang) if file.exists() else Catalog(locale=lang, fuzzy=False)
    kept.project, kept.header_comment = "peach-and-jade", "# Peach & Jade: messages in this language."
    kept.update(extracted(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_po(out, kept, width=110, no_location=True, omit_header=False, sort_output=True, include_lineno=False)
    return lacking(lang)


if __name__ == "__main__":
    left = [problem for lang in TRANSLATED for problem in refresh(lang)]
    print("\n".join(left) or "every message is translated")
    sys.exit(bool(left))
