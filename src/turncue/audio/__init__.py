"""Sound: recognised words, captions brought to a recording's clock, word onsets. Needs the extra ``audio``."""

from __future__ import annotations

from turncue.audio.recogniser import AudioOptions, NoRecogniser
from turncue.audio.recognition import Transcription, captions_from_media, is_media, spoken_bias, transcribed
from turncue.audio.sync_result import Piece, SyncRefused, SyncResult
from turncue.audio.synchronize import sync, sync_to_captions

__all__ = [
    "AudioOptions",
    "NoRecogniser",
    "Piece",
    "SyncRefused",
    "SyncResult",
    "Transcription",
    "captions_from_media",
    "is_media",
    "spoken_bias",
    "sync",
    "sync_to_captions",
    "transcribed",
]
