"""PDF, by pypdf: the text layer where it is good, else a refusal that names what it is."""

from __future__ import annotations

import io
from dataclasses import replace

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts.params import LONGEST_PDF
from turncue.transcripts.readings import read_plain

__all__ = ["read_pdf", "sniff_pdf"]

_HINT = "Copy its text into a .txt file, or convert it: pdftotext -layout file.pdf."


def sniff_pdf(source: Source) -> float:
    """1 for a PDF, else 0."""
    return 1.0 if source.data[:1024].find(b"%PDF-") >= 0 else 0.0


def read_pdf(source: Source, options: TranscriptOptions) -> Transcript:
    """Read the text layer of a PDF. Raises ReadError for one without text, a broken one, or without the library."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise ReadError(
            "this is a PDF; pypdf is needed to read it.", source.name, hint=f"pip install pypdf. {_HINT}"
        ) from error
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(source.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("this PDF is locked by a password.", source.name, hint="Give an open copy of it.")
        if len(reader.pages) > LONGEST_PDF:
            raise ReadError(f"this PDF has more than {LONGEST_PDF} pages.", source.name, hint=_HINT)
        pages = [page.extract_text() or "" for page in reader.pages]
    except ReadError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        AssertionError,
    ) as error:
        raise ReadError("this PDF is broken and could not be read.", source.name, hint=_HINT) from error
    text = "\n".join(_without_running_lines(pages))
    if sum(c.isalpha() for c in text) < 20 or text.count("\ufffd") > len(text) // 50:
        raise ReadError("this PDF has no readable text layer (it may be scanned).", source.name, hint=_HINT)
    made = read_plain(text, source.name, options)
    note = "read from the text layer of a PDF: check that lines and names are in order"
    return replace(
        made, format="pdf", notes=(note, *made.notes), turns=tuple(replace(t, line=None) for t in made.turns)
    )


def _without_running_lines(pages: list[str]) -> list[str]:
    """The pages without lines that head or foot most of them, and without page numbers."""
    split = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    edges = [line for page in split for line in (page[:1] + page[-1:])]
    running = (
        {line for line in edges if len(pages) > 2 and edges.count(line) > len(pages) // 2}
        if len(edges) < 4000
        else set()
    )
    return ["\n".join(x for x in page if x not in running and not x.isdecimal()) for page in split]
