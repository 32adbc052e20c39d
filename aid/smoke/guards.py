"""Whether the site guards itself and its readers: headers, frames, host names, what is for the operator alone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from aid.smoke.asking import Site
from aid.smoke.findings import Finding, found, noted

WANTED = {"X-Content-Type-Options": "nosniff"}


def headers(site: Site) -> Iterator[Finding]:
    """Whether the answers protect their readers."""
    page, file = site.get("/"), site.get("/api/acts.json")
    todo = "The proxy must leave the dashboard's headers as they are and add none of the same name"
    for name, wanted in (
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", None),
        ("Permissions-Policy", None),
    ):
        wrong = ""
        for where, answer in (("/", page), ("/api/acts.json", file)):
            values = answer.headers.get_all(name) or []
            if len(values) != 1 or (wanted and values != [wanted]):
                wrong = f"{where} says {', '.join(values) or 'nothing'}"
        yield found(name, wrong, todo)
    policies = page.headers.get_all("Content-Security-Policy") or []
    policy = {name: values for name, *values in (part.split() or [""] for part in ";".join(policies).split(";"))}
    wrong = "" if len(policies) == 1 else f"/ has {len(policies)} of them"
    for source in ("'unsafe-eval'", "*", "https:", "http:"):
        if source in policy.get("script-src", policy.get("default-src", ["*"])):
            wrong = wrong or f"scripts may come from {source}"
    yield found("Content-Security-Policy", wrong, todo)
    frames, older = " ".join(policy.get("frame-ancestors", [])), page.says("X-Frame-Options").upper()
    if not frames:
        yield found("frames", "any site may show the dashboard in a frame", "Set AID_FRAME_ANCESTORS, and " + todo)
    elif older and {"'self'": "SAMEORIGIN", "'none'": "DENY"}.get(frames) != older:
        yield found("frames", f"X-Frame-Options {older} contradicts frame-ancestors {frames}", todo)
    else:
        yield found(f"frames: {frames}")


def doors(site: Site) -> Iterator[Finding]:
    """Whether other names and other people's eyes are kept out."""
    answer = site.get("/api/acts.json?country=JPN", {"Host": "another-site.invalid"})
    wrong = "any host name is answered" if answer.status == 200 and "acts" in answer.text[:2000] else ""
    yield noted("host name", wrong, "Set AID_ALLOWED_HOSTS to localhost, beside AID_PUBLIC_URL")
    answer = site.get("/_stcore/metrics")
    wrong = "anybody may read memory and number of sessions at /_stcore/metrics" if answer.status == 200 else ""
    yield noted("own figures", wrong, "Keep them for the machine itself, as deploy/nginx/peach-and-jade/site.conf does")
    plain = site.url.startswith("http:") and urlsplit(site.url).hostname not in ("localhost", "127.0.0.1", "::1")
    yield noted("encryption", "readers come by plain http" if plain else "", "Put a certificate before it")
