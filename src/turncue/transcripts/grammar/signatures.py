"""What may be a label at the beginning of a line, and in which form: the candidates of one line.

A form (``Signature``) is what stands around a name, without the name, notes and times: list mark, heading, what opens,
what closes, what parts name and text, and whether text follows on the line. One line has a candidate for each stop at
which its name may end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from turncue.text.strip import tidy
from turncue.transcripts import params
from turncue.transcripts.grammar.times import BREAK, TimedLine
from turncue.transcripts.names import fold
from turncue.transcripts.params import NAME_LENGTH, NAME_WORDS

__all__ = ["Candidate", "Signature", "candidates_of", "split_notes"]


class Signature(NamedTuple):
    """A form of label: ``bullet``, ``heading``, ``opening`` and ``closing`` marks, ``delimiter``, ``own`` line."""

    bullet: str
    heading: bool
    opening: str
    closing: str
    delimiter: str
    own: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible label: the line's index, the form, the name as written, its key, notes in brackets, and the rest."""

    at: int
    signature: Signature
    name: str
    key: str
    notes: tuple[str, ...]
    rest: str


_SAME = {"__": "**", "_": "*", "___": "***", "（": "(", "［": "[", "“": '"', "”": '"', "）": ")", "］": "]"}
_PAIRS = {
    "[": "]", "(": ")", "（": "）", "【": "】", "［": "］", "<": ">", "{": "}", "「": "」", "『": "』", "《": "》",
    '"': '"', "“": "”", "«": "»", "`": "`", "~": "~", "|": "|", "=": "=", "#": "#", "‹": "›",
}  # fmt: skip
_OPEN = re.compile(r"\*{1,3}|_{1,3}(?=[^\s_])|[\[(（【［<{「『《\"“«‹`~|=@#]|>{1,3}|[-–—•►▶](?=\s)|♪")
_PHONE = re.compile(r"\(\d{2,4}\)\s?\d")
_RUNS = ("*", "**", "***", "__", "___")
_NEVER_NAME = re.compile(r"(?i)https?:|www\.|[\w.+-]+://")
_STOP = re.compile(
    r"(?P<emphasis>\*{1,3}|_{1,3}(?!\w))"
    r"|(?P<colons>::+|:-)|(?P<colon>[:：﹕︰])"
    r"|(?P<dash>\s(?:-{1,3}|[–—―−])(?=\s|$)|(?<=[\w.)\]])[—―]{1,2}(?=\S|$)|(?<=\w)--(?=\w)|(?<=\w)[–—](?=\s|$))"
    r"|(?P<tab>\t)"
    r"|(?P<wide> {2,}|\u3000)"
    r"|(?P<arrow>(?:->|=>|-->|[→⇒➜►»›]|>{1,3})(?=\s|$)|＞)"
    r"|(?P<odd>\s(?:[|/\\~=;#•·^%+]{1,3})(?=\s|$)|[|;](?=\s|$)|｜)"
    r"|(?P<stop>\.[-–—]+(?=\s?\S)|\.(?=\s\S))"
    rf"|(?P<time>{BREAK})"
    r"|(?P<quote>(?=[「『“«]))"
)
_DELIMITER = re.compile(
    r"(?P<colons>::+|:-)|(?P<colon>[:：﹕︰])|(?P<dash>-{1,3}(?=\s|$)|[–—―−])|(?P<tab>\t)|(?P<arrow>->|=>|-->|"
    r"[→⇒➜►»›＞]|>{1,3}(?=\s|$))"
    rf"|(?P<odd>[|/\\~=;#•·^%+]{{1,3}}(?=\s|$)|｜)|(?P<stop>\.[-–—]+|\.(?=\s|$))|(?P<time>{BREAK})|(?P<comma>,(?=\s))"
)
# a note behind the closing mark belongs to the label where a delimiter or nothing follows; else it is spoken text
_NOTE_HERE = re.compile(
    r"[*_]{0,2}[(（\[［]\s*(?P<n>[^()（）\[\]［］\n]{1,60}?)\s*[)）\]］][*_]{0,2}(?=\s*(?:[:：﹕︰|→»~=]|->|[-–—]\s|[*_\])）】]|$))"
)
_LAST_NOTE = re.compile(r"\s*[*_]{0,2}[(（\[［]\s*(?P<n>[^()（）\[\]［］\n]{1,60}?)\s*[)）\]］][*_]{0,2}$")
_TAIL = ",;:：﹕︰|~=/\\>»→⇒-–—―−•·^%" + BREAK
_MARKS = "*_ \t\u00a0\u3000"
_END_TAG = re.compile(r"\s*</[^<>\n]{1,70}>\s*$|\s*\[/[^\[\]\n]{1,70}\]\s*$")
_WORD = re.compile(r"\w")
_REST_OF_NAME = re.compile(r"\.(?:\s?[^\W\d_a-zß-ÿа-я][\w'’-]*\.?){1,4}\.\s")
_UNKNOWN = re.compile(r"[?？]{1,5}")
_SIGNS = re.compile(
    "^[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f ]+"
    "|[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f ]+$"
)
_FULL_STOP = re.compile(
    r"(?:\w{4,}|\b(?!(?:Esq|Inc|Ltd)\.)\w{3}|[\W\d_]|[^\x00-\u02ff]|^\w{1,3})\.$"
)  # not that of Jr., or of an initial
_ABBREVIATED = re.compile(
    r"(?:^|[\s.])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|St|Sr|Sra|Srta|Mme|Mlle|Rev|Hon|Gen|Col|Capt|Sen|Rep)$"
)


