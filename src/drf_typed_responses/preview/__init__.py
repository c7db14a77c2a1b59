"""The live page of `apidocs watch`: build in a fresh process on every save, show, call, check.

Files are watched by `files`, a build is a process of its own (`builds`, which runs `worker`), what
is known stands on the `board`, and the `server` shows it to this machine and to nobody else.
"""
