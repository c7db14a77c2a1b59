"""A build process after its start, kept so that later builds begin as copies of it.

The process of a build that starts from nothing is copied when the project is set up: the original
goes on with its build, and the copy waits for requests. For each request it is copied again, and
that copy goes on with a build, exactly where the original did.
"""

from __future__ import annotations

import importlib
import json
import os
import socket
from contextlib import suppress
from typing import IO, Any

from .setup_record import SetupRecord

# The longest request: the saved files with their paths.
LARGEST = 1 << 16


def keep_copy(control: socket.socket, record: SetupRecord, out: IO[str]) -> bool:
    """Keep a copy of this process for later builds, if it is safe to copy it.

    Returns False at once in this process. Returns True in each later copy, in which `out` leads to
    who requested it. The copy ends if `control` is closed at its other end.
    """
    record.finish()
    if why := record.obstacle(sockets=1):
        _tell(control, cold=why)
        control.close()
        return False
    if os.fork():
        control.close()
        return False
    os.setpgid(0, 0)  # the process group of the original ends with its build
    _lead(out, os.open(os.devnull, os.O_WRONLY))
    try:
        _tell(control, ready=os.getpid())
        return _serve(control, record, out)
    except OSError:  # the command that would send requests is gone
        os._exit(0)


def _serve(control: socket.socket, record: SetupRecord, out: IO[str]) -> bool:
    while True:
        data, received, _, _ = socket.recv_fds(control, LARGEST, 1)
        if not data:
            os._exit(0)
        if why := record.difference(json.loads(data)):
            _tell(control, cold=why)
            os._exit(0)
        child = os.fork()
        if not child:
            control.close()
            os.setpgid(0, 0)
            _lead(out, received[0])
            importlib.invalidate_caches()
            return True
        os.close(received[0])
        with suppress(OSError):  # the copy has done it, or has ended
            os.setpgid(child, child)  # before its number is known, with which its group is ended
        _tell(control, pid=child)
        _, status = os.waitpid(child, 0)
        _tell(control, ended=os.waitstatus_to_exitcode(status))


def _lead(out: IO[str], to: int) -> None:
    """Let `out` lead to another file, which is closed under its own number."""
    os.dup2(to, out.fileno(), inheritable=False)
    os.close(to)


def _tell(control: socket.socket, **facts: Any) -> None:
    control.send(json.dumps(facts).encode())
