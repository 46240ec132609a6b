"""Results of recognisers, as their services and tools write them."""

from __future__ import annotations

from typing import Any

from caption_forms import LETTER, NUMBER, ROWS, Form, clock, dump, each, lines, plain, words


def _words(make: Any) -> list[Any]:
    return [make(row[0], a, b, w) for row in ROWS for a, b, w in words(row)]


def _rows(make: Any) -> list[Any]:
    return [make(row) for row in ROWS]


def _spk(s: str) -> str:
    return f"SPEAKER_0{NUMBER[s]}"


def _aws_items(label: bool = True, **more: Any) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for s, a, b, w in _words(lambda *x: x):
        core = w.rstrip(".,?")
        extra = ({"speaker_label": f"spk_{NUMBER[s]}"} if label else {}) | more
        out.append(
            {
                "id": len(out),
                "type": "pronunciation",
                "alternatives": [{"confidence": "0.98", "content": core}],
                "start_time": str(a),
                "end_time": str(b),
                **extra,
            }
        )
        if core != w:
            out.append(
                {
                    "id": len(out),
                    "type": "punctuation",
                    "alternatives": [{"confidence": "0.0", "content": w[len(core) :]}],
                    **extra,
                }
            )
    return out


_AWS_SEGMENTS = _rows(
    lambda r: {
        "start_time": str(r[1]),
        "end_time": str(r[2]),
        "speaker_label": f"spk_{NUMBER[r[0]]}",
        "items": [
            {"start_time": str(a), "end_time": str(b), "speaker_label": f"spk_{NUMBER[r[0]]}"} for a, b, _ in words(r)
        ],
    }
)
_AWS_TRANSCRIPTS = [{"transcript": " ".join(r[3] for r in ROWS)}]


def _channel_items(n: int) -> list[dict[str, Any]]:
    return [
        {"channel_label": f"ch_{n}", **item}
        for r in ROWS
        if NUMBER[r[0]] == n
        for a, b, w in words(r)
        for core in [w.rstrip(".,?")]
        for item in (
            {
                "start_time": str(a),
                "end_time": str(b),
                "alternatives": [{"confidence": "0.9", "content": core}],
                "type": "pronunciation",
            },
            {"alternatives": [{"confidence": "0.0", "content": w[len(core) :]}], "type": "punctuation"},
        )
        if item["alternatives"][0]["content"]  # type: ignore[index]
    ]


def _dg_word(s: str, a: float, b: float, w: str, speaker: bool = True) -> dict[str, Any]:
    return {"word": plain(w), "start": a, "end": b, "confidence": 0.99, "punctuated_word": w} | (
        {"speaker": NUMBER[s], "speaker_confidence": 0.7} if speaker else {}
    )


def _google_words(key: str, make: Any, tag: str | None = None) -> Any:
    def one(r: Any) -> dict[str, Any]:
        rows = [
            {"word": w, f"start{key}": make(a), f"end{key}": make(b)} | ({tag: NUMBER[r[0]] + 1} if tag else {})
            for a, b, w in words(r)
        ]
        return {"alternatives": [{"transcript": r[3], "confidence": 0.9, "words": rows}], "languageCode": "en-us"}

    return one


def _ticks(s: float) -> int:
    return round(s * 10_000_000)


def _iso(s: float) -> str:
    m, rest = divmod(s, 60)
    return "PT" + (f"{int(m)}M" if m else "") + f"{rest:g}S"


def _revai(r: Any) -> dict[str, Any]:
    elements: list[dict[str, Any]] = []
    for a, b, w in words(r):
        core = w.rstrip(".,?")
        if elements:
            elements.append({"type": "punct", "value": " "})
        elements.append({"type": "text", "value": core, "ts": a, "end_ts": b, "confidence": 0.9})
        if core != w:
            elements.append({"type": "punct", "value": w[len(core) :]})
    return {"speaker": NUMBER[r[0]], "speaker_info": None, "elements": elements}


def _sm(channel: str | None = None) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for s, a, b, w in _words(lambda *x: x):
        core = w.rstrip(".,?")
        who = {} if channel else {"speaker": f"S{NUMBER[s] + 1}"}
        extra = {"channel": f"channel_{NUMBER[s] + 1}"} if channel else {}
        out.append(
            {
                "type": "word",
                "start_time": a,
                "end_time": b,
                "alternatives": [{"confidence": 0.99, "content": core, "language": "en", **who}],
                **extra,
            }
        )
        if core != w:
            out.append(
                {
                    "type": "punctuation",
                    "start_time": b,
                    "end_time": b,
                    "is_eos": w[-1] != ",",
                    "attaches_to": "previous",
                    "alternatives": [{"confidence": 1.0, "content": w[len(core) :], "language": "en", **who}],
                    **extra,
                }
            )
    return out


