"""What was written goes to the disk while more comes in; the end has little left to wait for."""

import os
import threading
from typing import IO

AT_ONCE = 128 << 20  # bytes worth a trip to the disk


class Behind:
    """Syncs one file behind its writer, a trip at a time; it promises nothing by itself."""

    def __init__(self, file: IO[bytes]) -> None:
        self.handle = file.fileno()
        self.waiting = 0
        self.trip: threading.Thread | None = None
        self.error: OSError | None = None

    def wrote(self, count: int) -> None:
        """So many more bytes were written."""
        self.waiting += count
        if self.waiting >= AT_ONCE and not (self.trip and self.trip.is_alive()):
            self.waiting = 0
            self.trip = threading.Thread(target=self._go, daemon=True)
            self.trip.start()

    def _go(self) -> None:
        try:
            os.fdatasync(self.handle)
        except OSError as error:  # told to one who asks, and to nobody after them
            self.error = error

    def end(self) -> None:
        """Wait for the running trip."""
        if self.trip:
            self.trip.join()

    def catch_up(self) -> None:
        """Wait for the running trip; raises OSError if any of them failed."""
        self.end()
        if self.error:
            raise self.error
