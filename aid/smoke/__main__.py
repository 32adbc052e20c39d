"""Check a deployed dashboard from outside.

    python -m aid.smoke https://aid.example.org

One line a check: ok, note (worth a word), or wrong with what to do about it. Ends with 1 if anything is wrong.
"""

from __future__ import annotations

import sys

from aid.settings import settings
from aid.smoke.asking import Site
from aid.smoke.checks import examine


def main(asked: list[str]) -> int:
    """Print what is found at the address asked about; 0 if nothing is wrong, 1 if something is, 2 for misuse."""
    told = settings({"AID_PUBLIC_URL": asked[0]}) if len(asked) == 1 else None
    if told is None or not told.named:
        print(__doc__.strip() if told is None else f"{asked[0]}: expected an address as https://aid.example.org")
        return 2
    print(told.public_url, flush=True)
    counts = {"ok": 0, "note": 0, "wrong": 0}
    for finding in examine(Site(told.public_url)):
        counts[finding.level] += 1
        print(finding, flush=True)
    print(f"{counts['ok']} ok, {counts['note']} to note, {counts['wrong']} wrong")
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
