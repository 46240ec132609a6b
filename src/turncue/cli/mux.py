"""``turncue mux``: subtitles into a video by ffmpeg."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from types import SimpleNamespace

from turncue.cli.outputs import check_place
from turncue.cli.rows import OUTPUT, OVERWRITE, QUIET, Command, Row, argument, option
from turncue.cli.terminal import say
from turncue.errors import ReadError, UsageError, WriteError

__all__ = ["COMMAND"]

_ROWS = (
    argument("files", "The video, then one or more subtitle files.", "VIDEO SUBS", many=True),
    Row("out", "Video to write: .mp4, .mov, .mkv or .webm.", str, ("--out", "-o"), panel=OUTPUT, metavar="FILE"),
    Row("burn", "Draw the first subtitles into the picture, with the speakers' colors.", bool, ("--burn",), False),
    Row("title", "Title of the subtitle track.", str, ("--title",), metavar="TEXT"),
    Row("no_default", "Do not show the first track unasked.", bool, ("--no-default",), False),
    Row("chapters", "A result (JSON) whose turns become chapters.", str, ("--chapters",), metavar="RESULT"),
    Row("transcript", "The transcript of --chapters; its headings become the chapters.", str, ("--transcript",),
        metavar="FILE"),
    Row("dry_run", "Print the ffmpeg command; write nothing.", bool, ("--dry-run",), False),
    option("language", help="Language of the subtitles, where their name and text do not show it."),
    OVERWRITE,
    QUIET,
)  # fmt: skip


def _run(given: SimpleNamespace) -> int:
    from turncue.workflows.mux_plan import MuxOptions, check_ffmpeg, mux_command, track_of_file

    if given.transcript and not given.chapters:
        raise UsageError("--transcript is for --chapters: give the result of align as JSON, --chapters talk.json.")
    if len(given.files) < 2 or not given.out:
        raise UsageError("name a video, subtitles and a file to write: turncue mux talk.mp4 talk.srt -o out.mp4.")
    video, *subs = given.files
    if not os.path.isfile(video):
        raise ReadError("there is no such file (video).", video, hint="Check the name and the folder.")
    inputs = {"video": video} | {f"subtitles {name}": name for name in subs}
    check_place(given.out, given.overwrite, inputs)
    options = MuxOptions(not given.no_default, given.burn, given.title or "", given.language)
    tracks = [track_of_file(name, given.out, options) for name in subs]
    ffmpeg = "ffmpeg" if given.dry_run else check_ffmpeg()
    # names of ours only: ffmpeg's filters would take : ' , \ in a path for something else
    with tempfile.TemporaryDirectory(prefix="turncue-") as folder:
        files = [(track, f"{folder}/sub{k}{track.suffix}") for k, track in enumerate(tracks)]
        for track, path in files:
            Path(path).write_bytes(track.data)
        chapters = _chapters(given, folder)
        partial = os.path.join(os.path.dirname(given.out), f".turncue-{os.getpid()}{Path(given.out).suffix}")
        command = mux_command(video, files, partial, options, chapters)
        if given.dry_run:
            shown = [given.out if part == f"file:{partial}" else part for part in command]
            say(shlex.join(shown))
            return 0
        try:
            done = subprocess.run([ffmpeg, *command[1:]], capture_output=True, text=True, errors="replace", check=False)
            if done.returncode:
                last = next(iter(done.stderr.strip().splitlines()[-1:]), "no message")
                raise WriteError(f"{given.out}: ffmpeg failed: {last}")
            os.replace(partial, given.out)
        finally:
            Path(partial).unlink(missing_ok=True)
    say(given.out)
    return 0


def _chapters(given: SimpleNamespace, folder: str) -> str:
    """The path of a file of ffmetadata; "" for no chapters."""
    if not given.chapters:
        return ""
    from turncue.cli.chapters_command import chapters_for
    from turncue.workflows.chapters import ffmetadata

    path = f"{folder}/chapters.txt"
    Path(path).write_bytes(ffmetadata(chapters_for(given.chapters, given.transcript)))
    return path


COMMAND = Command(
    "mux",
    "Put subtitles into VIDEO by ffmpeg: names as visible text, language, title and flags.",
    _ROWS,
    _run,
    (
        "turncue mux talk.mp4 talk.en.vtt -o talk.subbed.mp4",
        "turncue mux talk.mp4 talk.en.srt talk.zh.srt -o talk.mkv --chapters talk.json",
        "turncue mux talk.mp4 talk.ass -o burnt.mp4 --burn",
    ),
)
