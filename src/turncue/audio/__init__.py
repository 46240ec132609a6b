"""Sound: recognised words, captions brought to a recording's clock, word onsets. Needs the extra ``audio``."""

from __future__ import annotations

from turncue.audio.recogniser import AudioOptions, NoRecogniser
from turncue.audio.recognition import is_media
from turncue.audio.sync import sync
from turncue.audio.sync_result import Piece, SyncRefused, SyncResult

__all__ = ["AudioOptions", "NoRecogniser", "Piece", "SyncRefused", "SyncResult", "is_media", "sync"]
