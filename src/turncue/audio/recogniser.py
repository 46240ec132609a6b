"""What a recogniser is, and what a user may choose about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from turncue.audio.decode import Samples
from turncue.errors import TurncueError
from turncue.model import Word

__all__ = ["AudioOptions", "NoRecogniser", "Recogniser"]


class NoRecogniser(TurncueError):
    """No recogniser at hand knows the language: ``language`` is its tag, None where it is not known."""

    def __init__(self, language: str | None) -> None:
        super().__init__(language)
        self.language = language

    def message(self) -> str:
        return (
            f"no recogniser at hand knows the language {self.language or '(unknown)'}: the embedded one (pocketsphinx) "
            "knows English. Give a Whisper model with --model FOLDER (CTranslate2, pip install 'turncue[asr]'), or any "
            "recogniser's output with --words FILE."
        )


@dataclass(frozen=True, slots=True)
class AudioOptions:
    """What a user may choose about sound.

    ``model``: a folder with a CTranslate2 Whisper model, or a model name that faster-whisper may fetch (None: the
    embedded recogniser). ``track``: number (from 1) or language of the audio track. ``language``: of the speech, where
    known. ``cache``: whether recognised words are kept for the next run. ``bias``: text whose words the embedded
    recogniser expects. ``precise``: spend time on accuracy (for a transcript) or not (for matching).
    """

    model: str | None = None
    track: str | None = None
    language: str | None = None
    cache: bool = True
    bias: str = ""
    precise: bool = False


class Recogniser(Protocol):
    """A speech recogniser.

    ``name`` identifies the model and everything that changes its output (the cache's key). ``language`` is what it
    writes (None: it finds the language itself). ``longest`` is the length in ms of the longest chunk that it takes,
    ``sample`` that of a window for sync. ``lead`` is by how many ms its word starts are early on average.
    """

    @property
    def name(self) -> str:
        """What identifies the model and its options."""
        ...

    @property
    def language(self) -> str | None:
        """The language that it writes, None where it finds it."""
        ...

    @property
    def longest(self) -> int:
        """ms of the longest chunk."""
        ...

    @property
    def sample(self) -> int:
        """ms of a window for sync."""
        ...

    @property
    def lead(self) -> int:
        """ms by which word starts are early."""
        ...

    def recognise(self, samples: Samples) -> list[Word]:
        """The words of a chunk, in order, times in ms from its beginning. A word's text keeps its leading space."""
        ...

    def language_of(self, samples: Samples) -> str | None:
        """The language of the speech in a chunk; None where it is not plain."""
        ...
