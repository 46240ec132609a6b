"""Files to write, looked at before the work is done."""

from __future__ import annotations

from pathlib import Path

from turncue.errors import OutputExists, UsageError

__all__ = ["check_target"]


def check_target(target: str, overwrite: bool) -> None:
    """Fail before the work is done, not after: the suffix, a file that exists, a folder that does not."""
    from turncue.pipeline import format_for

    format_for(target)
    if Path(target).exists() and not overwrite:
        raise OutputExists(target)
    if not Path(target).parent.is_dir():
        raise UsageError(f"{target}: there is no folder {str(Path(target).parent)!r}. Make it first.")
