"""The time zone of this machine, which Django replaces by that of the project."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path


def use_machine_time() -> None:
    """Give this process the time zone that it had before `django.setup()` set TIME_ZONE.

    Where the system does not tell with which TZ the process started, as on macOS, it is the zone of
    the system.
    """
    # Django sets the zone only where there is `tzset`.
    set_zone = getattr(time, "tzset", None)
    if set_zone is None:
        return
    os.environ.pop("TZ", None)
    with suppress(OSError):
        for variable in Path("/proc/self/environ").read_bytes().split(b"\0"):
            if variable.startswith(b"TZ="):
                os.environ["TZ"] = os.fsdecode(variable[3:])
    set_zone()
