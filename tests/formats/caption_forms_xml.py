"""Captions in XML and in binary formats: TTML and kin, YouTube's XML, SAMI, ELAN, SCC, EBU STL."""

from __future__ import annotations

from caption_forms import NUMBER, ROWS, A, B, Form, clock, each, frames, words

NAMED = {"speakers": "names"}
X = '<?xml version="1.0" encoding="UTF-8"?>\n'
NS = 'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
AGENTS = f'<metadata><ttm:agent xml:id="m" type="person"><ttm:name type="full">{A}</ttm:name></ttm:agent><ttm:agent xml:id="o" type="person"><ttm:name type="full">{B}</ttm:name></ttm:agent></metadata>'


def _ms(s: float) -> int:
    return round(s * 1000)


def _tt(p: object, more: str = "", head: str = "", ns: str = NS) -> str:
    return f'{X}<tt {ns} xml:lang="en" {more}><head>{head}</head><body><div>' + each(p) + "</div></body></tt>"  # type: ignore[arg-type]


_ID = {A: "m", B: "o"}


# ---------------------------------------------------------------- SCC


def _parity(code: int) -> int:
    return code | 0x80 if bin(code & 0x7F).count("1") % 2 == 0 else code & 0x7F


def _scc_text(text: str) -> str:
    codes = [_parity(ord(c)) for c in text] + ([0x80] if len(text) % 2 else [])
    return " ".join(f"{a:02x}{b:02x}" for a, b in zip(codes[::2], codes[1::2], strict=True))


def _two(text: str) -> list[str]:
    """The text in lines of at most 32 characters."""
    out = [""]
    for w in text.split():
        if len(out[-1]) + len(w) + 1 > 32:
            out.append("")
        out[-1] = f"{out[-1]} {w}".strip()
    return out


_PAC = {14: "9440 9440", 15: "9470 9470"}


