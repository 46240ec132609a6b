"""yt-dlp post-processor: subtitles that say who speaks, from a transcript and the captions that yt-dlp has written.

::

    yt-dlp --write-subs --write-auto-subs --sub-langs en --sub-format json3/vtt \\
        --use-postprocessor "Turncue:transcript=talk.md;speakers=every" URL

``transcript`` may be a template of yt-dlp (``texts/%(id)s.md``); without it a transcript with the video's name beside
it is taken. ``format`` is the suffix to write (srt), ``lang`` the language of the captions to use. Every other argument
is an option of ``turncue.align`` by its name. yt-dlp imports this file at every start: turncue is imported in ``run``.
"""

from __future__ import annotations

import os
import re
from typing import Any

from yt_dlp.postprocessor.common import PostProcessor
from yt_dlp.utils import PostProcessingError

__all__ = ["TurncuePP"]

_CAPTION_ORDER = ("json3", "srv3", "vtt", "ttml", "srt")  # word times first
_TRANSCRIPT_SUFFIXES = (".md", ".txt", ".docx", ".html")


class TurncuePP(PostProcessor):  # type: ignore[misc]
    """``--use-postprocessor Turncue:…``"""

    def __init__(self, downloader: Any = None, **options: str) -> None:
        super().__init__(downloader)
        self._options = dict(options)
        self._transcript = self._options.pop("transcript", "")
        self._suffix = self._options.pop("format", "srt").lstrip(".")
        self._language = self._options.pop("lang", "")

    def run(self, info: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Align, and write the subtitles beside the captions; they move with them to the final folder."""
        captions, language = self._captions(info)
        if captions is None:
            self.to_screen("no captions were written for this video; add --write-subs or --write-auto-subs")
            return [], info
        base = captions.removesuffix("." + captions.rpartition(".")[2]).removesuffix(f".{language}")
        transcript = self._transcript_of(info, base)
        target = self._align(transcript, captions, base)
        moves = info.setdefault("__files_to_move", {})
        folder = os.path.dirname(moves.get(captions) or "")
        if folder:
            moves[target] = os.path.join(folder, os.path.basename(target))
        self.to_screen(f"wrote {moves.get(target, target)}")
        return [], info

    def _captions(self, info: dict[str, Any]) -> tuple[str | None, str]:
        """The captions file to use, and its language."""
        written = [
            (language, sub["filepath"], sub.get("ext") or "")
            for language, sub in (info.get("requested_subtitles") or {}).items()
            if sub.get("filepath") and os.path.exists(sub["filepath"])
        ]
        if self._language:
            written = [row for row in written if row[0].split("-")[0] == self._language.split("-")[0]]

        def order(row: tuple[str, str, str]) -> tuple[bool, bool, int, str]:
            language, _, ext = row
            rank = _CAPTION_ORDER.index(ext) if ext in _CAPTION_ORDER else len(_CAPTION_ORDER)
            return (language != self._language, not language.endswith("-orig"), rank, language)

        if not written:
            return None, ""
        language, path, _ = min(written, key=order)
        return path, language

    def _transcript_of(self, info: dict[str, Any], base: str) -> str:
        if self._transcript:
            template = self._transcript
            return self._downloader.evaluate_outtmpl(template, info) if self._downloader else template
        for suffix in _TRANSCRIPT_SUFFIXES:
            if os.path.exists(base + suffix):
                return base + suffix
        raise PostProcessingError(f"turncue: no transcript; give Turncue:transcript=FILE, or name it {base}.md")

    def _align(self, transcript: str, captions: str, base: str) -> str:
        """Write the subtitles; returns their path."""
        import turncue

        try:
            result = turncue.align(transcript, captions, **self._typed())
            language = re.sub(r"[^A-Za-z0-9-]", "", result.document.language or "") or "und"
            target = f"{base}.{language}.{self._suffix}"
            if os.path.abspath(target) in map(os.path.abspath, (captions, transcript)) or os.path.exists(target):
                target = f"{base}.speakers.{language}.{self._suffix}"
            result.write(target, overwrite=self.get_param("overwrites") is not False)
        except turncue.TurncueError as error:
            raise PostProcessingError(f"turncue: {error}") from error
        for warning in result.report.warnings:
            self.report_warning(warning)
        return target

    def _typed(self) -> Any:
        """The options with their values as turncue has them: yt-dlp gives texts."""
        from turncue.workflows.typed_options import typed_options

        return typed_options(self._options)
