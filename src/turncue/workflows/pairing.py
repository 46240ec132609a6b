"""Which transcript belongs to which captions, by the names of the files.

Files of one folder with one stem are one recording; a transcript alone in its folder may find its captions in
another of the folders given. The names are those of yt-dlp (``Talk [id].en.vtt``), of Jellyfin, Plex and Kodi
(``talk.en.sdh.srt``), and of people (``talk.md``, ``talk.zh.srt``, ``talk_transcript.docx``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from turncue.text.language import base_language
from turncue.workflows.file_names import FileName, parsed_name
from turncue.workflows.items import Item, LeftOver
from turncue.workflows.locations import folder_of, joined

__all__ = ["Pairing", "PairingOptions", "paired", "with_unique_keys"]

# captions with word times first; of one recording in one language the earliest of these is read
_CAPTION_ORDER = (".json3", ".json", ".jsonl", ".ctm", ".vtt", ".webvtt", ".ttml", ".srt", ".sbv", ".tsv", ".ass")
_EITHER = (".json", ".jsonl", ".tsv", ".xml")  # captions or a transcript, by their content
_TRANSCRIPT_ORDER = (".md", ".markdown", ".docx", ".odt", ".html", ".htm", ".fountain", ".rtf", ".pdf", ".txt", ".text")


@dataclass(frozen=True, slots=True)
class PairingOptions:
    """How to pair.

    ``root`` is the folder that the keys are relative to, ``out_dir`` where outputs go (None: beside the captions).
    ``sound``: media can stand for captions. ``captions_language``: the language of the captions to prefer.
    ``language_of`` detects a transcript's language where captions in several languages fit.
    """

    root: str = ""
    out_dir: str | None = None
    sound: bool = False
    captions_language: str | None = None
    language_of: Callable[[str], str | None] = lambda path: None


@dataclass(frozen=True, slots=True)
class Pairing:
    """The items, in order of their keys, and the files that are in none."""

    items: tuple[Item, ...]
    left_over: tuple[LeftOver, ...]


def paired(paths: Iterable[str], options: PairingOptions, known_outputs: frozenset[str] = frozenset()) -> Pairing:
    """Pair files. ``known_outputs`` were written by an earlier run and are no inputs. Their order does not matter."""
    given = sorted(path for path in set(paths) if path not in known_outputs)
    unusable = [LeftOver(path, "its name is not UTF-8; rename it") for path in given if not _is_unicode(path)]
    names = [parsed_name(path) for path in given if _is_unicode(path)]
    groups: dict[tuple[str, str], list[FileName]] = defaultdict(list)
    for name in names:
        if name.kind != "other":
            groups[folder_of(name.path), name.stem].append(name)
    items: list[Item] = []
    left: list[LeftOver] = [*unusable]
    for group in _joined_groups(groups):
        made, rest = _recording(group, options)
        items += made
        left += rest
    return Pairing(tuple(sorted(items, key=lambda i: i.key)), tuple(sorted(left, key=lambda x: x.path)))


def _is_unicode(path: str) -> bool:
    """Whether a name can be stored and shown: Python has other bytes of a name as lone surrogates."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _joined_groups(groups: Mapping[tuple[str, str], list[FileName]]) -> list[list[FileName]]:
    """Groups of one recording each; a group that lacks a side takes it from the only other folder that has it."""
    by_stem: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in groups:
        by_stem[key[1]].append(key)
    joined_groups = []
    for keys in by_stem.values():
        text = [k for k in keys if not any(n.kind in ("captions", "media") for n in groups[k])]
        timed = [k for k in keys if not any(n.kind == "transcript" for n in groups[k])]
        if len(keys) == 2 and len(text) == len(timed) == 1 and text != timed:
            joined_groups.append([*groups[text[0]], *groups[timed[0]]])
        else:
            joined_groups += [groups[k] for k in keys]
    return joined_groups


def _recording(group: Sequence[FileName], options: PairingOptions) -> tuple[list[Item], list[LeftOver]]:
    """The items of one stem: one for each language that a transcript is in."""
    ids = {n.id for n in group if n.id}
    if len(ids) > 1:  # two videos of one title
        parts = [_recording([n for n in group if n.id == video], options) for video in sorted(ids)]
        plain = [
            LeftOver(n.path, "several videos have this title; add the [id] to the name") for n in group if not n.id
        ]
        return [i for made, _ in parts for i in made], [x for _, rest in parts for x in rest] + plain
    group = _with_captions(group)
    transcripts, left = _transcripts(group)
    timed = [n for n in group if n.kind == "captions"]
    media = [n for n in group if n.kind == "media"]
    if not transcripts:
        return [], left + [LeftOver(n.path, "no transcript of this name") for n in (*timed, *(() if timed else media))]
    used: set[str] = set()
    items: list[Item] = []
    siblings = tuple(n.path for n in group)
    for name in transcripts:
        source = _captions_for(name, timed, options) or (media[0] if media and options.sound else None)
        if source is None:
            left.append(LeftOver(name.path, _why_not(media)))
            continue
        used.add(source.path)
        items.append(_item(name, source, siblings, options))
    reason = "other captions of this recording were preferred"
    left += [LeftOver(n.path, reason if used else "no transcript of this name") for n in timed if n.path not in used]
    return items, left


