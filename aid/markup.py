"""Whole pages of HTML that are not the app's: every text that reaches a template is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(template: str, **given: Any) -> str:
    """A template of `templates/`, filled in; a name that it lacks raises."""
    return _environment().get_template(template).render(**given)


def piece(template: str, **given: Any) -> Markup:
    """The same as a piece of a page: markup that another template takes as it is."""
    return Markup(page(template, **given))
