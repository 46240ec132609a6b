"""The command line: arguments in, exit codes out. Everything else is in the library."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process. ``--version`` loads nothing else."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from turncue._version import __version__

        try:
            print(f"turncue {__version__}", flush=True)
        except OSError:  # a full disk, or a reader that went away
            os._exit(1)
        return
    import contextlib
    import gc

    # numpy starts a thread for every core, which takes longer than the work of most pairs; a model needs them
    if "--embed" not in sys.argv:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # a process that ends with its work need not look for cycles every few hundred objects: a sixth of its time
    gc.set_threshold(200_000, 20, 20)

    from turncue.cli.app import run

    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)  # every file is closed; taking the modules down one by one would be a tenth of the time