def _df(s: float) -> str:
    """A drop-frame time code near a time."""
    n = round(s * 30000 / 1001)
    n += 2 * (n // 1798)
    return f"{n // 108000:02}:{n // 1800 % 60:02}:{n // 30 % 60:02};{n % 30:02}"


def _pop_on(marks: object = _df) -> str:
    out = ["Scenarist_SCC V1.0\n"]
    for _, a, b, t in ROWS:
        ls = _two(t)
        load = "94ae 94ae 9420 9420 " + " ".join(f"{_PAC[16 - len(ls) + k]} {_scc_text(x)}" for k, x in enumerate(ls))
        out.append(f"{_df(max(0.0, a - len(load.split()) / 29.97 - 0.1))}\t{load}\n")
        out.append(f"{_df(a)}\t942f 942f\n")
        out.append(f"{_df(b)}\t942c 942c\n")
    return "\n".join(out)


def _roll_up() -> str:
    out = ["Scenarist_SCC V1.0\n"]
    for _, a, _b, t in ROWS:
        for k, x in enumerate(_two(t)):
            out.append(f"{_df(a + k * 0.9)}\t9425 9425 94ad 94ad 9470 9470 {_scc_text(x)}\n")
    out.append(f"{_df(ROWS[-1][2])}\t942c 942c\n")
    return "\n".join(out)


def _paint_on() -> str:
    out = ["Scenarist_SCC V1.0\n"]
    for _, a, b, t in ROWS:
        ls = _two(t)
        out.append(
            f"{_df(a)}\t9429 9429 "
            + " ".join(f"{_PAC[16 - len(ls) + k]} {_scc_text(x)}" for k, x in enumerate(ls))
            + "\n"
        )
        out.append(f"{_df(b)}\t942c 942c\n")
    return "\n".join(out)


# ---------------------------------------------------------------- EBU STL


def _stl(display: bytes = b"1", start: str = "00000000", hours: int = 0, teletext: bool = True) -> bytes:
    gsi = b"850STL25.01" + display + b"0009" + b"Harbour".ljust(32) + b" " * 176
    gsi = gsi.ljust(238)
    gsi += f"{len(ROWS):05}{len(ROWS):05}001".encode() + b"4023" + b"1" + start.encode() + start.encode() + b"11GBR"
    out = gsi.ljust(1024)
    for n, (_, a, b, t) in enumerate(ROWS):

        def code(s: float) -> bytes:
            return bytes([int(s) // 3600 + hours, int(s) // 60 % 60, int(s) % 60, round(s % 1 * 25)])

        body = b"\x8a".join((b"\x0d\x0b\x0b" if teletext else b"") + x.encode() for x in _two(t))
        out += (
            bytes([0])
            + n.to_bytes(2, "little")
            + b"\xff\x00"
            + code(a)
            + code(b)
            + bytes([20, 2, 0])
            + body.ljust(112, b"\x8f")
        )
    return out


# ---------------------------------------------------------------- ELAN


def _eaf(tiers: str, slots: str) -> str:
    return f'{X}<ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0"><HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"><MEDIA_DESCRIPTOR MEDIA_URL="file:///a.wav" MIME_TYPE="audio/x-wav"/></HEADER><TIME_ORDER>{slots}</TIME_ORDER>{tiers}<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/></ANNOTATION_DOCUMENT>'


_SLOTS = "".join(
    f'<TIME_SLOT TIME_SLOT_ID="a{k}" TIME_VALUE="{_ms(a)}"/><TIME_SLOT TIME_SLOT_ID="b{k}" TIME_VALUE="{_ms(b)}"/>'
    for k, (_, a, b, _t) in enumerate(ROWS)
)


def _tier(name: str, attributes: str) -> str:
    return (
        f"<TIER {attributes}>"
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="n{k}" TIME_SLOT_REF1="a{k}" TIME_SLOT_REF2="b{k}"><ANNOTATION_VALUE>{t}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>'
            for k, (s, _, _, t) in enumerate(ROWS)
            if s == name
        )
        + "</TIER>"
    )


def _translation(name: str) -> str:
    return (
        f'<TIER LINGUISTIC_TYPE_REF="tr" PARENT_REF="{name}" TIER_ID="{name}-ft">'
        + "".join(
            f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="r{k}" ANNOTATION_REF="n{k}"><ANNOTATION_VALUE>uno dos</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>'
            for k, (s, *_x) in enumerate(ROWS)
            if s == name
        )
        + "</TIER>"
    )


# ---------------------------------------------------------------- SAMI


def _sami(row: object, styles: str = ".ENCC { Name: English; lang: en-US; SAMIType: CC; }") -> str:
    return (
        f'<SAMI>\n<HEAD>\n<TITLE>Harbour</TITLE>\n<STYLE TYPE="text/css">\n<!--\nP {{ margin-left: 8pt; }}\n{styles}\n-->\n</STYLE>\n</HEAD>\n<BODY>\n'
        + each(row)
        + "</BODY>\n</SAMI>\n"
    )  # type: ignore[arg-type]


FORMS: tuple[Form, ...] = (
    Form("ttml", "clock times, breaks", "c.ttml", _tt(lambda s, a, b, t: f'<p begin="{clock(a)}" end="{clock(b)}" region="r">{t.replace(" the ", "<br/>the ")}</p>')),
    Form("ttml", "ticks", "c.ttml", _tt(lambda s, a, b, t: f'<p begin="{_ms(a) * 10000}t" end="{_ms(b) * 10000}t">{t}</p>', 'ttp:tickRate="10000000"')),
    Form("ttml", "frames and a multiplier", "c.itt", _tt(lambda s, a, b, t: f'<p begin="{frames(a, 24)}" end="{frames(b, 24)}">{t}</p>', 'ttp:timeBase="smpte" ttp:frameRate="24" ttp:frameRateMultiplier="999 1000" ttp:dropMode="nonDrop"'), tolerance=0.12),
    Form("ttml", "frames of 25", "c.ttml", _tt(lambda s, a, b, t: f'<p begin="{frames(a)}" end="{frames(b)}">{t}</p>', 'ttp:timeBase="media" ttp:frameRate="25"')),
    Form("ttml", "offset times, durations", "c.ttml", _tt(lambda s, a, b, t: f'<p begin="{a}s" dur="{_ms(b - a)}ms">{t}</p>')),
    Form("ttml", "nested times, agents", "c.ttml", f'{X}<tt {NS} xml:lang="en"><head>{AGENTS}</head><body begin="0.5s">' + each(lambda s, a, b, t: f'<div begin="{a - 0.5:.2f}s"><p begin="0s" end="{b - a:.2f}s" ttm:agent="{_ID[s]}"><span>{t}</span></p></div>') + "</body></tt>", **NAMED),
    Form("ttml", "times on spans", "c.ttml", _tt(lambda s, a, b, t: "<p>" + " ".join(f'<span begin="{x}s" end="{y}s">{w}</span>' for x, y, w in words((s, a, b, t))) + "</p>"), tolerance=0.06),
    Form("ttml", "agents on spans, names in text", "c.ttml", _tt(lambda s, a, b, t: f'<p begin="{a}s" end="{b}s"><span ttm:agent="{_ID[s]}">{t}</span></p>', head=AGENTS), **NAMED),
    Form("ttml", "one after another", "c.ttml", f'{X}<tt {NS}><body timeContainer="seq">' + "".join(f'<div dur="{ROWS[k][1] - (ROWS[k - 1][2] if k else 0):.2f}s"/><div dur="{b - a:.2f}s"><p>{t}</p></div>' for k, (_, a, b, t) in enumerate(ROWS)) + "</body></tt>"),
    Form("ttml", "colors for speakers", "c.ttml", _tt(lambda s, a, b, t: f'<p begin="{clock(a)}" end="{clock(b)}"><span tts:color="{"yellow" if s == A else "cyan"}">{t}</span></p>')),
    Form("ttml", "indented source", "c.ttml", _tt(lambda s, a, b, t: f'\n      <p begin="{clock(a)}" end="{clock(b)}">\n        <span>\n          {t.replace(" the ", chr(10) + " " * 10 + "the ")}\n        </span>\n      </p>')),
    Form("dfxp", "2006 namespace, seconds", "c.dfxp", _tt(lambda s, a, b, t: f'<p begin="{clock(a)}" end="{clock(b)}">{t}</p>', ns='xmlns="http://www.w3.org/2006/10/ttaf1" xmlns:tts="http://www.w3.org/2006/10/ttaf1#styling"')),
    Form("dfxp", "video page's", "c.ttml", '<?xml version="1.0" encoding="utf-8" ?>\n<tt xml:lang="en" xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:profile="http://www.w3.org/TR/profile/sdp-us" >\n<head><styling><style xml:id="s1" tts:textAlign="center"/></styling></head>\n<body style="s1" region="r1">\n<div>\n' + each(lambda s, a, b, t: f'<p begin="{clock(a)}" end="{clock(b)}" style="s2">{t}</p>') + "</div>\n</body>\n</tt>\n"),
    Form("dfxp", "no namespace", "c.xml", f"{X}<tt><body><div>" + each(lambda s, a, b, t: f'<p begin="{clock(a)}" end="{clock(b)}">{t}</p>') + "</div></body></tt>"),
    Form("ebu-tt-d", "prefixes", "c.xml", f'{X}<tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ebuttm="urn:ebu:tt:metadata" ttp:timeBase="media" xml:lang="en" ttp:cellResolution="50 30"><tt:head><tt:metadata><ebuttm:documentMetadata><ebuttm:conformsToStandard>urn:ebu:tt:distribution:2014-01</ebuttm:conformsToStandard></ebuttm:documentMetadata></tt:metadata><tt:styling><tt:style xml:id="s" tts:color="white"/></tt:styling></tt:head><tt:body><tt:div>' + each(lambda s, a, b, t: f'<tt:p xml:id="x" region="b" begin="{clock(a)}" end="{clock(b)}"><tt:span style="s">{t}</tt:span></tt:p>') + "</tt:div></tt:body></tt:tt>"),
    Form("imsc", "text profile", "c.ttml", _tt(lambda s, a, b, t: f'<p begin="{clock(a)}" end="{clock(b)}" region="r1"><span style="st">{t}</span></p>', 'ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"')),
    Form("srv1", "entities twice", "c.xml", '<?xml version="1.0" encoding="utf-8" ?><transcript>' + each(lambda s, a, b, t: f'<text start="{a}" dur="{b - a:.2f}">{t.replace(" the ", "&amp;#32;the ")}</text>', "") + "</transcript>"),
    Form("srv1", "no durations", "c.srv1", '<?xml version="1.0" encoding="utf-8" ?><transcript>' + each(lambda s, a, b, t: f'<text start="{a}">{t}</text>', "") + "</transcript>", ends=False),
    Form("srv1", "as srv1 of an extractor", "c.srv1", '<transcript>' + each(lambda s, a, b, t: f'<text start="{a}" dur="{b - a:.2f}">{t}</text>', "") + "</transcript>"),
    Form("srv2", "append and window", "c.srv2", f'{X}<timedtext><window t="0" id="1" op="define" rc="15" cc="40"/>' + each(lambda s, a, b, t: "".join(f'<text t="{_ms(x)}" d="{_ms(y - x)}" w="1"{" append=" + chr(34) + "1" + chr(34) if k else ""}>{" " if k else ""}{w}</text>' for k, (x, y, w) in enumerate(words((s, a, b, t)))) + f'<text t="{_ms(b)}" w="1" append="1">\n</text>', "") + "</timedtext>", ends=False),
    Form("srv2", "plain", "c.srv2", f"{X}<timedtext>" + each(lambda s, a, b, t: f'<text t="{_ms(a)}" d="{_ms(b - a)}">{t}</text>', "") + "</timedtext>"),
    Form("srv3", "automatic", "c.srv3", f'{X}<timedtext format="3">\n<head><ws id="0"/><ws id="1" mh="2" ju="0" sd="3"/><wp id="0"/><wp id="1" ap="6" ah="20" av="100" rc="2" cc="40"/></head>\n<body>\n<w t="0" id="1" wp="1" ws="1"/>\n' + each(lambda s, a, b, t: f'<p t="{_ms(a)}" d="{_ms(b - a) + 1500}" w="1">' + "".join(f'<s{f" t={chr(34)}{_ms(x - a)}{chr(34)}" if k else ""} ac="248">{" " if k else ""}{w}</s>' for k, (x, _, w) in enumerate(words((s, a, b, t)))) + f'</p>\n<p t="{_ms(b)}" d="1500" w="1" a="1">\n</p>') + "</body>\n</timedtext>", words=True, ends=False),
    Form("srv3", "by hand with pens", "c.ytt", f'{X}<timedtext format="3"><head><pen id="0" fc="#FEFEFE"/><pen id="1" b="1"/></head><body>' + each(lambda s, a, b, t: f'<p t="{_ms(a)}" d="{_ms(b - a)}" p="0">\u200b<s p="1">{t.split(" ", 1)[0]}</s>{" " + t.split(" ", 1)[1] if " " in t else ""}</p>', "") + "</body></timedtext>"),
    Form("srv3", "line breaks", "c.srv3", f'{X}<timedtext format="3"><body>' + each(lambda s, a, b, t: f'<p t="{_ms(a)}" d="{_ms(b - a)}">{t.replace(" the ", chr(10) + "the ")}</p>', "") + "</body></timedtext>"),
    Form("sami", "closing cues, unclosed P", "c.smi", _sami(lambda s, a, b, t: f"<SYNC Start={_ms(a)}><P Class=ENCC>\n{t.replace(' the ', '<br>the ')}\n<SYNC Start={_ms(b)}><P Class=ENCC>&nbsp;")),
    Form("sami", "two languages", "c.smi", _sami(lambda s, a, b, t: f"<SYNC Start={_ms(a)}><P Class=ENCC>{t}</P><P Class=FRCC>Bonjour tout le monde.</P></SYNC>\n<SYNC Start={_ms(b)}><P Class=ENCC>&nbsp;</P><P Class=FRCC>&nbsp;</P></SYNC>", ".ENCC { Name: English; lang: en-US; }\n.FRCC { Name: French; lang: fr-FR; }"), refusal="language"),
    Form("sami", "colors, quotes, small letters", "c.sami", _sami(lambda s, a, b, t: f'<sync start="{_ms(a)}"><p class="encc"><font color="#ffff00"><i>{t}</i></font>\n<sync start="{_ms(b)}"><p class="encc">&nbsp;')),
    Form("eaf", "a tier a person, translations below", "c.eaf", _eaf("".join(_tier(s, f'LINGUISTIC_TYPE_REF="default-lt" PARTICIPANT="{s}" TIER_ID="{s}"') + _translation(s) for s in (A, B)), _SLOTS), **NAMED),
    Form("eaf", "names in tiers only", "c.eaf", _eaf("".join(_tier(s, f'LINGUISTIC_TYPE_REF="default-lt" TIER_ID="{s}"') for s in (A, B)), _SLOTS), **NAMED),
    Form("eaf", "empty tiers and values", "c.eaf", _eaf("".join(_tier(s, f'LINGUISTIC_TYPE_REF="default-lt" PARTICIPANT="{s}" TIER_ID="ort-{NUMBER[s]}"') for s in (A, B)) + '<TIER LINGUISTIC_TYPE_REF="default-lt" TIER_ID="notes"/>', _SLOTS), **NAMED),
    Form("scc", "pop-on", "c.scc", _pop_on(), tolerance=0.15),
    Form("scc", "roll-up", "c.scc", _roll_up(), tolerance=0.9, ends=False),
    Form("scc", "paint-on", "c.scc", _paint_on(), tolerance=0.9, ends=False),
    Form("stl", "teletext", "c.stl", _stl()),
    Form("stl", "open subtitles", "c.stl", _stl(display=b"0", teletext=False)),
    Form("stl", "programme starts at ten", "c.stl", _stl(start="10000000", hours=10), refusal="."),
)  # fmt: skip
