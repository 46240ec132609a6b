# ruff: noqa: E501
# fmt: off
"""Transcripts in mark-up and data: HTML, wikis, LaTeX, Org, AsciiDoc, RST, JSON, YAML, XML, TEI, EAF, CHAT, scripts."""

from __future__ import annotations

import json

from forms.judge import Case, body, make
from forms.talks import DE, DUNCAN, EN, ES, FR, INTERVIEW, IVY, JA, RU, ZH_HANT, Line, clock, minutes

KIND = "mark-up"
DATA = "data"
SCRIPT = "script"


def html() -> list[Case]:
    page = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Episode 12: The Bridge</title><style>p {{ margin: 0 }}</style><script>let x = 'a: b';</script></head>\n<body>{}</body></html>\n"
    site = "<header><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/about\">About</a></li></ul></nav></header><main><h1>Episode 12: The Bridge</h1><p>Published on 3 December 2024</p><h2>Transcript</h2>{}</main><footer><p>© Harbour Radio</p></footer>"
    return [
        make("html dl", KIND, "t.html", page.format("<dl>" + body(EN, lambda x: f"<dt>{x.name}</dt><dd>{x.words}</dd>", "\n") + "</dl>"), EN),
        make("html p strong", KIND, "t.html", page.format(body(EN, lambda x: f"<p><strong>{x.name}:</strong> {x.words}</p>", "\n")), EN),
        make("html bold, break", KIND, "t.html", page.format(body(FR, lambda x: f"<p><b>{x.name}</b><br>{x.words}</p>", "\n")), FR),
        make("html table", KIND, "t.html", page.format("<table><tr><th>Time</th><th>Speaker</th><th>Text</th></tr>" + body(EN, lambda x: f"<tr><td>{minutes(x.start)}</td><td>{x.name}</td><td>{x.words}</td></tr>", "\n") + "</table>"), EN),
        make("html classes", KIND, "t.html", page.format(body(DE, lambda x: f'<div class="turn"><span class="speaker">{x.name}</span><span class="time">{minutes(x.start)}</span><div class="text">{x.words}</div></div>', "\n")), DE),
        make("podcast page", KIND, "t.html", page.format(site.format(body(EN, lambda x: f'<p><span class="ts">[{clock(x.start)}]</span> <b>{x.name}:</b> {x.words}</p>', "\n"))), EN),
        make("html line breaks only", KIND, "t.html", page.format("<p>" + body(EN, lambda x: f"{x.name}: {x.words}", "<br/>\n") + "</p>"), EN),
        make("html headings", KIND, "t.html", page.format(body(EN, lambda x: f"<h4>{x.name} <small>{minutes(x.start)}</small></h4><p>{x.words}</p>", "\n")), EN),
        make("html entities", KIND, "t.html", page.format(body(FR, lambda x: f"<p>{x.name}&nbsp;: {x.words.replace('é', '&eacute;')}</p>", "\n")), FR),
    ]


