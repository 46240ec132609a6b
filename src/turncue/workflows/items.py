"""The values of a batch: an item to do, a task for a worker, the outcome of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from turncue.model import Report

__all__ = ["Item", "ItemStatus", "LeftOver", "Outcome", "Task"]

ItemStatus = Literal["done", "unchanged", "refused", "failed"]
"""``done``: written now; ``unchanged``: as the last run left it; ``refused``: the two do not fit together."""


@dataclass(frozen=True, slots=True)
class Item:
    """One recording: what is read, and where its subtitles go.

    ``key`` names it in the ledger and the reports. ``out`` is the folder and the stem of the outputs, without a
    language and a suffix (``subs/talk``), ``targets`` the outputs by name where a manifest states them. ``siblings``
    are files of the same recording that are never written over. ``options`` are a manifest's options for this item.
    """

    key: str
    transcript: str
    captions: str
    out: str
    targets: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    media: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A file that is in no item, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is given: an item, the batch's options, and what the ledger knows of the item.

    ``shared`` holds the pickled ``Options`` (b"" where the worker has them already under ``shared_digest``).
    ``formats`` are the suffixes to write. ``known`` is the fingerprint of the last run, ``outputs`` the files that were
    written for the item with their digests; ``without_outputs``: the last run wrote none, for it failed. ``model`` is
    the recogniser's model, for recordings whose captions are their sound.
    """

    item: Item
    shared: bytes
    shared_digest: str
    formats: tuple[str, ...] = ("srt",)
    overwrite: bool = False
    known: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    without_outputs: bool = False
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item.

    ``fingerprint`` is the digest of inputs, options and version. ``outputs``: digest by location. ``confidence`` is
    the mean of the turns' confidence, weighted by their words (0 to 1). ``seconds`` is the time of the work.
    """

    key: str
    status: ItemStatus
    fingerprint: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
    confidence: float = 0.0
    language: str | None = None
    seconds: float = 0.0
    duration: int = 0
    error: str = ""