def split_notes(name: str) -> tuple[str, tuple[str, ...]]:
    """Part a name from the notes in brackets behind it; a name that is nothing but a bracket stays."""
    notes: list[str] = []
    while (match := _LAST_NOTE.search(name)) is not None and _WORD.search(name[: match.start()]):
        notes.insert(0, match["n"])
        name = name[: match.start()]
    return name, tuple(notes)


def candidates_of(at: int, timed: TimedLine) -> list[Candidate]:
    """The candidates of one line, the shortest name first; none for a rule."""
    text, line = timed.text, timed.line
    if line.rule or not text:
        return []
    opening, begin = _opening(text)
    made: dict[Signature, Candidate] = {}
    window = text[: begin + NAME_LENGTH + 24]
    for start, marks in [(begin, opening), *([(0, ())] if _PHONE.match(text) else [])]:
        stops = [(match.lastgroup or "", match.start()) for match in _STOP.finditer(window, start)]
        pairs = {(m, _PAIRS[m]) for m in marks if m in _PAIRS}
        stops += [("close", at_close) for o, c in pairs if (at_close := _matching(window, start, o, c)) > start]
        stops += [("mark", match) for m in marks if m in _RUNS and (match := window.find(m, start)) > start]
        if marks[-1:] == ("@",) and (gap := window.find(" ", start)) > start:
            stops.append(("at", gap))
        seen: set[str] = set()
        for kind, stop in stops:
            if kind in ("odd", "arrow"):
                kind += text[stop : stop + 3].strip()[:1]
            if kind == "colon" and _within_bracket(text, start, stop):
                continue
            if kind == "stop" and _ABBREVIATED.search(text[start:stop]) and _REST_OF_NAME.match(window, stop):
                continue
            if kind in seen:
                continue
            seen.add(kind)
            candidate = _candidate(at, timed, marks, text[start:stop], stop)
            if candidate is not None:
                made.setdefault(candidate.signature, candidate)
    free = opening if opening and not any(m in _PAIRS or m[0] in "*_" for m in opening) else ()
    for start, marks in [(0, ()), *([(begin, free)] if free else [])]:
        whole = _whole_line(at, timed, marks, text[start:])
        if whole is not None:
            made.setdefault(whole.signature, whole)
    return list(made.values())


def _within_bracket(text: str, start: int, stop: int) -> bool:
    """Whether a place lies inside a bracket that was opened behind ``start``: the colon of ``Ann [0:23]: …``."""
    return any(
        (begin := text.rfind(opener, start, stop)) >= 0
        and text.find(closer, begin, stop) < 0
        and text.find(closer, stop, stop + NAME_LENGTH) >= 0
        for opener, closer in (("[", "]"), ("(", ")"))
    )


