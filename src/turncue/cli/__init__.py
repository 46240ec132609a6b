"""The command line: arguments in, exit codes out. Everything else is in the library."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line. ``--version`` loads nothing else."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from turncue._version import __version__

        print(f"turncue {__version__}")
        return
    import gc

    from turncue.cli.app import run

    # a process that ends with its work need not look for cycles every few hundred objects: a sixth of its time
    gc.set_threshold(200_000, 20, 20)
    sys.exit(run(sys.argv[1:]))