def wikis() -> list[Case]:
    return [
        make("mediawiki semicolon", KIND, "t.txt", body(EN, lambda x: f";{x.name}: {x.words}", "\n"), EN),
        make("mediawiki bold", KIND, "t.wiki", "== Transcript ==\n\n" + body(EN, lambda x: f"'''{x.name}:''' {x.words}"), EN),
        make("wikiquote indent", KIND, "t.txt", body(EN, lambda x: f":'''{x.name}''': {x.words}", "\n"), EN),
        make("latex bold", KIND, "t.tex", "\\documentclass{article}\n\\begin{document}\n\\section*{Transcript}\n\n" + body(EN, lambda x: f"\\textbf{{{x.name}:}} {x.words}") + "\n\\end{document}\n", EN),
        make("latex description", KIND, "t.tex", "\\begin{description}\n" + body(EN, lambda x: f"\\item[{x.name}:] {x.words}", "\n") + "\\end{description}\n", EN),
        make("org bold", KIND, "t.org", "#+TITLE: The Bridge\n#+DATE: 2024-12-03\n\n* Transcript\n\n" + body(EN, lambda x: f"*{x.name}:* {x.words}"), EN),
        make("org list", KIND, "t.org", "* Transcript\n" + body(EN, lambda x: f"- {x.name} :: {x.words}", "\n"), EN),
        make("asciidoc bold", KIND, "t.adoc", "= The Bridge\nIvy Marlow\n\n== Transcript\n\n" + body(EN, lambda x: f"*{x.name}:* {x.words}"), EN),
        make("asciidoc list", KIND, "t.adoc", "= The Bridge\n\n" + body(EN, lambda x: f"{x.name}:: {x.words}", "\n"), EN),
        make("rst fields", KIND, "t.rst", "The Bridge\n==========\n\n" + body(EN, lambda x: f":{x.name}: {x.words}", "\n"), EN),
        make("rst bold", KIND, "t.rst", "The Bridge\n==========\n\n.. note:: checked by hand\n\n" + body(EN, lambda x: f"**{x.name}:** {x.words}"), EN),
        make("bbcode", KIND, "t.txt", body(DE, lambda x: f"[b]{x.name}:[/b] {x.words}"), DE),
        make("markdown front matter", KIND, "t.md", "---\ntitle: The Bridge\ndate: 2024-12-03\nspeakers:\n  - Ivy Marlow\n  - Duncan Pryce\n---\n\n" + body(EN, lambda x: f"**{x.name}:** {x.words}"), EN),
        make("markdown underscores", KIND, "t.md", body(EN, lambda x: f"__{x.name}__: {x.words}"), EN),
        make("markdown bold italic", KIND, "t.md", body(EN, lambda x: f"***{x.name}***\n{x.words}"), EN),
        make("markdown definition list", KIND, "t.md", body(EN, lambda x: f"{x.name}\n: {x.words}"), EN),
        make("markdown link names", KIND, "t.md", body(EN, lambda x: f"[{x.name}](https://example.org/{x.name.split()[0].lower()}): {x.words}"), EN),
        make("markdown time links", KIND, "t.md", body(EN, lambda x: f"**{x.name}** [({clock(x.start)})](https://youtu.be/abc?t={x.start})\n\n{x.words}"), EN),
        make("obsidian callouts", KIND, "t.md", body(EN, lambda x: f"> [!quote] {x.name}\n> {x.words}"), EN),
        make("chinese book brackets", KIND, "t.txt", body(ZH_HANT, lambda x: f"《{x.name}》{x.words}", "\n"), ZH_HANT),
        make("japanese brackets", KIND, "t.txt", body(JA, lambda x: f"［{x.name}］{x.words}", "\n"), JA),
    ]


def _chat(talk: tuple[Line, ...]) -> str:
    code = {IVY: "IVY", DUNCAN: "DUN", "Leah Okoro": "LEA"}
    head = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tIVY Ivy_Marlow Adult, DUN Duncan_Pryce Adult, LEA Leah_Okoro Adult\n@ID:\teng|village|IVY|||||Adult|||\n"
    return head + body(talk, lambda x: f"*{code[x.name]}:\t{x.words}\n%com:\tchecked", "\n") + "@End\n"


