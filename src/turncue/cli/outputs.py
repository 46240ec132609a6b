"""Files to write, looked at before the work is done, and the word pairs learnt."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from turncue.errors import OutputExists, UsageError

if TYPE_CHECKING:
    from turncue.pipeline import Result

__all__ = ["check_place", "check_target", "grows", "write_learnt"]


def check_target(target: str, overwrite: bool) -> None:
    """Fail before the work is done, not after: the suffix, a file that exists, a folder that does not."""
    from turncue.pipeline import format_for

    format_for(target)
    check_place(target, overwrite)


def check_place(target: str, overwrite: bool) -> None:
    """``check_target`` for a file of any suffix."""
    from turncue.files import exists

    if exists(target) and not overwrite:
        raise OutputExists(target)
    if not os.path.isdir(Path(target).parent):
        raise UsageError(f"{target}: there is no folder {str(Path(target).parent)!r}. Make it first.")


def grows(path: str, before: Sequence[str]) -> bool:
    """Whether the file for what is learnt is one of those brought along, which then keeps what it holds."""
    return Path(path).resolve() in {Path(name).resolve() for name in before}


def write_learnt(path: str, result: Result, before: Sequence[str]) -> str:
    """Write the word pairs learnt and say what was done. ``before`` are the files of word pairs brought along.

    Whether ``path`` may be written over was asked before the work (``check_place``). Raises ``UsageError`` rather than
    lose the pairs of other languages.
    """
    from turncue.lexicons.lexicon import merge, to_tsv
    from turncue.lexicons.lexicon_io import read_lexicon
    from turncue.pipeline import write_text

    if result.learnt is None:
        return f"{path}: not written, for word pairs are learnt across languages or wordings only"
    learnt = result.learnt
    if not grows(path, before):
        write_text(path, to_tsv(learnt), overwrite=True)
        return f"{path}: {len(learnt)} word pairs"
    held = read_lexicon(path)
    if len(held) and not len(held.between(learnt.source, learnt.target)):
        raise UsageError(
            f"{path}: holds word pairs of {held.source} and {held.target}, this talk taught {learnt.source} and "
            f"{learnt.target}. Choose another file for --learn."
        )
    grown = merge(held.between(learnt.source, learnt.target), learnt)
    write_text(path, to_tsv(grown), overwrite=True)
    return f"{path}: grown from {len(held)} to {len(grown)} word pairs"
