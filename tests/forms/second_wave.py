# ruff: noqa: E501, E731
# fmt: off
"""A second judged set, written after the first was read right, to see whether rules or cases had been repaired."""

from __future__ import annotations

import json
import unicodedata

from forms.judge import Case, body, expected, make
from forms.layouts import docx, paragraph, run
from forms.talks import (
    AR,
    DE,
    DUNCAN,
    EN,
    ES,
    FR,
    HI,
    INTERVIEW,
    IVY,
    JA,
    KO,
    LEAH,
    RU,
    TR,
    ZH_HANS,
    Line,
    clock,
    minutes,
)

KIND = "second wave"
ODD = 5


def _once(label: str, form=lambda x: f"{x.name}: {x.words}", between: str = "\n\n") -> str:
    return between.join(f"{label}{x.words}" if n == ODD else form(x) for n, x in enumerate(EN)) + "\n"


def _named(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((name if n == ODD else x.name, x.words) for n, x in enumerate(EN))


def _with(words: str) -> tuple[Line, ...]:
    return tuple(Line(x.name, words, x.start) if n == ODD else x for n, x in enumerate(EN))


def lines() -> list[Case]:
    forms = {
        "[time] <name>": (EN, lambda x: f"[{clock(x.start)}] <{x.name}> {x.words}", "\n"),
        "name|words, full width": (EN, lambda x: f"{x.name}｜{x.words}", "\n"),
        "name, time": (EN, lambda x: f"{x.name}, {minutes(x.start).zfill(5)}\n{x.words}", "\n\n"),
        "[name - time]": (EN, lambda x: f"[{x.name} - {minutes(x.start).zfill(5)}] {x.words}", "\n"),
        "[time - name]": (EN, lambda x: f"[{minutes(x.start).zfill(5)} - {x.name}] {x.words}", "\n"),
        "{name time}": (EN, lambda x: f"{{{x.name} {minutes(x.start).zfill(5)}}} {x.words}", "\n\n"),
        "time name - words": (EN, lambda x: f"{minutes(x.start).zfill(5)} {x.name} - {x.words}", "\n"),
        "name (range):": (EN, lambda x: f"{x.name.upper()} ({clock(x.start)}-{clock(x.start + 3)}): {x.words}", "\n\n"),
        "number, time, label": (EN, lambda x: f"#{x.start // 4 + 1}\n{clock(x.start)},000\n{x.name}: {x.words}", "\n\n"),
        "time above, colon": (EN, lambda x: f"{minutes(x.start)}\n{x.name}: {x.words}", "\n"),
        "pictured time": (EN, lambda x: f"{x.name} ⏱ {minutes(x.start).zfill(5)}\n{x.words}", "\n\n"),
        "three tabs": (EN, lambda x: f"{x.start // 4 + 1}\t{x.name}\t{minutes(x.start).zfill(5)}\t{x.words}", "\n"),
        "name, tab, time, tab": (EN, lambda x: f"{x.name}\t{minutes(x.start).zfill(5)}\t{x.words}", "\n"),
        "escaped brackets": (EN, lambda x: f"**{x.name}** \\[{minutes(x.start).zfill(5)}\\]: {x.words}", "\n\n"),
        "tags in text": (EN, lambda x: f"<b>{x.name}:</b> {x.words}<br><br>", "\n"),
        "padded columns": (EN, lambda x: f"{x.name + ':':<16}{x.words}", "\n"),
        "all in small letters": (EN, lambda x: f"{x.name}: {x.words}".lower(), "\n\n"),
        "all in capitals": (EN, lambda x: f"{x.name}: {x.words}".upper(), "\n\n"),
        "french quotes": (FR, lambda x: f"{x.name} : « {x.words} »", "\n\n"),
        "spanish dash and colon": (ES, lambda x: f"—{x.name}: {x.words}", "\n\n"),
        "german dash": (DE, lambda x: f"{x.name} – {x.words}", "\n\n"),
        "chinese spaced colon": (ZH_HANS, lambda x: f"{x.name} ： {x.words}", "\n"),
        "japanese wide sign": (JA, lambda x: f"{x.name}＞{x.words}", "\n"),
        "korean spaced colon": (KO, lambda x: f"{x.name} : {x.words}", "\n"),
        "korean time": (KO, lambda x: f"{x.name} ({minutes(x.start).zfill(5)}) {x.words}", "\n"),
        "arabic dash": (AR, lambda x: f"{x.name} - {x.words}", "\n\n"),
        "turkish capitals": (TR, lambda x: f"{x.name.replace('i', 'İ').upper()}: {x.words}", "\n\n"),
        "russian capitals, full stop": (RU, lambda x: f"{x.name.upper()}. {x.words}", "\n\n"),
        "hindi bars": (HI, lambda x: f"| {x.name} | {x.words} |", "\n"),
        "dots": (EN, lambda x: f"{x.name} ... {x.words}", "\n\n"),
        "colon and dash": (EN, lambda x: f"{x.name}:- {x.words}", "\n\n"),
        "brackets and dash": (EN, lambda x: f"({x.name}) - {x.words}", "\n\n"),
        "double brackets": (EN, lambda x: f"[[{x.name}]] {x.words}", "\n\n"),
        "wiki links": (EN, lambda x: f"[[{x.name}]]: {x.words}", "\n\n"),
        "quotes around the name": (EN, lambda x: f'"{x.name}": {x.words}', "\n\n"),
        "says": (EN, lambda x: f"{x.name} says: {x.words}", "\n\n"),
        "underlined": (EN, lambda x: f"{x.name}\n{'-' * len(x.name)}\n{x.words}", "\n\n"),
        "indented words": (EN, lambda x: f"{x.name}:\n    {x.words}", "\n"),
        "bold, next paragraph": (RU, lambda x: f"**{x.name}:**\n\n{x.words}", "\n\n"),
        "digits of Arabic": (AR, lambda x: f"[{minutes(x.start).zfill(5).translate(str.maketrans('0123456789', '٠١٢٣٤٥٦٧٨٩'))}] {x.name}: {x.words}", "\n\n"),
        "digits of Hindi": (HI, lambda x: f"{x.name} ({minutes(x.start).zfill(5).translate(str.maketrans('0123456789', '०१२३४५६७८९'))}): {x.words}", "\n\n"),
    }
    made = []
    for name, (talk, form, between) in forms.items():
        names = (lambda n: f"{n}|{n} says") if name == "says" else (lambda n: n.replace("i", "İ").upper()) if name == "turkish capitals" else (lambda n: n)
        made.append(make(name, KIND, "t.md" if name in ("escaped brackets", "bold, next paragraph", "wiki links") else "t.txt", body(talk, form, between), talk, names=names))
    return made


def labels() -> list[Case]:
    own = lambda x: f"{x.name}\n\n{x.words}"
    bold = lambda x: f"**{x.name}**\n{x.words}"
    head = lambda x: f"### {x.name}\n\n{x.words}"
    rows = {
        "note and time": ("Duncan Pryce [00:23] (laughing): ", None, DUNCAN),
        "note with a dash": ("Duncan Pryce – laughing: ", None, DUNCAN),
        "note names another": ("Duncan Pryce (to Leah Okoro): ", None, DUNCAN),
        "role names another": ("Leah Okoro (Duncan Pryce's neighbour): ", None, LEAH),
        "two colons": ("Duncan Pryce:: ", None, DUNCAN),
        "colon and hyphen": ("Duncan Pryce:- ", None, DUNCAN),
        "comma and colon": ("Duncan Pryce,: ", None, DUNCAN),
        "decomposed letters": (unicodedata.normalize("NFD", "Duncan Prycé") + ": ", None, DUNCAN),
        "wide letters": ("Ｄｕｎｃａｎ Ｐｒｙｃｅ： ", None, DUNCAN),
        "order changed": ("Pryce, Duncan: ", None, DUNCAN),
        "own line, small letters": ("sam\n\n", own, "sam"),
        "own line, person": ("Sam Weller\n\n", own, "Sam Weller"),
        "bold line, person": ("**Sam Weller**\n", bold, "Sam Weller"),
        "bold line, small letters": ("**sam**\n", bold, "sam"),
        "bold line, note": ("**Duncan Pryce** (laughing)\n", bold, DUNCAN),
        "heading, person": ("### Sam Weller\n\n", head, "Sam Weller"),
        "heading, note": ("### Duncan Pryce (laughing)\n\n", head, DUNCAN),
        "crowd": ("[Several voices]: ", None, "Several voices"),
        "three people": ("Ivy, Duncan, Leah: ", None, "Ivy, Duncan, Leah"),
        "with digits": ("Caller 2: ", None, "Caller 2"),
        "long lower case": ("the man from the council over there: ", None, "the man from the council over there"),
        "voice": ("Voice from the back: ", None, "Voice from the back"),
        "phone": ("+44 20 7946 0018: ", None, "+44 20 7946 0018"),
    }
    made = []
    for name, (label, form, who) in rows.items():
        content = _once(label, form) if form else _once(label)
        settled = name not in ("long lower case", "order changed", "voice")
        made.append(make(f"once: {name}", KIND, "t.md" if form in (bold, head) else "t.txt", content, EN, turns=_named(who), settled=settled))
    two = tuple(Line("Duncan Reed" if x.name == LEAH else x.name, x.words, x.start) for x in EN)
    text = "\n\n".join(f"{'Duncan' if n == ODD else x.name}: {x.words}" for n, x in enumerate(two)) + "\n"
    made.append(make("once: first name of two", KIND, "t.txt", text, two, turns=tuple(("Duncan" if n == ODD else x.name, x.words) for n, x in enumerate(two))))
    legend = "S1 = Ivy Marlow\nS2 = Duncan Pryce\n\n"
    made.append(make("legend of letters", KIND, "t.txt", legend + body(INTERVIEW, lambda x: f"{'S1' if x.name == IVY else 'S2'}: {x.words}"), INTERVIEW, names=lambda n: f"S1|{n}" if n == IVY else f"S2|{n}"))
    made.append(make("roles are names", KIND, "t.md", body(INTERVIEW, lambda x: f"**{'Interviewer' if x.name == IVY else 'Guest'} ({x.name}):** {x.words}"), INTERVIEW,
                     names=lambda n: f"{'Interviewer' if n == IVY else 'Guest'}|{n}|{'Interviewer' if n == IVY else 'Guest'} ({n})"))
    made.append(make("last label is empty", KIND, "t.txt", body(EN, lambda x: f"{x.name}: {x.words}") + f"\n{LEAH}:\n", EN))
    return made


def speech() -> list[Case]:
    texts = {
        "own name first": "Duncan Pryce is my name, and I have walked that bridge for forty years.",
        "another's name and a stop": "I know her well.\n\nLeah Okoro. She has walked six miles a day.",
        "another's name and a verb": "I know her well.\n\nLeah Okoro walks six miles a day.",
        "first and second": "Two things.\n\nFirst: the pillars.\n\nSecond: the money.",
        "year and colon": "Let me tell you.\n\n1984: that was the year of the big flood.",
        "address": "Write to https://example.org/bridge or to roads@example.org: we answer everybody.",
        "verse": "We sang it every night.\n\nOver the river and far away\nThe miller's daughter went to pray.",
        "answer of one word": "No.",
        "quotation with a name": 'He wrote: "Ivy Marlow: chair." That was all.',
    }
    made = []
    for name, words in texts.items():
        talk = _with(words)
        made.append(make(f"speech: {name}", KIND, "t.txt", body(talk, lambda x: f"{x.name}: {x.words}"), talk))
    head = "TRANSCRIPT OF THE VILLAGE MEETING\n\nPresent: Ivy Marlow (Chair), Duncan Pryce, Leah Okoro\n\nThe meeting opened at 18:00.\n\n"
    made.append(make("minutes head", KIND, "t.txt", head + body(EN, lambda x: f"{x.name}: {x.words}") + "\nThe meeting closed at 18:01.\n", EN))
    broken = body(EN[:6], lambda x: f"{x.name}: {x.words}") + "\n--- break of ten minutes ---\n\n" + body(EN[6:], lambda x: f"{x.name}: {x.words}")
    made.append(make("a break", KIND, "t.txt", broken, EN, settled=False))
    after = "\n## Action items\n\n- Ask the county.\n- Write to the lottery fund.\n"
    made.append(make("action items behind", KIND, "t.md", "## Transcript\n\n" + body(EN, lambda x: f"**{x.name}:** {x.words}") + after, EN))
    again = "".join(f"{x.name}: {part.strip()}\n\n" for x in EN for part in x.words.replace(". ", ".|").replace("? ", "?|").split("|"))
    made.append(make("every paragraph labelled", KIND, "t.txt", again, EN))
    return made


def documents() -> list[Case]:
    def dumps(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)
    br = "<w:r><w:br/></w:r>"
    deleted = "<w:del><w:r><w:delText>Nobody: nothing. </w:delText></w:r></w:del>"
    bold_runs = "".join(paragraph(run(x.name, "b"), run(": "), run(x.words)) for x in EN)
    html = "<html><body>{}</body></html>"
    stars = "".join(f'<ul><li><strong>{x.name}</strong>: {x.words}</li></ul>' for x in EN)
    return [
        make("json, deep", KIND, "t.json", dumps({"data": {"transcript": {"segments": [{"participant": {"name": x.name}, "content": {"text": x.words}, "time": {"start": x.start}} for x in EN]}}}), EN),
        make("json, speakerName", KIND, "t.json", dumps({"items": [{"speakerName": x.name, "displayText": x.words, "offset": x.start} for x in EN]}), EN),
        make("json lines, user and text", KIND, "t.jsonl", body(EN, lambda x: dumps({"type": "message", "user": x.name, "ts": str(x.start), "text": x.words}), "\n"), EN),
        make("json, lists by person", KIND, "t.json", dumps({x: [y.words for y in EN if y.name == x] for x in (IVY, DUNCAN, LEAH)}), EN, settled=False),
        make("yaml, one block", KIND, "t.yaml", "title: Bridge\ntranscript: |\n" + body(EN, lambda x: f"  {x.name}: {x.words}", "\n"), EN),
        make("csv, words first", KIND, "t.csv", "Text,Speaker\n" + body(EN, lambda x: f'"{x.words}",{x.name}', "\n"), EN),
        make("csv, one column", KIND, "t.csv", "Transcript\n" + body(EN, lambda x: f'"{x.name}: {x.words}"', "\n"), EN),
        make("csv, lines above the head", KIND, "t.csv", "Village meeting,,\nExported 3 December 2024,,\n,,\nTime,Speaker,Text\n" + body(EN, lambda x: f'{minutes(x.start)},{x.name},"{x.words}"', "\n"), EN),
        make("docx, breaks in one paragraph", KIND, "t.docx", docx(paragraph(*(part for x in EN for part in (run(f"{x.name}: {x.words}"), br)))), EN),
        make("docx, deleted words", KIND, "t.docx", docx("".join(f"<w:p>{deleted if n == 3 else ''}{run(x.name + ': ', 'b')}{run(x.words)}</w:p>" for n, x in enumerate(EN))), EN),
        make("docx, colon not bold", KIND, "t.docx", docx(bold_runs), EN),
        make("html, p of class speaker", KIND, "t.html", html.format(body(EN, lambda x: f'<p class="speaker">{x.name}</p><p>{x.words}</p>', "\n")), EN),
        make("html, data attribute", KIND, "t.html", html.format(body(EN, lambda x: f'<p data-speaker="{x.name}">{x.words}</p>', "\n")), EN),
        make("html, lists", KIND, "t.html", html.format(stars), EN),
        make("html, table without heads", KIND, "t.html", html.format("<table>" + body(EN, lambda x: f"<tr><td>{x.name}</td><td>{x.words}</td></tr>", "\n") + "</table>"), EN),
        make("html, spans and breaks", KIND, "t.html", html.format(body(EN, lambda x: f"<span style='font-weight:bold'>{x.name}:</span> {x.words}<br><br>", "\n")), EN),
        make("tei, who on sp", KIND, "t.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>" + body(EN, lambda x: f'<sp who="{x.name}"><p>{x.words}</p></sp>', "") + "</body></text></TEI>", EN),
        make("xml, lines", KIND, "t.xml", "<script>" + body(EN, lambda x: f'<line><character>{x.name}</character><dialogue>{x.words}</dialogue></line>', "") + "</script>", EN),
        make("fountain, forced names", KIND, "t.fountain", "INT. HALL - NIGHT\n\n" + body(EN, lambda x: f"@{x.name}\n{x.words}"), EN),
        make("latex screenplay", KIND, "t.tex", "\\documentclass{screenplay}\n\\begin{document}\n\\intslug[night]{Hall}\n" + body(EN, lambda x: f"\\begin{{dialogue}}{{{x.name}}}\n{x.words}\n\\end{{dialogue}}") + "\\end{document}\n", EN),
        make("org headings", KIND, "t.org", "#+TITLE: Bridge\n\n* Transcript\n" + body(EN, lambda x: f"** {x.name}\n{x.words}"), EN),
        make("textile", KIND, "t.txt", "h1. Bridge\n\n" + body(EN, lambda x: f"*{x.name}:* {x.words}"), EN),
        make("two unnamed voices", KIND, "t.txt", body(INTERVIEW, lambda x: f"{'V1' if x.name == IVY else 'V2'} {x.words}", "\n"), INTERVIEW, names=lambda n: "V1" if n == IVY else "V2"),
        make("unnamed answers", KIND, "t.txt", body(EN, lambda x: f"Yes. {x.words}" if x.start % 8 == 7 else f"Well, {x.words}", "\n"), EN, turns=tuple(("", f"Yes. {w}" if EN[n].start % 8 == 7 else f"Well, {w}") for n, (_, w) in enumerate(expected(EN))), settled=False),
    ]


CASES: tuple[Case, ...] = (*lines(), *labels(), *speech(), *documents())