def _ms(s: float) -> int:
    return round(s * 1000)


def _segment(r: Any, **more: Any) -> dict[str, Any]:
    return {"start": r[1], "end": r[2], "text": " " + r[3]} | more


def _w(r: Any, key: str = "probability", space: str = " ") -> list[dict[str, Any]]:
    return [{"word": space + w, "start": a, "end": b, key: 0.91} for a, b, w in words(r)]


def _cpp_tokens(r: Any) -> list[dict[str, Any]]:
    def token(text: str, a: float, b: float) -> dict[str, Any]:
        return {
            "text": text,
            "timestamps": {"from": clock(a, ","), "to": clock(b, ",")},
            "offsets": {"from": _ms(a), "to": _ms(b)},
            "id": 50,
            "p": 0.9,
            "t_dtw": -1,
        }

    out = [token("[_BEG_]", r[1], r[1])]
    for a, b, w in words(r):
        out += (
            [token(" " + w[:3], a, (a + b) / 2), token(w[3:], (a + b) / 2, b)] if len(w) > 3 else [token(" " + w, a, b)]
        )
    return [*out, token("[_TT_150]", r[2], r[2])]


def _cpp(r: Any, **more: Any) -> dict[str, Any]:
    return {
        "timestamps": {"from": clock(r[1], ","), "to": clock(r[2], ",")},
        "offsets": {"from": _ms(r[1]), "to": _ms(r[2])},
        "text": " " + r[3],
    } | more