def _with_captions(group: Sequence[FileName]) -> Sequence[FileName]:
    """The group; where it lacks captions, a file that may be either (a recogniser's JSON) is taken for them, if there
    is a transcript beside it."""
    either = [n for n in group if n.kind == "transcript" and n.suffix in _EITHER]
    if any(n.kind == "captions" for n in group) or not any(
        n.kind == "transcript" and n.suffix not in _EITHER for n in group
    ):
        return group
    return [replace(n, kind="captions") if n in either else n for n in group]


def _why_not(media: Sequence[FileName]) -> str:
    if media:
        return f"no captions of this name; to use the sound of {media[0].path}: pip install 'turncue[audio]'"
    return "no captions of this name"


def _rank(suffix: str, order: Sequence[str]) -> int:
    return order.index(suffix) if suffix in order else len(order)


def _transcripts(group: Sequence[FileName]) -> tuple[list[FileName], list[LeftOver]]:
    by_tag: dict[str, list[FileName]] = defaultdict(list)
    for name in group:
        if name.kind == "transcript":
            by_tag[name.tag.lower()].append(name)
    chosen, left = [], []
    for names in by_tag.values():
        names.sort(key=lambda n: (_rank(n.suffix, _TRANSCRIPT_ORDER), n.path))
        chosen.append(names[0])
        left += [LeftOver(n.path, f"another transcript was preferred: {names[0].path}") for n in names[1:]]
    return chosen, left


def _captions_for(name: FileName, timed: Sequence[FileName], options: PairingOptions) -> FileName | None:
    """The captions to align a transcript with: its language first, then the original, then those with word times."""
    if not timed:
        return None
    tags = {_language(n) for n in timed}
    wanted = base_language(options.captions_language) or _language(name)
    if wanted is None and len(tags) > 1:
        wanted = base_language(options.language_of(name.path))

    def order(n: FileName) -> tuple[bool, bool, bool, bool, bool, int, str]:
        original = n.tag.lower().endswith("-orig") or "orig" in n.flags
        partial = bool(n.flags & {"forced", "foreign"})  # only what is spoken in other languages
        right = _language(n) == wanted
        ours = "speakers" in n.flags  # an output of an earlier run
        return (partial, ours, not right, not original, bool(n.tag), _rank(n.suffix, _CAPTION_ORDER), n.path)

    return min(timed, key=order)


def _item(name: FileName, source: FileName, siblings: tuple[str, ...], options: PairingOptions) -> Item:
    key = _relative(name.path, options.root)
    base = source.base if len(source.base) >= len(name.base) else name.base  # the one with yt-dlp's [id]
    if options.out_dir is None:
        out = joined(folder_of(source.path), base)
    else:
        out = joined(joined(options.out_dir, folder_of(key)) if not _outside(key) else options.out_dir, base)
    media = source.kind == "media"
    return Item(key, name.path, source.path, out, siblings=siblings, media=media, options=_language_options(name))


def _language_options(name: FileName) -> Mapping[str, str]:
    """A tag in the transcript's name states its language."""
    return {"language": name.tag.removesuffix("-orig")} if name.tag else {}


def _language(name: FileName) -> str | None:
    return base_language(name.tag.removesuffix("-orig")) if name.tag else None


def _relative(path: str, root: str) -> str:
    folder = root.rstrip("/\\")
    if folder and path.startswith(folder) and path[len(folder) : len(folder) + 1] in ("/", "\\"):
        return path[len(folder) + 1 :].replace("\\", "/")
    return path.replace("\\", "/")


def _outside(key: str) -> bool:
    return key.startswith(("/", "..")) or "://" in key or key[1:2] == ":"


def with_unique_keys(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items, a number behind each key that stands twice."""
    count: dict[str, int] = defaultdict(int)
    made = []
    for item in items:
        count[item.key] += 1
        made.append(item if count[item.key] == 1 else replace(item, key=f"{item.key}#{count[item.key]}"))
    return tuple(made)
