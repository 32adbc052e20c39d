"""How Chinese texts sound, told by a process of its own.

The dictionary of pinyin takes some sixty megabytes, and is needed for a moment when a table is read and then hardly
ever: so it is read by a child process, which ends when nobody has asked it for a while.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from functools import lru_cache
from threading import Lock

# Seconds that the child waits for the next text.
IDLE = 10
_lock = Lock()
_child: list[subprocess.Popen[str]] = []


@lru_cache(maxsize=4096)
def sounds(text: str) -> tuple[str, ...]:
    """The sounds of a text in pinyin without tones, one a character; what is not Chinese stays together as it is.

    Heteronyms sound as in the word that they stand in: 重庆 is chong, qing. Where no process can be started, the
    dictionary is read in this one.
    """
    with _lock:
        for _ in range(2):  # the first may have ended just now
            try:
                return tuple(_asked(text))
            except (OSError, ValueError):
                _child.clear()
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))


def _asked(text: str) -> list[str]:
    """The child's answer. Raises OSError or ValueError where there is none."""
    if not _child:
        # -P: this folder's modules are not to stand in for others of their names.
        command = [sys.executable, "-P", __file__]
        pipe = subprocess.PIPE
        _child.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8"))
    child = _child[0]
    assert child.stdin and child.stdout
    child.stdin.write(json.dumps(text) + "\n")
    child.stdin.flush()
    answer: list[str] = json.loads(child.stdout.readline())
    return answer


def _answer() -> None:
    """Answer each line of the input, a text, with a line of its sounds, until none has come for a while."""
    from pypinyin import lazy_pinyin

    # Ctrl+C is for the dashboard, whose end is the end of the input here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        if hasattr(signal, "alarm"):
            signal.alarm(IDLE)
        line = sys.stdin.readline()
        if not line:
            return
        print(json.dumps(lazy_pinyin(json.loads(line))), flush=True)


if __name__ == "__main__":
    _answer()
