"""Files to write: checked before the work, never an input, never two of one name; and the word pairs learnt."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from turncue.errors import FormatUnknown, OutputExists, UsageError, WriteError

if TYPE_CHECKING:
    from turncue.result import Result

__all__ = ["check_place", "check_target", "check_targets", "default_target", "grows", "write_learnt"]


def check_targets(targets: Sequence[str], overwrite: bool, inputs: Mapping[str, str]) -> None:
    """``check_target`` for each; standard output at most once, no file twice.

    ``inputs`` are the files that are read, by what they are. Raises ``UsageError``, ``OutputExists``, ``WriteError``.
    """
    if targets.count("-") > 1:
        raise UsageError("-o - may be given once: standard output holds one file.")
    files = [t for t in targets if t != "-"]
    for target in files:
        if "\0" in target:
            raise WriteError(f"{_short(target)!r}: cannot be written: a file name holds no NUL character.")
    places = [os.path.realpath(t) for t in files]
    for target, place in zip(files, places, strict=True):
        if places.count(place) > 1:
            raise UsageError(f"-o {target}: the same file is given twice; nothing was written.")
    for target in files:
        check_target(target, overwrite, inputs)


def check_target(target: str, overwrite: bool, inputs: Mapping[str, str] | None = None) -> None:
    """Fail before the work is done: the suffix, what its format needs, an input, a file that exists, a missing folder.

    Raises ``UsageError`` for a suffix that cannot be written or a file that is read, ``OutputExists``, ``WriteError``.
    """
    from turncue import formats
    from turncue.formats.base import WriteOptions
    from turncue.model import Document, Subtitle

    try:
        row = formats.by_name(formats.format_for(target))
    except FormatUnknown as error:
        raise UsageError(str(error)) from error
    check_place(target, overwrite, inputs)
    if row.write is not None:  # a library that is not installed is missed now, not after the work
        row.write(Document((Subtitle(0, 1000, ("a",), (None,), ("",), (0,)),)), WriteOptions())


def check_place(target: str, overwrite: bool, inputs: Mapping[str, str] | None = None) -> None:
    """``check_target`` for a file of any suffix."""
    from turncue.urls import is_http, is_url, local_path

    target = local_path(target) or target
    if is_url(target):
        if any(target == name for name in (inputs or {}).values()):
            raise UsageError(f"{target}: this is an input; an input is never written over. Choose another name.")
        if is_http(target):
            raise UsageError(f"{target}: nothing is written over HTTP. Name a path, or a store such as s3://.")
        from turncue.remote import url_exists

        if not overwrite and url_exists(target):
            raise OutputExists(target)
        return
    for what, name in (inputs or {}).items():
        if _same(target, name):
            raise UsageError(f"{target}: this is the {what}; an input is never written over. Choose another name.")
    try:
        exists = _exists(target)
    except OSError as error:
        raise WriteError(f"{_short(target)}: cannot be written: {error.strerror or error}.") from error
    if exists and os.path.isdir(target):
        raise WriteError(f"{target}: cannot be written: this is a folder.")
    if exists and not os.path.isfile(target):
        raise WriteError(f"{target}: cannot be written: this is no ordinary file. Use -o - and redirect it.")
    if exists and not overwrite:
        raise OutputExists(target)
    folder = os.path.dirname(target) or "."
    if not os.path.isdir(folder):
        raise WriteError(f"{_short(target)}: there is no folder {_short(folder)!r}. Make it first.")


def _exists(path: str) -> bool:
    """Whether something has this name, a link without a target included. Raises ``OSError`` for an impossible name."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        if error.errno == errno.EACCES:
            raise PermissionError(error.errno, "the folder may not be searched") from error
        raise
    return True


def _same(one: str, other: str) -> bool:
    """Whether two names are one file, through links too, or one URL."""
    from turncue.urls import local_path

    try:
        return one == other or os.path.samefile(local_path(one) or one, local_path(other) or other)
    except (OSError, ValueError):
        return False


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:60]}…{name[-15:]}"


_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,8}")


def default_target(captions: str, languages: Sequence[str | None], inputs: Mapping[str, str]) -> str:
    """Where to write without ``-o``: ``talk.en.srt`` beside ``talk.srt`` or ``talk.de.srt``.

    ``languages`` are those of the subtitles and of the captions; one of them in the captions' name is replaced, not
    doubled. Where the name is that of an input, ``talk.speakers.en.srt``.
    """
    from turncue.text.language import base_language
    from turncue.urls import is_url, local_path, url_name

    if captions == "-":
        return "-"
    place = local_path(captions) or captions
    path = Path(url_name(place) if is_url(place) else place)
    stem, dot, part = path.stem.rpartition(".")
    if not dot or not _TAG.fullmatch(part) or base_language(part) not in {base_language(t) for t in languages if t}:
        stem = path.stem
    tag = languages[0] if languages[0] and _TAG.fullmatch(languages[0]) else "und"
    plain = str(path.with_name(f"{stem}.{tag}.srt"))
    if any(_same(plain, name) for name in inputs.values()):
        return str(path.with_name(f"{stem}.speakers.{tag}.srt"))
    return plain


def grows(path: str, before: Sequence[str]) -> bool:
    """Whether the file for what is learnt is one of the word pairs given, which then keeps what it has."""
    return Path(path).resolve() in {Path(name).resolve() for name in before}


def write_learnt(path: str, result: Result, before: Sequence[str]) -> str:
    """Write the word pairs learnt and return a sentence on it. ``before`` are the files of word pairs given.

    Whether ``path`` may be written over was checked before the work (``check_place``). Raises ``UsageError`` rather
    than lose the pairs of other languages.
    """
    from turncue.files import write_text
    from turncue.lexicons.lexicon import merge, to_tsv
    from turncue.lexicons.lexicon_io import read_lexicon

    if result.learnt is None:
        return f"{path}: not written, because word pairs are learnt across languages or wordings only"
    learnt = result.learnt
    if not grows(path, before):
        write_text(path, to_tsv(learnt), overwrite=True)
        return f"{path}: {len(learnt)} word pairs"
    held = read_lexicon(path)
    if len(held) and not len(held.between(learnt.source, learnt.target)):
        raise UsageError(
            f"{path}: holds word pairs of {held.source} and {held.target}, this pair is in {learnt.source} and "
            f"{learnt.target}. Choose another file for --learn."
        )
    grown = merge(held.between(learnt.source, learnt.target), learnt)
    write_text(path, to_tsv(grown), overwrite=True)
    return f"{path}: grown from {len(held)} to {len(grown)} word pairs"
