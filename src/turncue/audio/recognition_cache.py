"""Recognised words kept between runs: one small JSON file a chunk, in the user's cache folder.

The key is the file's content, the track, the recogniser with its options, and the samples of the chunk's place. The
folder is limited in size; the files used longest ago go first. A cache that cannot be read or written is no error.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from turncue.audio import params
from turncue.audio.decode import Block
from turncue.audio.extras import available, load
from turncue.audio.params import CACHE_LIMIT
from turncue.model import Word

if TYPE_CHECKING:
    from turncue.audio.recogniser import AudioOptions

__all__ = ["Cache", "cache_folder"]


def cache_folder() -> Path | None:
    """The folder of the cache; None where platformdirs is missing. TURNCUE_CACHE names another."""
    named = os.environ.get("TURNCUE_CACHE")
    if named:
        return Path(named) / "recognition"
    if not available("platformdirs"):
        return None
    return Path(load("platformdirs", "audio", "The cache").user_cache_dir("turncue", appauthor=False)) / "recognition"


def content_key(path: str | os.PathLike[str]) -> str:
    """A hash of a file's content; of a file over 32 MB the size and 32 parts of 1 MB spread over it."""
    digest = hashlib.blake2b(digest_size=16)
    size = os.path.getsize(path)
    digest.update(str(size).encode())
    with Path(path).open("rb") as file:
        if size <= params.RECOGNITION_CACHE_PART * params.RECOGNITION_CACHE_PARTS:
            digest.update(file.read())
        else:
            for k in range(params.RECOGNITION_CACHE_PARTS):
                file.seek((size - params.RECOGNITION_CACHE_PART) * k // (params.RECOGNITION_CACHE_PARTS - 1))
                digest.update(file.read(params.RECOGNITION_CACHE_PART))
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """The words of one file by one recogniser, in ``folder``."""

    folder: Path

    @staticmethod
    def of(path: str | os.PathLike[str], recogniser: str, options: AudioOptions) -> Cache | None:
        """The cache of a file; None where there is no folder for it or the file cannot be read."""
        root = cache_folder()
        if root is None:
            return None
        try:
            key = f"{content_key(path)}|{options.track}|{recogniser}"
        except OSError:
            return None
        return Cache(root / hashlib.blake2b(key.encode(), digest_size=16).hexdigest())

    def _file(self, chunk: Block) -> Path:
        return self.folder / f"{chunk.start}-{len(chunk.samples)}.json"

    def read(self, chunk: Block) -> list[Word] | None:
        """The words of a chunk, None where they are not kept."""
        file = self._file(chunk)
        try:
            rows = json.loads(file.read_text(encoding="utf-8"))
            words = [Word(str(t), int(s), int(e), None if c is None else float(c)) for t, s, e, c in rows]
            os.utime(file)
        except (OSError, ValueError, TypeError):
            return None
        return words

    def write(self, chunk: Block, words: list[Word]) -> None:
        """Keep the words of a chunk."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump([(w.text, w.start, w.end, w.confidence) for w in words], file, ensure_ascii=False)
            os.replace(name, self._file(chunk))
            if chunk.start == 0:
                _shrink(self.folder.parent, CACHE_LIMIT)


def _shrink(root: Path, limit: int) -> None:
    """Remove the files used longest ago until the folder is within its limit."""
    rows = sorted((f.stat().st_mtime, f.stat().st_size, f) for f in root.rglob("*.json"))
    total = sum(size for _, size, _ in rows)
    for _, size, file in rows:
        if total <= limit:
            return
        file.unlink(missing_ok=True)
        total -= size
