"""Which column of a table holds the speaker, which the time, which the text: by its head, else by what it holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from turncue.transcripts import params
from turncue.transcripts.documents.entries import Entry
from turncue.transcripts.grammar.clocks import find_clocks
from turncue.transcripts.names import fold

__all__ = ["Columns", "entries_of", "find_columns", "time_of", "unit_of"]

_SPEAKER = re.compile(
    r"speaker(?:[ _]?(?:name|label|id))?s?|name|who|character|person|participant(?:[ _]?name)?|talker|actor|"
    r"user(?:name)?|"
    r"author|from|label|voice|agent|role|display[ _]?name|sprecher(?:in)?|redner|locuteur|intervenant|orador|"
    r"hablante|ponente|"
    r"parlante|spreker|спикер|говорящий|имя|المتحدث|話者|說話人|说话人|講者|讲者|發言人|发言人|姓名|화자|이름"
)
_START = re.compile(
    r"start(?:[ _]?(?:time|ms|s|sec|seconds|timecode|offset))?|begin(?:[ _]?time)?|from|in|in[ _]?point|time(?:[ "
    r"_]?(?:code|stamp|in))?"
    r"|timecode|timestamp|tc(?:[ _]?in)?|t0|onset|offset|clock|zeit|beginn|début|inicio|hora|tempo|heure|время|"
    r"начало|وقت|時間|时间|"
    r"開始|开始|시간|시작"
)
_END = re.compile(
    r"end(?:[ _]?(?:time|ms|s|sec|seconds|timecode|offset))?|stop(?:[ _]?time)?|to|out|out[ _]?point|tc[ _]?out|"
    r"t1|ende|fin|fim|fine"
    r"|конец|終了|结束|結束|끝"
)
_TEXT = re.compile(
    r"text|what|said|says|transcript(?:ion)?|utterance|content|dialogue?|caption|subtitle|body|line|lines|speech|"
    r"sentence|message|words?|"
    r"statement|quote|transcribed[ _]?text|display[ _]?text|texte|texto|testo|tekst|inhalt|äußerung|текст|реплика|"
    r"النص|內容|内容|文本|文字|"
    r"字幕|原文|発言|本文|テキスト|台詞|텍스트|내용|대사"
)
_ROLE = re.compile(r"role|title|position|rolle|rôle|rol|職稱|职称")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns by their number; ``head``: the first row names them. ``named``: the head names at least two."""

    text: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    role: int | None = None
    head: bool = False
    named: bool = False


def find_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a table with two rows or more; None when no column holds text."""
    if len(rows) < 2:
        return None
    named = _by_head([fold(cell).strip(" :*#") for cell in rows[0]])
    return named or _by_content(rows)


def _by_head(head: Sequence[str]) -> Columns | None:
    def first(pattern: re.Pattern[str], *taken: int | None) -> int | None:
        return next((n for n, cell in enumerate(head) if n not in taken and pattern.fullmatch(cell)), None)

    text = first(_TEXT)
    speaker = first(_SPEAKER, text)
    start = first(_START, text, speaker)
    end = first(_END, text, speaker, start)
    if text is None or (speaker is None and start is None):
        return None
    role = first(_ROLE, text, speaker, start, end)
    return Columns(text, speaker, start, end, role, head=True, named=True)


def _by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    body = [row for row in rows if len(row) == width]
    if width < 2 or len(body) < 2:
        return None
    columns = [[row[n] for row in body] for n in range(width)]
    times = [n for n in range(width) if _is_time(columns[n])]
    texts = [n for n in range(width) if n not in times and not _is_index(columns[n])]
    if not texts:
        return None
    text = max(texts, key=lambda n: sum(len(cell) for cell in columns[n]))
    names = [n for n in texts if n != text and _is_names(columns[n])]
    speaker = min(names, key=lambda n: len(set(columns[n]))) if names else None
    if speaker is None and not times:
        return None
    head = bool(times) and all(time_of(body[0][n], 1.0) is None for n in times)  # a head in other words
    return Columns(text, speaker, times[0] if times else None, times[1] if len(times) > 1 else None, head=head)


def _is_time(cells: Sequence[str]) -> bool:
    values = [time_of(cell, 1.0) for cell in cells]
    known = [v for v in values if v is not None]
    rising = sum(1 for a, b in pairwise(known) if a <= b)
    return len(known) >= 0.8 * len(cells) and not _is_index(cells) and rising >= 0.9 * (len(known) - 1)


def _is_index(cells: Sequence[str]) -> bool:
    values = [int(c) for c in cells if c.strip().isdecimal()]
    return len(values) >= 0.8 * len(cells) and all(b - a == 1 for a, b in pairwise(values))


def _is_names(cells: Sequence[str]) -> bool:
    given = [c for c in cells if c.strip()]
    distinct = len(set(given))
    return (
        bool(given)
        and max(map(len, given)) <= params.COLUMNS_MOST_NAME
        and (distinct <= 0.7 * len(given) or len(given) < 4)
    )


def time_of(cell: str, unit: float) -> int | None:
    """A time in a cell in ms: a clock, or a number of ``unit`` seconds."""
    cell = cell.strip()
    if not cell:
        return None
    if _NUMBER.fullmatch(cell):
        return round(float(cell.replace(",", ".")) * 1000 * unit)
    clocks = find_clocks(cell, 90)
    return clocks[0].time if clocks and clocks[0].kind != "minute" else None


def unit_of(starts: Sequence[float], sizes: Sequence[int]) -> float:
    """The unit of bare numbers in seconds (1 or 0.001), in which ``sizes`` characters have a human speed."""
    steps = [(b - a, n) for a, b, n in zip(starts, starts[1:], sizes, strict=False) if b > a]
    if not steps:
        return 1.0
    rates = sorted(n / step for step, n in steps)
    return 0.001 if rates[len(rates) // 2] < 0.5 else 1.0


def entries_of(rows: Sequence[Sequence[str]], columns: Columns, lines: Sequence[int] | None = None) -> list[Entry]:
    """The rows below the head as entries. A speaker's cell left empty means the one above."""
    body = list(enumerate(rows))[1 if columns.head else 0 :]

    def cell(row: Sequence[str], column: int | None) -> str:
        return row[column].strip() if column is not None and column < len(row) else ""

    plain = [
        (float(c.replace(",", ".")), len(cell(row, columns.text)))
        for _, row in body
        if _NUMBER.fullmatch(c := cell(row, columns.start))
    ]
    unit = unit_of([a for a, _ in plain], [n for _, n in plain])
    made: list[Entry] = []
    for number, row in body:
        name = cell(row, columns.speaker) or None
        if name is None and columns.speaker is not None and made and cell(row, columns.text):
            name = made[-1].speaker
        start, end = time_of(cell(row, columns.start), unit), time_of(cell(row, columns.end), unit)
        line = lines[number] if lines else None
        role = cell(row, columns.role) or None
        made.append(Entry(name.rstrip(":：") if name else None, cell(row, columns.text), start, end, line, role))
    return made
