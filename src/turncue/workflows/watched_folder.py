"""Which files of a watched folder have stopped changing: a copy that is under way must not be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from turncue.workflows.items import Item

__all__ = ["FileState", "WatchState", "file_states"]

FileState = tuple[int, int]
"""Size in bytes and time of change in ns."""


def file_states(paths: Iterable[str]) -> dict[str, FileState]:
    """The state of each file that exists."""
    states = {}
    for path in paths:
        try:
            status = os.stat(path)
        except OSError:  # gone between the listing and now
            continue
        states[path] = (status.st_size, status.st_mtime_ns)
    return states


@dataclass(frozen=True, slots=True)
class WatchState:
    """What was seen of a folder.

    ``since``: for each file its state and when (in seconds) it was first seen in that state. ``tried``: the states of
    the files of each item, by key, when it was last handed to the workers.
    """

    since: Mapping[str, tuple[FileState, float]] = field(default_factory=dict)
    tried: Mapping[str, tuple[FileState, ...]] = field(default_factory=dict)

    def looked(self, states: Mapping[str, FileState], now: float) -> WatchState:
        """The state after another look at the folder."""
        since = {}
        for path, state in states.items():
            last = self.since.get(path)
            since[path] = last if last is not None and last[0] == state else (state, now)
        return WatchState(since, self.tried)

    def ready(self, items: Iterable[Item], now: float, quiet: float) -> tuple[Item, ...]:
        """The items that are new or changed, and whose files have not changed for ``quiet`` seconds."""
        return tuple(
            item
            for item in items
            if self._files(item) not in (None, self.tried.get(item.key))
            and all(now - self.since[path][1] >= quiet for path in (item.transcript, item.captions))
        )

    def with_tried(self, items: Iterable[Item]) -> WatchState:
        """The state after these items were handed to the workers."""
        tried = {item.key: files for item in items if (files := self._files(item)) is not None}
        return WatchState(self.since, {**self.tried, **tried})

    def _files(self, item: Item) -> tuple[FileState, ...] | None:
        """The states of an item's inputs; None when one of them is gone."""
        states = [self.since[path][0] for path in (item.transcript, item.captions) if path in self.since]
        return tuple(states) if len(states) == 2 else None
