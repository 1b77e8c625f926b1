"""What was written goes to the disk while more comes in; the end has little left to wait for."""

import os
from typing import IO

AT_ONCE = 1 << 20  # bytes worth a trip to the disk
_SEND = getattr(os, "posix_fadvise", None)  # Linux begins to write what is said not to be needed


class Behind:
    """Sends one file to the disk behind its writer; it promises nothing and waits for nothing."""

    def __init__(self, file: IO[bytes], at: int) -> None:
        self.handle, self.sent = file.fileno(), at

    def wrote(self, at: int) -> None:
        """The file was written as far as this."""
        if at - self.sent >= AT_ONCE:
            if _SEND:
                _SEND(self.handle, self.sent, at - self.sent, os.POSIX_FADV_DONTNEED)
            self.sent = at
