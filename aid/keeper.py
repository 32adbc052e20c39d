"""The table as it is now, for an app that stays up while its curator edits the files."""

import logging
import os
from functools import cache
from pathlib import Path
from threading import Lock

from aid.settings import settings
from aid.shelves.opening import folder_of, open_table
from aid.table import Ledger, TableError

log = logging.getLogger(__name__)
Stamps = dict[str, tuple[int, int]]
# What a table is made of; a change of any other file beside it is none of the table.
OF_A_TABLE = (".csv", ".json", ".parquet")


class Keeper:
    """Hands out the last good ledger of a folder, an edition or a cluster (see `opening`), from any thread.

    `trouble` says why the table on disk is not the one served; it is None when it is.
    """

    def __init__(self, told: str | Path) -> None:
        self.trouble: TableError | None = None
        self._told, self._folder = told, folder_of(told)
        self._lock = Lock()
        self._good: Ledger | None = None
        self._tried: Stamps | None = None

    def ledger(self) -> Ledger:
        """The table on disk or, when that is broken, the last good one.

        The files are read again only when the time or size of one has changed, so asking is cheap.
        Raises TableError as long as there has never been a good table.
        """
        with self._lock:
            # Stamps are taken before the files are read: a change in between is noticed next time.
            stamps = self._stamps()
            if stamps != self._tried:
                self._tried = stamps
                self._read()
            if self._good is not None:
                return self._good
            raise TableError(self.trouble.problems if self.trouble else ())

    def _read(self) -> None:
        try:
            fresh = open_table(self._told)
        except TableError as trouble:
            self.trouble = trouble
            log.error("The table on disk cannot be served:\n%s", trouble)
            return
        self.trouble = None
        # Files that were only touched give the same ledger, so what is cached by it stays good.
        if self._good is None or fresh.digest != self._good.digest:
            self._good = fresh

    def _stamps(self) -> Stamps:
        try:
            with os.scandir(self._folder) as files:
                stats = {file.name: file.stat() for file in files if file.name.endswith(OF_A_TABLE)}
        except OSError:  # the folder, or a file in it, is just being replaced
            return {}
        return {name: (stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}


@cache
def kept() -> Keeper:
    """The keeper of the table that this process serves: `AID_DATA`, or the project's own `data/`."""
    return Keeper(settings().data or Path(__file__).resolve().parent.parent / "data")
