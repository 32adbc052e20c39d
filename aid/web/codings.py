"""Which of the codings that a server has, a browser is to get."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from aid.scripts.twins import CODINGS, quick

IDENTITY = "identity"
# What is smaller fits into the first packets as it is.
LEAST = 1000


def chosen(accepted: str | None, among: Sequence[str]) -> str:
    """The coding that the value of `Accept-Encoding` likes best, "identity" for none.

    Of those liked the same, the first one named here. As RFC 9110 has it, `*` stands for all that are not named, and a
    weight of 0 forbids; what cannot be read counts as not said.
    """
    weights = dict(_weights(accepted or ""))
    others = weights.get("*", 0.0)
    # Uncompressed is what anybody can read, but what nobody asks for who takes another.
    plain = weights.get(IDENTITY, 0.0)
    best, most = IDENTITY, plain
    for coding in among:
        weight = weights.get(coding, others)
        if weight > 0 and (weight > most or (best == IDENTITY and weight >= most)):
            best, most = coding, weight
    return best


def _weights(accepted: str) -> list[tuple[str, float]]:
    found = []
    for part in accepted.split(","):
        coding, *told = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for name, _, value in (piece.partition("=") for piece in told):
            if name.strip() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0.0
        if coding and 0 <= weight <= 1:
            found.append(({"x-gzip": "gzip"}.get(coding, coding), weight))
    return found


def compressed(request: Request, answer: Response) -> Response:
    """The answer in the coding that the browser likes best; for texts that few differ in, since they are kept."""
    raw = bytes(answer.body)
    answer.headers.add_vary_header("Accept-Encoding")
    coding = chosen(request.headers.get("accept-encoding"), CODINGS)
    if coding != IDENTITY and len(raw) >= LEAST:
        answer.body = _kept(raw, coding)
        answer.headers["Content-Encoding"] = coding
        answer.headers["Content-Length"] = str(len(answer.body))
    return answer


@lru_cache(maxsize=128)
def _kept(raw: bytes, coding: str) -> bytes:
    return quick(raw, coding)
