"""One small talk in every format of captions: what it is made of, and what must come out."""

from __future__ import annotations

import json
from typing import Any

# speaker, start ms, end ms, text
TALK = (
    ("Ann Lee", 1000, 3000, "Good morning, the ferry is late."),
    ("Ben Ode", 3400, 5200, "Then we shall walk along the wall."),
    ("Ann Lee", 5600, 7600, "It is a cold day for walking."),
    ("Ben Ode", 8000, 9800, "The wind will be behind us."),
)


def _clock(ms: int, point: str = ".") -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def words(row: tuple[str, int, int, str]) -> list[tuple[int, int, str]]:
    _, start, end, text = row
    parts = text.split()
    step = (end - start) // len(parts)
    return [(start + k * step, start + (k + 1) * step, w) for k, w in enumerate(parts)]


def _each(form: Any, parting: str = "\n") -> str:
    return parting.join(form(s, a, b, t) for s, a, b, t in TALK) + "\n"


def _word_rows(form: Any) -> list[Any]:
    return [form(row[0], a, b, w) for row in TALK for a, b, w in words(row)]


def _s(ms: int) -> float:
    return ms / 1000


_TTML = (
    '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
    ' xml:lang="en"><head><metadata><ttm:agent xml:id="a"><ttm:name type="full">Ann Lee</ttm:name></ttm:agent>'
    '<ttm:agent xml:id="b"><ttm:name type="full">Ben Ode</ttm:name></ttm:agent></metadata></head><body><div>'
    + _each(lambda s, a, b, t: f'<p begin="{_s(a)}s" end="{_clock(b)}" ttm:agent="{s[0].lower()}">{t}</p>', "")
    + "</div></body></tt>"
)
_EAF = (
    '<?xml version="1.0"?><ANNOTATION_DOCUMENT><HEADER TIME_UNITS="milliseconds"/><TIME_ORDER>'
    + "".join(
        f'<TIME_SLOT TIME_SLOT_ID="a{k}" TIME_VALUE="{a}"/><TIME_SLOT TIME_SLOT_ID="b{k}" TIME_VALUE="{b}"/>'
        for k, (_, a, b, _t) in enumerate(TALK)
    )
    + "</TIME_ORDER>"
    + "".join(
        f'<TIER TIER_ID="{name}" PARTICIPANT="{name}">'
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="a{k}" TIME_SLOT_REF2="b{k}"><ANNOTATION_VALUE>{t}'
            "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
            for k, (s, _, _, t) in enumerate(TALK)
            if s == name
        )
        + "</TIER>"
        for name in ("Ann Lee", "Ben Ode")
    )
    + "</ANNOTATION_DOCUMENT>"
)
_TEXTGRID = (
    'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = 10\ntiers? <exists>\nsize = 2\nitem []:\n'
    + (
        "".join(
            f'    item [{n}]:\n        class = "IntervalTier"\n        name = "{name}"\n        xmin = 0\n        xmax = 10\n'
            f"        intervals: size = {len(rows)}\n"
            + "".join(
                f'        intervals [{k}]:\n            xmin = {_s(a)}\n            xmax = {_s(b)}\n            text = "{t}"\n'
                for k, (_, a, b, t) in enumerate(rows, 1)
            )
            for n, name in enumerate(("Ann Lee", "Ben Ode"), 1)
            for rows in [[r for r in TALK if r[0] == name]]
        )
    )
)
_SAMI = (
    "<SAMI><HEAD><STYLE TYPE='text/css'><!-- .ENCC { Name: English; lang: en-US; } --></STYLE></HEAD><BODY>"
    + _each(lambda s, a, b, t: f"<SYNC Start={a}><P Class=ENCC>{t}\n<SYNC Start={b}><P Class=ENCC>&nbsp;")
    + "</BODY></SAMI>"
)
_ASS = (
    "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Default,Arial,40\n\n"
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    + _each(lambda s, a, b, t: f"Dialogue: 0,{_clock(a)[1:-1]},{_clock(b)[1:-1]},Default,{s},0,0,0,,{{\\i1}}{t}")
)
_SSA = (
    _ASS.replace("v4.00+", "v4.00")
    .replace("V4+ Styles", "V4 Styles")
    .replace("Layer,", "Marked,")
    .replace(" 0,0:", " Marked=0,0:")
)


def _dump(value: Any) -> str:
    return json.dumps(value, indent=1)