def _matching(text: str, start: int, opener: str, closer: str) -> int:
    """Where the bracket that was opened before ``start`` closes; −1 where it does not."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] == closer:
            if not depth:
                return at
            depth -= 1
        elif text[at] == opener:
            depth += 1
    return -1


def _opening(text: str) -> tuple[tuple[str, ...], int]:
    """What opens a line, as tokens, and where the name begins."""
    marks: list[str] = []
    at = 0
    while len(marks) < 4 and (match := _OPEN.match(text, at)) is not None:
        marks.append(match[0])
        at = match.end()
        while at < len(text) and text[at] in " \t":
            at += 1
    return tuple(marks), at


def _candidate(at: int, timed: TimedLine, marks: tuple[str, ...], name: str, stop: int) -> Candidate | None:
    """The candidate whose name ends at ``stop``; None when what was opened stays open."""
    text = timed.text
    open_marks = [m for m in marks if m in _PAIRS or m[0] in "*_"]
    closing, delimiter = "", ""
    notes: list[str] = []
    end = stop
    for _ in range(params.SIGNATURES_MOST_TOKENS):
        rest = text[end:]
        lead = len(rest) - len(rest.lstrip(" \u00a0\u3000"))
        wide = lead > 1 or rest[:1] == "\u3000"
        rest = rest[lead:]
        if open_marks and (token := _closes(open_marks, rest)):
            open_marks.pop()
            closing += _SAME.get(token, token)
            end += lead + len(token)
        elif closing and not delimiter and not notes and (match := _NOTE_HERE.match(rest)) is not None:
            notes.append(match["n"])
            end += lead + match.end()
        elif not delimiter and (match := _DELIMITER.match(rest)) is not None:
            delimiter = match.lastgroup or ""
            if delimiter in ("odd", "arrow"):
                delimiter += match[0][:1]
            end += lead + match.end()
        elif wide and not delimiter and not closing and rest:
            delimiter = "wide"
            end += lead
        elif rest[:1] == "\t" and (delimiter or closing):
            end += lead + 1
        else:
            break
    rest = text[end:]
    if open_marks:
        last = open_marks[-1]
        if len(open_marks) == 1 and last == "*" and text.count("*") == 1 and delimiter:
            return _made(at, timed, (marks, closing, delimiter), (name, tuple(notes)), rest)
        if len(open_marks) > 1 or last[0] not in "*_" or not rest.rstrip().endswith(last):
            return None
        rest = rest.rstrip()[: -len(last)]
    quote = rest[:1] in "「『“«" and not delimiter and not closing
    delimiter = "quote" if quote else delimiter
    if not delimiter and not closing and marks[-1:] == ("@",) and text[stop : stop + 1] == " ":
        delimiter = "at"  # @name and a space
    if not delimiter and not closing:
        return None
    if delimiter == "colon" and text[end : end + 2] == "//":
        return None
    if delimiter == "colon" and rest[:1].isdigit() and name[-1:].isdigit():
        return None
    return _made(at, timed, (marks, closing, delimiter), (name, tuple(notes)), rest)


def _closes(open_marks: list[str], rest: str) -> str:
    """The token at the beginning of ``rest`` that closes the mark opened last; "" when none does."""
    last = open_marks[-1]
    token = _PAIRS.get(last, last)
    return token if rest.startswith(token) else ""


def _whole_line(at: int, timed: TimedLine, marks: tuple[str, ...], text: str) -> Candidate | None:
    """A line that is nothing but a name, with no mark or one that is never closed (``@``, ``>>``)."""
    if len(text) > NAME_LENGTH + 20 or BREAK in text or (not _WORD.match(text) and text[:1] not in "@+"):
        return None
    return _made(at, timed, (marks, "", ""), (text, ()), "")


def _made(
    at: int,
    timed: TimedLine,
    form: tuple[tuple[str, ...], str, str],
    named: tuple[str, tuple[str, ...]],
    rest: str,
) -> Candidate | None:
    marks, closing, delimiter = form
    name, notes = named
    name = _SIGNS.sub("", tidy(name).strip(_MARKS).lstrip("—–―")).rstrip(_MARKS + _TAIL)
    name = name.rstrip(" .…") if name.endswith(("..", "…")) else name
    name, more = split_notes(name)
    name = tidy(name.rstrip(_MARKS + _TAIL))
    if name.endswith(".") and (delimiter or closing) and delimiter != "stop" and _FULL_STOP.search(name):
        name = name[:-1]
    if (
        not (_WORD.search(name) or _UNKNOWN.fullmatch(name))
        or len(name) > NAME_LENGTH
        or len(name.split()) > NAME_WORDS
        or BREAK in name
    ):
        return None
    if _NEVER_NAME.search(name):
        return None
    rest = tidy(rest.lstrip(f" \t{BREAK}"))
    if "</" in rest or "[/" in rest:
        rest = tidy(_END_TAG.sub("", rest))
    if marks and marks[-1] == "<" and name.startswith("/"):
        return None
    opening = "".join(_SAME.get(m, m) for m in marks)
    signature = Signature(
        timed.line.bullet, timed.line.level > 0, opening, closing, delimiter, not rest.strip(BREAK + " ")
    )
    return Candidate(at, signature, name, fold(name), (*more, *notes), rest)