def _eaf(talk: tuple[Line, ...]) -> str:
    names = list(dict.fromkeys(x.name for x in talk))
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{n}a" TIME_VALUE="{x.start * 1000}"/><TIME_SLOT TIME_SLOT_ID="ts{n}b" TIME_VALUE="{x.start * 1000 + 3500}"/>' for n, x in enumerate(talk))
    tiers = "".join(
        f'<TIER LINGUISTIC_TYPE_REF="default-lt" PARTICIPANT="{name}" TIER_ID="{name.split()[0]}">'
        + "".join(f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{n}" TIME_SLOT_REF1="ts{n}a" TIME_SLOT_REF2="ts{n}b"><ANNOTATION_VALUE>{x.words}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>' for n, x in enumerate(talk) if x.name == name)
        + "</TIER>" for name in names)
    return f'<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-12-03T10:00:00+00:00" FORMAT="3.0" VERSION="3.0"><HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/><TIME_ORDER>{slots}</TIME_ORDER>{tiers}<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/></ANNOTATION_DOCUMENT>'


def data() -> list[Case]:
    tei = '<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Bridge</title></titleStmt></fileDesc><profileDesc><particDesc><listPerson>{}</listPerson></particDesc></profileDesc></teiHeader><text><body>{}</body></text></TEI>'
    ident = {IVY: "im", DUNCAN: "dp", "Leah Okoro": "lo"}
    people = "".join(f'<person xml:id="{i}"><persName>{n}</persName></person>' for n, i in ident.items())
    def dumps(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)
    fields = "\n\n".join(f"Speaker: {x.name}\nTime: {minutes(x.start)}\nText: {x.words}" for x in EN) + "\n"
    return [
        make("json utterances", DATA, "t.json", dumps({"utterances": [{"speaker": "AB"[x.name == IVY], "start": x.start * 1000, "end": x.start * 1000 + 3500, "text": x.words} for x in INTERVIEW]}), INTERVIEW, names=lambda n: f"{'AB'[n == IVY]}|Speaker {'AB'[n == IVY]}"),
        make("json name and content", DATA, "t.json", dumps({"messages": [{"name": x.name, "content": x.words} for x in EN]}), EN),
        make("json roles", DATA, "t.json", dumps([{"role": "user" if x.name == IVY else "assistant", "content": x.words} for x in INTERVIEW]), INTERVIEW, names=lambda n: "user" if n == IVY else "assistant"),
        make("json speaker objects", DATA, "t.json", dumps({"entries": [{"speaker": {"id": ident[x.name], "name": x.name}, "line": x.words, "startTime": clock(x.start)} for x in EN]}), EN),
        make("json single keys", DATA, "t.json", dumps([{x.name: x.words} for x in EN]), EN),
        make("json pairs", DATA, "t.json", dumps([[x.name, x.words] for x in EN]), EN),
        make("json strings", DATA, "t.json", dumps([f"{x.name}: {x.words}" for x in EN]), EN),
        make("json one string", DATA, "t.json", dumps({"id": 7, "transcript": body(EN, lambda x: f"{x.name}: {x.words}", "\n")}), EN),
        make("json speaker table", DATA, "t.json", dumps({"speakers": [{"id": i, "name": n} for n, i in ident.items()], "segments": [{"speaker_id": ident[x.name], "text": x.words, "start": x.start} for x in EN]}), EN),
        make("fireflies json", DATA, "t.json", dumps([{"sentence": x.words, "startTime": minutes(x.start), "endTime": minutes(x.start + 3), "speaker_name": x.name, "speaker_id": 1} for x in EN]), EN),
        make("granola json", DATA, "t.json", dumps({"id": "x", "title": "Bridge", "transcript_segments": [{"source": "microphone" if x.name == IVY else "system", "text": x.words, "start_timestamp": f"2024-12-03T18:02:{x.start:02}.000Z"} for x in INTERVIEW]}), INTERVIEW, names=lambda n: "microphone|Me" if n == IVY else "system|Them"),
        make("json lines", DATA, "t.jsonl", body(ES, lambda x: dumps({"speaker": x.name, "text": x.words}), "\n"), ES),
        make("yaml list", DATA, "t.yaml", "title: The Bridge\nturns:\n" + body(EN, lambda x: f"  - speaker: {x.name}\n    time: \"{minutes(x.start)}\"\n    text: {dumps(x.words)}", "\n"), EN),
        make("yaml single keys", DATA, "t.yml", body(EN, lambda x: f"- {x.name}: {dumps(x.words)}", "\n"), EN),
        make("yaml blocks", DATA, "t.yaml", body(EN, lambda x: f"- name: {x.name}\n  text: |\n    {x.words}", "\n"), EN),
        make("fields", DATA, "t.txt", fields, EN),
        make("xml elements", DATA, "t.xml", "<transcript>" + body(EN, lambda x: f'<turn speaker="{x.name}" start="{x.start}">{x.words}</turn>', "\n") + "</transcript>", EN),
        make("xml children", DATA, "t.xml", "<?xml version='1.0'?><interview>" + body(RU, lambda x: f"<entry><who>{x.name}</who><said>{x.words}</said></entry>", "\n") + "</interview>", RU),
        make("tei utterances", DATA, "t.xml", tei.format(people, body(EN, lambda x: f'<u who="#{ident[x.name]}">{x.words}</u>', "")), EN),
        make("tei speeches", DATA, "t.xml", tei.format("", body(EN, lambda x: f"<sp><speaker>{x.name}.</speaker><p>{x.words}</p></sp>", "")), EN),
        make("elan", DATA, "t.eaf", _eaf(EN), EN, names=lambda n: f"{n}|{n.split()[0]}"),
        make("chat", DATA, "t.cha", _chat(EN), EN, names=lambda n: f"{n}|{ {'Ivy Marlow': 'IVY', 'Duncan Pryce': 'DUN', 'Leah Okoro': 'LEA'}[n]}"),
    ]


def scripts() -> list[Case]:
    scene = "INT. VILLAGE HALL - NIGHT\n\nRain on the windows. Forty people on folding chairs.\n\n"
    fdx = '<?xml version="1.0" encoding="UTF-8"?><FinalDraft DocumentType="Script" Template="No" Version="5"><Content><Paragraph Type="Scene Heading"><Text>INT. VILLAGE HALL - NIGHT</Text></Paragraph><Paragraph Type="Action"><Text>Rain on the windows.</Text></Paragraph>{}</Content></FinalDraft>'
    heads = [x.name.upper() + (" (CONT'D)" if n and n % 5 == 0 else "") for n, x in enumerate(EN)]
    return [
        make("fountain", SCRIPT, "t.fountain", "Title: The Bridge\nAuthor: A. Writer\n\n" + scene + body(EN, lambda x: f"{x.name.upper()}\n{x.words}") + "\nCUT TO:\n\nEXT. BRIDGE - DAY\n\nThe bridge, empty.\n", EN),
        make("fountain, parentheticals", SCRIPT, "t.fountain", scene + body(EN, lambda x: f"{x.name.upper()}\n(quietly)\n{x.words}"), EN),
        make("centred script", SCRIPT, "t.txt", scene + "\n".join(f"{'':22}{head}\n{'':11}{x.words}\n" for head, x in zip(heads, EN, strict=True)), EN),
        make("final draft", SCRIPT, "t.fdx", fdx.format(body(EN, lambda x: f'<Paragraph Type="Character"><Text>{x.name.upper()}</Text></Paragraph><Paragraph Type="Dialogue"><Text>{x.words}</Text></Paragraph>', "")), EN),
        make("play, full stops in capitals", SCRIPT, "t.txt", "ACT I\n\nScene 1\n\n" + body(EN, lambda x: f"{x.name.split()[0].upper()}. {x.words}"), EN, names=lambda n: n.split()[0]),
        make("play, bracketed directions", SCRIPT, "t.txt", body(EN, lambda x: f"{x.name.split()[0].upper()} [rising]: {x.words}"), EN, names=lambda n: n.split()[0]),
        make("two-column AV script", SCRIPT, "t.txt", body(EN, lambda x: f"{x.name.upper():<24}{x.words}", "\n"), EN),
        make("german play", SCRIPT, "t.txt", "ERSTE SZENE\n\n" + body(DE, lambda x: f"{x.name.split()[0].upper()}: {x.words}"), DE, names=lambda n: n.split()[0]),
    ]


CASES: tuple[Case, ...] = (*html(), *wikis(), *data(), *scripts())