# name: (format, suffix, content, has names, has word times)
FILES: dict[str, tuple[str, str, str, bool, bool]] = {
    "srt": ("srt", ".srt", _each(lambda s, a, b, t: f"{_clock(a, ',')} --> {_clock(b, ',')}\n{s}: {t}\n"), True, False),
    "vtt": ("vtt", ".vtt", "WEBVTT\n\n" + _each(lambda s, a, b, t: f"{_clock(a)} --> {_clock(b)}\n<v {s}>{t}</v>\n"), True, False),
    "ass": ("ass", ".ass", _ASS, True, False),
    "ssa": ("ass", ".ssa", _SSA, True, False),
    "sbv": ("sbv", ".sbv", _each(lambda s, a, b, t: f"{_clock(a)[1:]},{_clock(b)[1:]}\n{t}\n"), False, False),
    "ttml": ("ttml", ".ttml", _TTML, True, False),
    "srv1": ("srv", ".srv1", "<?xml version='1.0'?><transcript>" + _each(lambda s, a, b, t: f'<text start="{_s(a)}" dur="{_s(b - a)}">{t}</text>') + "</transcript>", False, False),
    "srv2": ("srv", ".srv2", "<timedtext>" + _each(lambda s, a, b, t: f'<text t="{a}" d="{b - a}">{t}</text>') + "</timedtext>", False, False),
    "srv3": (
        "srv", ".srv3",
        '<timedtext format="3"><body>'
        + "".join(
            f'<p t="{r[1]}" d="{r[2] - r[1]}">' + "".join(f'<s t="{a - r[1]}">{" " if a > r[1] else ""}{w}</s>' for a, _, w in words(r)) + "</p>"
            for r in TALK
        )
        + "</body></timedtext>",
        False, True,
    ),
    "sami": ("sami", ".smi", _SAMI, False, False),
    "microdvd": ("microdvd", ".sub", "{1}{1}25.000\n" + _each(lambda s, a, b, t: f"{{{a // 40}}}{{{b // 40}}}{t}"), False, False),
    "mpl2": ("microdvd", ".txt", _each(lambda s, a, b, t: f"[{a // 100}][{b // 100}]{t}"), False, False),
    "lrc": ("lrc", ".lrc", _each(lambda s, a, b, t: f"[00:{_s(a):05.2f}]{t}\n[00:{_s(b):05.2f}]"), False, False),
    "lrc words": (
        "lrc", ".lrc",
        "\n".join(f"[00:{_s(r[1]):05.2f}]" + " ".join(f"<00:{_s(a):05.2f}> {w}" for a, _, w in words(r)) + f" <00:{_s(r[2]):05.2f}>" for r in TALK),
        False, True,
    ),
    "whisper tsv": ("tsv", ".tsv", "start\tend\ttext\n" + _each(lambda s, a, b, t: f"{a}\t{b}\t{t}"), False, False),
    "table": ("tsv", ".tsv", "start\tend\tspeaker\ttext\n" + _each(lambda s, a, b, t: f"{_s(a)}\t{_s(b)}\t{s}\t{t}"), True, False),
    "csv": ("csv-captions", ".csv", "start,end,speaker,text\n" + _each(lambda s, a, b, t: f'{_s(a)},{_s(b)},{s},"{t}"'), True, False),
    "audacity": ("audacity", ".txt", _each(lambda s, a, b, t: f"{_s(a):.6f}\t{_s(b):.6f}\t{t}"), False, False),
    "textgrid": ("textgrid", ".TextGrid", _TEXTGRID, True, False),
    "eaf": ("eaf", ".eaf", _EAF, True, False),
    "json3": ("json3", ".json3", _dump({"wireMagic": "pb3", "events": [{"tStartMs": a, "dDurationMs": b - a, "segs": [{"utf8": t}]} for _, a, b, t in TALK]}), False, False),
    "deepgram": ("deepgram", ".json", _dump({"metadata": {}, "results": {"channels": [{"alternatives": [{"transcript": "", "words": _word_rows(lambda s, a, b, w: {"word": w.lower(), "punctuated_word": w, "start": _s(a), "end": _s(b), "speaker": int(s == "Ben Ode")})}]}]}}), True, True),
    "aws": ("aws", ".json", _dump({"results": {"transcripts": [], "items": _word_rows(lambda s, a, b, w: {"type": "pronunciation", "start_time": str(_s(a)), "end_time": str(_s(b)), "speaker_label": s, "alternatives": [{"content": w, "confidence": "0.9"}]})}}), True, True),
    "google": ("google", ".json", _dump({"results": [{"alternatives": [{"transcript": r[3], "words": [{"word": w, "startTime": f"{_s(a)}s", "endTime": f"{_s(b)}s", "speakerTag": int(r[0] == "Ben Ode") + 1} for a, b, w in words(r)]}]} for r in TALK]}), True, True),
    "google v2": ("google", ".json", _dump({"results": [{"alternatives": [{"transcript": r[3], "words": [{"word": w, "startOffset": f"{_s(a)}s", "endOffset": f"{_s(b)}s", "speakerLabel": r[0]} for a, b, w in words(r)]}]} for r in TALK]}), True, True),
    "watson": ("google", ".json", _dump({"results": [{"alternatives": [{"transcript": r[3], "timestamps": [[w, _s(a), _s(b)] for a, b, w in words(r)]}]} for r in TALK], "speaker_labels": _word_rows(lambda s, a, b, w: {"from": _s(a), "to": _s(b), "speaker": int(s == "Ben Ode")})}), True, True),
    "azure": ("azure", ".json", _dump({"recognizedPhrases": [{"speaker": int(s == "Ben Ode") + 1, "offsetInTicks": a * 10_000, "durationInTicks": (b - a) * 10_000, "nBest": [{"display": t}]} for s, a, b, t in TALK]}), True, False),
    "azure fast": ("azure", ".json", _dump({"phrases": [{"speaker": int(r[0] == "Ben Ode"), "offsetMilliseconds": r[1], "durationMilliseconds": r[2] - r[1], "text": r[3], "words": [{"text": w, "offsetMilliseconds": a, "durationMilliseconds": b - a} for a, b, w in words(r)]} for r in TALK]}), True, True),
    "azure sdk": ("azure", ".json", "\n".join(json.dumps({"Offset": r[1] * 10_000, "Duration": (r[2] - r[1]) * 10_000, "DisplayText": r[3], "NBest": [{"Display": r[3], "Words": []}]}) for r in TALK), False, False),
    "revai": ("revai", ".json", _dump({"monologues": [{"speaker": int(r[0] == "Ben Ode"), "elements": [e for a, b, w in words(r) for e in ({"type": "text", "value": w, "ts": _s(a), "end_ts": _s(b)}, {"type": "punct", "value": " "})]} for r in TALK]}), True, True),
    "vosk": ("vosk", ".json", _dump({"result": _word_rows(lambda s, a, b, w: {"conf": 1.0, "word": w, "start": _s(a), "end": _s(b)}), "text": ""}), False, True),
    "vosk lines": ("vosk", ".jsonl", "\n".join(_dump({"result": [{"conf": 1.0, "word": w, "start": _s(a), "end": _s(b)} for a, b, w in words(r)], "text": r[3]}) for r in TALK), False, True),
    "speechmatics": ("speechmatics", ".json", _dump({"format": "2.9", "results": _word_rows(lambda s, a, b, w: {"type": "word", "start_time": _s(a), "end_time": _s(b), "alternatives": [{"content": w, "confidence": 0.9, "speaker": s}]})}), True, True),
    "assemblyai": ("assemblyai", ".json", _dump({"audio_url": "x", "words": _word_rows(lambda s, a, b, w: {"text": w, "start": a, "end": b, "confidence": 0.9, "speaker": s[0]})}), True, True),
    "elevenlabs": ("elevenlabs", ".json", _dump({"language_code": "eng", "words": _word_rows(lambda s, a, b, w: {"text": w, "start": _s(a), "end": _s(b), "type": "word", "speaker_id": s})}), True, True),
    "gladia": ("gladia", ".json", _dump({"result": {"transcription": {"full_transcript": "", "utterances": [{"start": _s(r[1]), "end": _s(r[2]), "text": r[3], "speaker": int(r[0] == "Ben Ode"), "words": [{"word": w, "start": _s(a), "end": _s(b)} for a, b, w in words(r)]} for r in TALK]}}}), True, True),
    "podcast": ("podcast", ".json", _dump({"version": "1.0.0", "segments": [{"speaker": s, "startTime": _s(a), "endTime": _s(b), "body": t + "\n"} for s, a, b, t in TALK]}), True, False),
    "whisper": ("whisper", ".json", _dump({"text": "", "segments": [{"id": k, "start": _s(r[1]), "end": _s(r[2]), "text": " " + r[3], "words": [{"word": " " + w, "start": _s(a), "end": _s(b), "probability": 0.9} for a, b, w in words(r)]} for k, r in enumerate(TALK)]}), False, True),
    "whisperx": ("whisper", ".json", _dump({"segments": [{"start": _s(a), "end": _s(b), "text": t, "speaker": f"SPEAKER_0{int(s == 'Ben Ode')}"} for s, a, b, t in TALK]}), True, False),
    "whisper.cpp": ("whisper", ".json", _dump({"transcription": [{"offsets": {"from": a, "to": b}, "timestamps": {}, "text": " " + t} for _, a, b, t in TALK]}), False, False),
    "start and duration": ("whisper", ".json", _dump([{"text": t, "start": _s(a), "duration": _s(b - a)} for _, a, b, t in TALK]), False, False),
    "times as strings": ("whisper", ".json", _dump([{"text": t, "start": _clock(a), "end": _clock(b)} for _, a, b, t in TALK]), False, False),
    "segment lines": ("whisper", ".jsonl", "\n".join(json.dumps({"text": t, "start": _s(a), "end": _s(b)}) for _, a, b, t in TALK), False, False),
    "stm": ("stm", ".stm", _each(lambda s, a, b, t: f"talk 1 {s.replace(' ', '_')} {_s(a)} {_s(b)} {t}"), True, False),
    "ctm": ("ctm", ".ctm", "\n".join(_word_rows(lambda s, a, b, w: f"talk 1 {_s(a)} {_s(b - a)} {w} 0.9 lex {s.replace(' ', '_')}")) + "\n", True, True),
}  # fmt: skip