_CPP_HEAD = {
    "systeminfo": "AVX = 1",
    "model": {"type": "base", "multilingual": True},
    "params": {"model": "m.bin", "language": "en", "translate": False},
    "result": {"language": "en"},
}
_X = [
    _segment(
        r,
        words=[{"word": w, "start": a, "end": b, "score": 0.8, "speaker": _spk(r[0])} for a, b, w in words(r)],
        speaker=_spk(r[0]),
    )
    for r in ROWS
]
_X_GAPS = [
    _segment(
        r,
        words=[
            {"word": w, "score": 0.8, **({} if k == 1 and len(words(r)) > 2 else {"start": a, "end": b})}
            for k, (a, b, w) in enumerate(words(r))
        ],
        speaker=_spk(r[0]),
    )
    for r in ROWS
]
_VI = _rows(
    lambda r: {
        "id": 1,
        "text": r[3],
        "confidence": 0.9,
        "speakerId": NUMBER[r[0]] + 1,
        "language": "en-US",
        "instances": [
            {
                "adjustedStart": "0:" + clock(r[1])[3:],
                "adjustedEnd": "0:" + clock(r[2])[3:],
                "start": "0:" + clock(r[1])[3:],
                "end": "0:" + clock(r[2])[3:],
            }
        ],
    }
)
_PR = {
    "language": "en-us",
    "segments": _rows(
        lambda r: {
            "duration": round(r[2] - r[1], 2),
            "language": "en-us",
            "speaker": f"9b1c-{NUMBER[r[0]]}",
            "start": r[1],
            "words": [
                {
                    "confidence": 1,
                    "duration": round(b - a, 2),
                    "eos": w[-1] == ".",
                    "start": a,
                    "tags": [],
                    "text": w,
                    "type": "word",
                }
                for a, b, w in words(r)
            ],
        }
    ),
    "speakers": [{"id": f"9b1c-{n}", "name": s} for s, n in NUMBER.items()],
}
_INNER = {
    "actions": [
        {
            "updateEngagementPanelAction": {
                "content": {
                    "transcriptRenderer": {
                        "content": {
                            "transcriptSearchPanelRenderer": {
                                "body": {
                                    "transcriptSegmentListRenderer": {
                                        "initialSegments": _rows(
                                            lambda r: {
                                                "transcriptSegmentRenderer": {
                                                    "startMs": str(_ms(r[1])),
                                                    "endMs": str(_ms(r[2])),
                                                    "snippet": {"runs": [{"text": r[3]}]},
                                                    "startTimeText": {"simpleText": "0:01"},
                                                }
                                            }
                                        )
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    ]
}
_SNIPPETS = _rows(lambda r: {"text": r[3], "start": r[1], "duration": round(r[2] - r[1], 2)})
_J3_HEAD = {
    "wireMagic": "pb3",
    "pens": [{}],
    "wsWinStyles": [{}, {"mhModeHint": 2, "juJustifCode": 0, "sdScrollDir": 3}],
    "wpWinPositions": [{}, {"apPoint": 6, "ahHorPos": 20, "avVerPos": 100, "rcRows": 2, "ccCols": 40}],
}
_J3_AUTO: list[Any] = [{"tStartMs": 0, "dDurationMs": 75000, "id": 1, "wpWinPosId": 1, "wsWinStyleId": 1}]
for _k, _r in enumerate(ROWS):
    _J3_AUTO.append(
        {
            "tStartMs": _ms(_r[1]),
            "dDurationMs": _ms(_r[2] - _r[1]) + 1500,
            "wWinId": 1,
            "segs": [
                {
                    "utf8": (" " if a > _r[1] else "") + w,
                    **({"tOffsetMs": _ms(a - _r[1])} if a > _r[1] else {}),
                    "acAsrConf": 0,
                }
                for a, _, w in words(_r)
            ],
        }
    )
    if _k + 1 < len(ROWS):
        _J3_AUTO.append(
            {
                "tStartMs": _ms(ROWS[_k + 1][1]) - 10,
                "dDurationMs": 1500,
                "wWinId": 1,
                "aAppend": 1,
                "segs": [{"utf8": "\n"}],
            }
        )

L, N, W = {"speakers": "labels"}, {"speakers": "names"}, {"words": True}
FORMS: tuple[Form, ...] = (
    Form("json3", "automatic", "c.json3", dump(_J3_HEAD | {"events": _J3_AUTO}), words=True, ends=False),
    Form("json3", "by hand, two lines", "c.en.json3", dump(_J3_HEAD | {"events": [{"tStartMs": _ms(a), "dDurationMs": _ms(b - a), "segs": [{"utf8": t.replace(" the ", "\nthe ")}]} for _, a, b, t in ROWS]})),
    Form("json3", "named .json, no head", "c.json", dump({"events": [{"tStartMs": _ms(a), "dDurationMs": _ms(b - a), "segs": [{"utf8": t}]} for _, a, b, t in ROWS]})),
    Form("json3", "page answer (initialSegments)", "c.json", dump(_INNER), refusal="no format fits"),
    Form("youtube", "snippets", "c.json", dump(_SNIPPETS)),
    Form("youtube", "snippets printed by Python", "c.txt", repr(_SNIPPETS), refusal="Python|JSON"),
    Form("youtube", "snippets under a key", "c.json", dump({"video_id": "x", "language": "English", "language_code": "en", "is_generated": True, "snippets": _SNIPPETS})),
    Form("deepgram", "utterances", "c.json", dump({"metadata": {"channels": 1}, "results": {"channels": [{"alternatives": [{"transcript": "x", "confidence": 0.9, "words": _words(_dg_word)}]}], "utterances": _rows(lambda r: {"start": r[1], "end": r[2], "confidence": 0.9, "channel": 0, "transcript": r[3], "words": [_dg_word(r[0], *x) for x in words(r)], "speaker": NUMBER[r[0]], "id": "u"})}}), **L, **W),
    Form("deepgram", "two channels", "c.json", dump({"metadata": {"channels": 2}, "results": {"channels": [{"alternatives": [{"transcript": "x", "words": [_dg_word(r[0], *x, speaker=False) for r in ROWS if NUMBER[r[0]] == n for x in words(r)]}]} for n in (0, 1)]}}), **L, **W),
    Form("deepgram", "live messages", "c.jsonl", lines(_rows(lambda r: {"type": "Results", "channel_index": [0, 1], "duration": r[2] - r[1], "start": r[1], "is_final": True, "speech_final": True, "channel": {"alternatives": [{"transcript": r[3], "confidence": 0.9, "words": [_dg_word(r[0], *x) for x in words(r)]}]}})), **L, **W),
    Form("deepgram", "paragraphs only", "c.json", dump({"results": {"channels": [{"alternatives": [{"transcript": "x", "paragraphs": {"transcript": "y", "paragraphs": _rows(lambda r: {"sentences": [{"text": r[3], "start": r[1], "end": r[2]}], "speaker": NUMBER[r[0]], "num_words": 6, "start": r[1], "end": r[2]})}}]}]}}), **L),
    Form("aws", "speaker labels", "c.json", dump({"jobName": "j", "results": {"transcripts": _AWS_TRANSCRIPTS, "speaker_labels": {"speakers": 2, "segments": _AWS_SEGMENTS}, "items": _aws_items()}, "status": "COMPLETED"}), **L, **W),
    Form("aws", "speaker labels in segments only", "c.json", dump({"jobName": "j", "results": {"transcripts": _AWS_TRANSCRIPTS, "speaker_labels": {"speakers": 2, "segments": _AWS_SEGMENTS}, "items": _aws_items(label=False)}}), **L, **W),
    Form("aws", "channel labels", "c.json", dump({"jobName": "j", "results": {"transcripts": _AWS_TRANSCRIPTS, "channel_labels": {"channels": [{"channel_label": f"ch_{n}", "items": _channel_items(n)} for n in (0, 1)], "number_of_channels": 2}, "items": [i for n in (0, 1) for i in _channel_items(n)]}}), **L, **W),
    Form("aws", "no speakers, audio segments", "c.json", dump({"results": {"transcripts": _AWS_TRANSCRIPTS, "items": _aws_items(label=False), "audio_segments": _rows(lambda r: {"id": 0, "transcript": r[3], "start_time": str(r[1]), "end_time": str(r[2]), "items": [0]})}}), **W),
    Form("aws", "live events", "c.jsonl", lines(_rows(lambda r: {"TranscriptEvent": {"Transcript": {"Results": [{"ResultId": "a", "StartTime": r[1], "EndTime": r[2], "IsPartial": False, "Alternatives": [{"Transcript": r[3], "Items": [{"StartTime": a, "EndTime": b, "Type": "pronunciation", "Content": w, "Speaker": str(NUMBER[r[0]])} for a, b, w in words(r)]}]}]}}})), refusal="no format fits", **L, **W),
    Form("google", "v1 speakers, all words again last", "c.json", dump({"results": [*_rows(_google_words("Time", lambda t: f"{t}s")), {"alternatives": [{"words": _words(lambda s, a, b, w: {"word": w, "startTime": f"{a}s", "endTime": f"{b}s", "speakerTag": NUMBER[s] + 1})}]}]}), **L, **W),
    Form("google", "v1 operation", "c.json", dump({"name": "1", "metadata": {}, "done": True, "response": {"@type": "x", "results": _rows(_google_words("Time", lambda t: f"{t:.3f}s"))}}), **W),
    Form("google", "v1 seconds and nanos", "c.json", dump({"results": _rows(_google_words("Time", lambda t: {"seconds": str(int(t)), "nanos": round(t % 1 * 1e9)}))}), **W),
    Form("google", "v2 batch, first word without offset", "c.json", dump({"results": [{"alternatives": [{"transcript": r[3], "words": [{"word": w, "startOffset": f"{a}s", "endOffset": f"{b}s", "speakerLabel": str(NUMBER[r[0]] + 1)} for a, b, w in words(r)]}], "resultEndOffset": f"{r[2]}s", "languageCode": "en-US"} for r in ROWS]}), **L, **W),
    Form("google", "python names", "c.json", dump({"results": [{"alternatives": [{"transcript": r[3], "words": [{"word": w, "start_time": f"{a}s", "end_time": f"{b}s", "speaker_tag": NUMBER[r[0]] + 1} for a, b, w in words(r)]}]} for r in ROWS]}), **L, **W),
    Form("google", "no word times", "c.json", dump({"results": [{"alternatives": [{"transcript": r[3]}], "resultEndTime": f"{r[2]}s"} for r in ROWS]}), tolerance=0.5, refusal="start"),
    Form("google", "video intelligence", "c.json", dump({"annotationResults": [{"speechTranscriptions": _rows(_google_words("Time", lambda t: f"{t}s", "speakerTag"))}]}), refusal="no format fits", **L, **W),
    Form("azure", "batch", "c.json", dump({"source": "u", "durationInTicks": 736000000, "combinedRecognizedPhrases": [{"channel": 0, "display": "x"}], "recognizedPhrases": _rows(lambda r: {"recognitionStatus": "Success", "channel": 0, "speaker": NUMBER[r[0]] + 1, "offset": _iso(r[1]), "duration": _iso(r[2] - r[1]), "offsetInTicks": _ticks(r[1]), "durationInTicks": _ticks(r[2] - r[1]), "nBest": [{"confidence": 0.9, "lexical": plain(r[3]), "display": r[3], "displayWords": [{"displayText": w, "offsetInTicks": _ticks(a), "durationInTicks": _ticks(b - a)} for a, b, w in words(r)]}]})}), **L, **W),
    Form("azure", "batch, ISO times only", "c.json", dump({"recognizedPhrases": _rows(lambda r: {"recognitionStatus": "Success", "channel": 0, "speaker": NUMBER[r[0]] + 1, "offset": _iso(r[1]), "duration": _iso(round(r[2] - r[1], 2)), "nBest": [{"confidence": 0.9, "display": r[3]}]})}), **L),
    Form("azure", "two channels", "c.json", dump({"recognizedPhrases": [{"channel": NUMBER[r[0]], "offsetInTicks": float(_ticks(r[1])), "durationInTicks": float(_ticks(r[2] - r[1])), "nBest": [{"display": r[3]}]} for r in sorted(ROWS, key=lambda r: NUMBER[r[0]])]}), **L),
    Form("azure", "detailed, a line a phrase", "c.jsonl", lines(_rows(lambda r: {"Id": "f", "RecognitionStatus": "Success", "Offset": _ticks(r[1]), "Duration": _ticks(r[2] - r[1]), "DisplayText": r[3], "NBest": [{"Confidence": 0.9, "Lexical": plain(r[3]), "Display": r[3], "Words": [{"Word": plain(w), "Offset": _ticks(a), "Duration": _ticks(b - a)} for a, b, w in words(r)]}]})), **W),
    Form("azure", "fast", "c.json", dump({"durationMilliseconds": 73600, "combinedPhrases": [{"text": "x"}], "phrases": _rows(lambda r: {"speaker": NUMBER[r[0]] + 1, "offsetMilliseconds": _ms(r[1]), "durationMilliseconds": _ms(r[2] - r[1]), "text": r[3], "words": [{"text": w, "offsetMilliseconds": _ms(a), "durationMilliseconds": _ms(b - a)} for a, b, w in words(r)], "locale": "en-US", "confidence": 0.9})}), **L, **W),
    Form("azure", "video indexer", "c.json", dump({"videos": [{"insights": {"language": "en-US", "transcript": _VI, "speakers": [{"id": n + 1, "name": f"Speaker #{n + 1}"} for n in (0, 1)]}}]}), refusal="no format fits", **L),
    Form("revai", "punctuation", "c.json", dump({"monologues": _rows(_revai)}), **L, **W),
    Form("revai", "named speakers", "c.json", dump({"speakers": [{"id": n, "name": s} for s, n in NUMBER.items()], "monologues": _rows(lambda r: _revai(r) | {"speaker_info": {"id": str(NUMBER[r[0]]), "display_name": r[0]}})}), **L, **W),
    Form("revai", "a word without times", "c.json", dump({"monologues": _rows(lambda r: {"speaker": NUMBER[r[0]], "elements": [{"type": "unknown", "value": w} if k == 2 else {"type": "text", "value": w, "ts": a, "end_ts": b} for k, (a, b, w) in enumerate(words(r))]})}), **L),
    Form("vosk", "pretty, one after another", "c.json", "\n".join(dump({"result": [{"conf": 1.0, "end": b, "start": a, "word": plain(w)} for a, b, w in words(r)], "spk": [0.1, 0.2], "spk_frames": 50, "text": plain(r[3])}) for r in ROWS), **W),
    Form("vosk", "list", "c.json", dump(_rows(lambda r: {"result": [{"conf": 1.0, "end": b, "start": a, "word": plain(w)} for a, b, w in words(r)], "text": plain(r[3])})), **W),
    Form("vosk", "alternatives", "c.json", "\n".join(dump({"alternatives": [{"confidence": 300.1, "result": [{"end": b, "start": a, "word": plain(w)} for a, b, w in words(r)], "text": plain(r[3])}, {"confidence": 200.1, "result": [{"end": r[2], "start": r[1], "word": "wrong"}], "text": "wrong"}]}) for r in ROWS), **W),
    Form("vosk", "empty utterances and partials between", "c.jsonl", lines([x for r in ROWS for x in ({"partial": plain(r[3])[:9]}, {"text": ""}, {"result": [{"conf": 1.0, "end": b, "start": a, "word": plain(w)} for a, b, w in words(r)], "text": plain(r[3])})]), **W),
    Form("speechmatics", "v2 speakers", "c.json", dump({"format": "2.9", "job": {"id": "x", "duration": 74}, "metadata": {"type": "transcription", "transcription_config": {"language": "en", "diarization": "speaker"}}, "results": _sm()}), **L, **W),
    Form("speechmatics", "v2 channels", "c.json", dump({"format": "2.9", "metadata": {"transcription_config": {"language": "en", "diarization": "channel"}}, "results": _sm("c")}), **L, **W),
    Form("speechmatics", "live messages", "c.jsonl", lines([{"message": "AddTranscript", "format": "2.9", "metadata": {"start_time": r[1], "end_time": r[2], "transcript": r[3]}, "results": [x for x in _sm() if r[1] <= x["start_time"] <= r[2]]} for r in ROWS]), refusal="no format fits", **L, **W),
    Form("assemblyai", "utterances", "c.json", dump({"id": "i", "status": "completed", "language_code": "en_us", "audio_url": "u", "text": "x", "words": _words(lambda s, a, b, w: {"text": w, "start": _ms(a), "end": _ms(b), "confidence": 0.9, "speaker": LETTER[s]}), "utterances": _rows(lambda r: {"speaker": LETTER[r[0]], "start": _ms(r[1]), "end": _ms(r[2]), "confidence": 0.9, "text": r[3], "words": [{"text": w, "start": _ms(a), "end": _ms(b), "confidence": 0.9, "speaker": LETTER[r[0]]} for a, b, w in words(r)]}), "audio_duration": 74}), **L, **W),
    Form("assemblyai", "words, no speakers", "c.json", dump({"id": "i", "status": "completed", "audio_url": "u", "words": _words(lambda s, a, b, w: {"text": w, "start": _ms(a), "end": _ms(b), "confidence": 0.9, "speaker": None}), "utterances": None}), **W),
    Form("assemblyai", "sentences", "c.json", dump({"id": "i", "confidence": 0.9, "audio_duration": 74, "sentences": _rows(lambda r: {"text": r[3], "start": _ms(r[1]), "end": _ms(r[2]), "confidence": 0.9, "words": [{"text": w, "start": _ms(a), "end": _ms(b), "confidence": 0.9, "speaker": LETTER[r[0]]} for a, b, w in words(r)], "speaker": LETTER[r[0]]})}), **L, **W),
    Form("assemblyai", "utterances alone", "c.json", dump(_rows(lambda r: {"speaker": LETTER[r[0]], "start": _ms(r[1]), "end": _ms(r[2]), "confidence": 0.9, "text": r[3]})), refusal="unit|milliseconds", **L),
    Form("elevenlabs", "scribe", "c.json", dump({"language_code": "eng", "language_probability": 0.98, "text": "x", "words": [x for r in ROWS for a, b, w in words(r) for x in ({"text": w, "start": a, "end": b, "type": "word", "speaker_id": f"speaker_{NUMBER[r[0]]}", "logprob": -0.1}, {"text": " ", "start": b, "end": b, "type": "spacing", "speaker_id": f"speaker_{NUMBER[r[0]]}"})]}), **L, **W),
    Form("elevenlabs", "two channels", "c.json", dump({"transcripts": [{"language_code": "eng", "channel_index": n, "text": "x", "words": [{"text": w, "start": a, "end": b, "type": "word", "speaker_id": "speaker_0", "channel_index": n} for r in ROWS if NUMBER[r[0]] == n for a, b, w in words(r)]} for n in (0, 1)]}), refusal="no format fits", **L, **W),
    Form("gladia", "v2", "c.json", dump({"id": "i", "status": "done", "result": {"metadata": {"audio_duration": 74}, "transcription": {"full_transcript": "x", "languages": ["en"], "utterances": _rows(lambda r: {"text": r[3], "language": "en", "start": r[1], "end": r[2], "confidence": 0.9, "channel": 0, "speaker": NUMBER[r[0]], "words": [{"word": " " + w, "start": a, "end": b, "confidence": 0.9} for a, b, w in words(r)]})}}}), **L, **W),
    Form("gladia", "v2 inner part", "c.json", dump({"full_transcript": "x", "languages": ["en"], "utterances": _rows(lambda r: {"text": r[3], "start": r[1], "end": r[2], "channel": 0, "speaker": NUMBER[r[0]], "words": [{"word": " " + w, "start": a, "end": b} for a, b, w in words(r)]})}), **L, **W),
    Form("gladia", "v1", "c.json", dump({"prediction": _rows(lambda r: {"words": [{"word": " " + w, "time_begin": a, "time_end": b, "confidence": 0.9} for a, b, w in words(r)], "language": "en", "transcription": r[3], "confidence": 0.9, "time_begin": r[1], "time_end": r[2], "speaker": f"speaker_{NUMBER[r[0]]}", "channel": "channel_0"}), "prediction_raw": {}}), refusal="no format fits", **L),
    Form("whisper", "openai command", "c.json", dump({"text": "x", "segments": [_segment(r, id=k, seek=0, tokens=[1], temperature=0.0, avg_logprob=-0.2, compression_ratio=1.1, no_speech_prob=0.01) for k, r in enumerate(ROWS)], "language": "en"})),
    Form("whisper", "verbose_json, words only", "c.json", dump({"task": "transcribe", "language": "english", "duration": 74.0, "text": "x", "segments": None, "words": _words(lambda s, a, b, w: {"word": w.strip(".,?"), "start": a, "end": b})}), **W),
    Form("whisper", "diarized_json", "c.json", dump({"task": "transcribe", "duration": 74, "text": "x", "segments": [{"type": "transcript.text.segment", "id": f"seg_{k}", "start": r[1], "end": r[2], "text": " " + r[3], "speaker": LETTER[r[0]]} for k, r in enumerate(ROWS)]}), **L),
    Form("whisper", "verbose_json, segments and words apart", "c.json", dump({"task": "transcribe", "language": "english", "text": "x", "segments": [_segment(r, id=k) for k, r in enumerate(ROWS)], "words": _words(lambda s, a, b, w: {"word": w.strip(".,?"), "start": a, "end": b})})),
    Form("whisperx", "words with speakers", "c.json", dump({"segments": _X, "word_segments": [w for s in _X for w in s["words"]]}), **L, **W),
    Form("whisperx", "words without times", "c.json", dump({"segments": _X_GAPS, "word_segments": [], "language": "en"}), **L),
    Form("whisperx", "segment list alone", "c.json", dump([{**s, "words": []} for s in _X]), **L),
    Form("faster-whisper", "rows as tuples", "c.json", dump(_rows(lambda r: [r[1], r[2], r[3]])), refusal="no format fits|list"),
    Form("faster-whisper", "asdict", "c.json", dump([_segment(r, id=k, seek=0, tokens=[1], avg_logprob=-0.1, compression_ratio=1.0, no_speech_prob=0.0, words=_w(r), temperature=0.0) for k, r in enumerate(ROWS)]), **W),
    Form("faster-whisper", "printed lines", "c.txt", each(lambda s, a, b, t: f"[{a:.2f}s -> {b:.2f}s]  {t}")),
    Form("hf pipeline", "chunks", "c.json", dump({"text": "x", "chunks": [{"timestamp": [r[1], r[2]], "text": " " + r[3]} for r in ROWS]})),
    Form("hf pipeline", "chunks, the last without an end", "c.json", dump({"text": "x", "chunks": [{"timestamp": [r[1], r[2] if k < 5 else None], "text": " " + r[3]} for k, r in enumerate(ROWS)]}), ends=False),
    Form("hf pipeline", "fast whisper with speakers", "c.json", dump({"speakers": _rows(lambda r: {"speaker": _spk(r[0]), "timestamp": [r[1], r[2]], "text": " " + r[3]}), "chunks": [{"timestamp": [r[1], r[2]], "text": " " + r[3]} for r in ROWS], "text": "x"}), **L),
    Form("hf pipeline", "word chunks", "c.json", dump({"text": "x", "chunks": _words(lambda s, a, b, w: {"text": " " + w, "timestamp": [a, b]})}), **W),
    Form("whisper.cpp", "-oj", "c.json", dump(_CPP_HEAD | {"transcription": _rows(_cpp)})),
    Form("whisper.cpp", "-ojf", "c.json", dump(_CPP_HEAD | {"transcription": _rows(lambda r: _cpp(r, tokens=_cpp_tokens(r)))}), **W),
    Form("whisper.cpp", "-oj -di", "c.json", dump(_CPP_HEAD | {"transcription": _rows(lambda r: _cpp(r, speaker=str(NUMBER[r[0]])))}), **L),
    Form("whisper.cpp", "-ml 1", "c.json", dump(_CPP_HEAD | {"transcription": [_cpp((r[0], a, b, w)) for r in ROWS for a, b, w in words(r)]}), **W),
    Form("whisper.cpp", "-ocsv", "c.csv", "start,end,text\n" + each(lambda s, a, b, t: f'{_ms(a)},{_ms(b)}," {t}"')),
    Form("whisper.cpp", "-olrc", "c.lrc", "[by:whisper.cpp]\n" + each(lambda s, a, b, t: f"[{clock(a, '.', 2, hours=False)}] {t}"), ends=False),
    Form("whisper.cpp", "terminal", "c.txt", each(lambda s, a, b, t: f"[{clock(a)} --> {clock(b)}]   {t}")),
    Form("whisper", "terminal, minutes", "c.txt", "Detecting language using up to the first 30 seconds. Use `--language` to specify the language\nDetected language: English\n" + each(lambda s, a, b, t: f"[{clock(a)[3:]} --> {clock(b)[3:]}]  {t}")),
    Form("stable-ts", "result", "c.json", dump({"text": "x", "segments": [_segment(r, id=k, seek=0, words=_w(r), tokens=[]) for k, r in enumerate(ROWS)], "language": "en", "ori_dict": {"text": "x", "segments": [_segment(r) for r in ROWS], "language": "en"}, "time_scale": None}), **W),
    Form("whisper-timestamped", "result", "c.json", dump({"text": "x", "segments": [_segment(r, id=k, confidence=0.9, words=[{"text": w, "start": a, "end": b, "confidence": 0.9} for a, b, w in words(r)]) for k, r in enumerate(ROWS)], "language": "en"}), **W),
    Form("nemo", "session", "c.json", dump({"status": "success", "session_id": "s", "transcription": "x", "speaker_count": 2, "words": _words(lambda s, a, b, w: {"word": w, "start_time": a, "end_time": b, "speaker": f"speaker_{NUMBER[s]}"}), "sentences": _rows(lambda r: {"sentence": r[3], "start_time": r[1], "end_time": r[2], "speaker": f"speaker_{NUMBER[r[0]]}"})}), refusal="no format fits", **L),
    Form("nemo", "timestamp", "c.json", dump({"text": "x", "timestamp": {"word": _words(lambda s, a, b, w: {"word": w, "start_offset": 1, "end_offset": 2, "start": a, "end": b}), "segment": _rows(lambda r: {"segment": r[3], "start_offset": 1, "end_offset": 2, "start": r[1], "end": r[2]})}}), refusal="no format fits"),
    Form("nemo", "segments as lines", "c.txt", each(lambda s, a, b, t: f"{a}s - {b}s : {t}"), refusal="no format fits"),
    Form("gentle", "words not in the audio", "c.json", dump({"transcript": " ".join(r[3] for r in ROWS), "words": _words(lambda s, a, b, w: {"alignedWord": plain(w), "case": "success", "start": a, "end": b, "startOffset": 0, "endOffset": 1, "word": w, "phones": []})}), **W),
    Form("aeneas", "syncmap", "c.json", dump({"fragments": [{"begin": f"{r[1]:.3f}", "children": [], "end": f"{r[2]:.3f}", "id": f"f{k:06}", "language": "eng", "lines": [r[3]]} for k, r in enumerate(ROWS)]}), refusal="no format fits"),
    Form("premiere", "transcript JSON", "c.prtranscript.json", dump(_PR), refusal="no format fits", **N, **W),
    Form("watson", "speaker labels", "c.json", dump({"result_index": 0, "results": [{"final": True, "alternatives": [{"transcript": plain(r[3]) + " ", "confidence": 0.9, "timestamps": [[plain(w), a, b] for a, b, w in words(r)]}]} for r in ROWS], "speaker_labels": _words(lambda s, a, b, w: {"from": a, "to": b, "speaker": NUMBER[s], "confidence": 0.9, "final": True})}), **L, **W),
    Form("generic json", "milliseconds in the key", "c.json", dump(_rows(lambda r: {"start_ms": _ms(r[1]), "end_ms": _ms(r[2]), "text": r[3], "speaker": r[0]})), refusal="time|no format", **N),
    Form("generic json", "milliseconds in plain keys", "c.json", dump({"segments": _rows(lambda r: {"start": _ms(r[1]), "end": _ms(r[2]), "text": r[3]})}), refusal="unit|millisecond"),
    Form("generic json", "from and to", "c.json", dump(_rows(lambda r: {"from": r[1], "to": r[2], "content": r[3]})), refusal="time|no format"),
    Form("generic json", "bilibili", "c.json", dump({"font_size": 0.4, "body": _rows(lambda r: {"from": r[1], "to": r[2], "sid": 1, "location": 2, "content": r[3], "music": 0})}), refusal="no format fits"),
    Form("generic json", "times with a unit", "c.json", dump(_rows(lambda r: {"start": f"{r[1]}s", "end": f"{r[2]}s", "text": r[3]})), refusal="time"),
    Form("generic json", "subtitles under another key", "c.json", dump({"title": "T", "subtitles": [{"id": k, "startTime": clock(r[1], ","), "endTime": clock(r[2], ","), "text": r[3], "speaker": r[0]} for k, r in enumerate(ROWS)]}), refusal="no format fits", **N),
    Form("generic json", "in a code fence", "c.json", "```json\n" + dump(_SNIPPETS) + "\n```\n", refusal="JSON"),
    Form("generic json", "with a byte order mark", "c.json", b"\xef\xbb\xbf" + dump(_SNIPPETS).encode()),
    Form("generic json", "UTF-16", "c.json", dump(_SNIPPETS).encode("utf-16")),
    Form("generic json", "no times at all", "c.json", dump(_rows(lambda r: {"speaker": r[0], "text": r[3]})), refusal="time|transcript", only_refused=True),
    Form("generic json", "node-webvtt cues", "c.json", dump({"valid": True, "strict": True, "cues": _rows(lambda r: {"identifier": "", "start": r[1], "end": r[2], "text": r[3], "styles": ""})}), refusal="no format fits"),
    Form("podcast", "words, names on change only", "c.json", dump({"version": "1.0.0", "segments": [{"startTime": a, "endTime": b, "body": w, **({"speaker": r[0]} if a == r[1] else {})} for r in ROWS for a, b, w in words(r)]}), **W),
    Form("podcast", "no ends", "c.json", dump({"version": "1.0.0", "segments": _rows(lambda r: {"speaker": r[0], "startTime": r[1], "body": r[3]})}), ends=False, **N),
    Form("podcast", "all", "c.podcast.json", dump({"version": "1.0.0", "segments": _rows(lambda r: {"speaker": r[0], "startTime": r[1], "endTime": r[2], "body": r[3]})}), **N),
)  # fmt: skip
