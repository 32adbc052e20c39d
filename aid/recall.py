"""Answers kept for whoever asks the same again: by all that they depend on, and never more than so many.

What is kept is handed to every reader who asks with the same table, view, language and theme, and to no other: so a
question that is kept has all of these among its arguments, and nobody alters its answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Any, ParamSpec, TypeVar, cast

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
# Enough for the views that a crowd looks at in a minute; an answer is a few kilobytes at most.
MOST = 256

KEPT: dict[str, Any] = {}
"""Every question whose answers are kept, by its name, with functools' `cache_info` and `cache_clear`."""


def recalled(most: int = MOST) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Keeps the latest `most` answers of a question, each by the whole of its arguments."""

    def keep(question: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        kept = lru_cache(maxsize=most, typed=True)(question)
        KEPT[f"{question.__module__}.{question.__qualname__}"] = kept
        return cast("Callable[Asked, Answer]", update_wrapper(kept, question))

    return keep
