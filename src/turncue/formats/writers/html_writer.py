"""The transcript as a web page in the shape of Podcasting 2.0: ``<cite>`` the speaker, ``<time>``, ``<p>``."""

from __future__ import annotations

import html

from turncue.formats.base import WriteOptions, encoded
from turncue.formats.writers.markdown_writer import short_time
from turncue.formats.writers.spoken import SpokenTurn, plain, spoken_turns, without_controls
from turncue.model import Document

__all__ = ["write"]

_STYLE = (
    "body{max-width:46em;margin:2em auto;padding:0 1em;font:1.05em/1.5 system-ui,sans-serif}"
    "cite{font-weight:600;font-style:normal}time{color:#666;margin-left:.6em;font-size:.85em}p{margin:.2em 0 1em}"
)


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """HTML of all turns. Every text is escaped; the page loads nothing and runs nothing."""
    title = next((plain(v) for k, v in document.metadata.items() if k.lower() == "title"), "") or "Transcript"
    language = f' lang="{html.escape(document.language)}"' if document.language else ""
    turns = "\n".join(_turn(turn) for turn in spoken_turns(document, absent=True) if plain(turn.text))
    return encoded(
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n<title>{html.escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{html.escape(title)}</h1>\n{turns}\n</body>\n</html>\n"
    )


def _turn(turn: SpokenTurn) -> str:
    name = plain(turn.speaker or "")
    cite = f"<cite>{html.escape(name)}:</cite>" if name else ""
    time = ""
    if turn.start is not None:
        time = f'<time datetime="PT{turn.start / 1000:.3f}S">{short_time(turn.start)}</time>'
    paragraphs = [p for p in without_controls(turn.text).split("\n") if p.strip()]
    head = " ".join(filter(None, (cite, time)))
    return f"{head}\n" + "\n".join(f"<p>{html.escape(p.strip())}</p>" for p in paragraphs)
