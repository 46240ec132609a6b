# ruff: noqa: E501
# fmt: off
"""Transcripts as chat models write them: words around them, headings, emphasis, emoji, tables, JSON in a fence."""

from __future__ import annotations

import json

from forms.judge import Case, body, make
from forms.talks import AR, DE, EN, ES, HI, INTERVIEW, IVY, JA, KO, RU, TR, ZH_HANS, ZH_HANT, clock, minutes

KIND = "chat model"
BEFORE = "Here's the full transcript of the recording, cleaned up for readability:\n\n---\n\n"
AFTER = "\n---\n\nLet me know if you'd like me to add time stamps, summarise the discussion, or export it as a Word document!\n"


def english() -> list[Case]:
    bold = body(EN, lambda x: f"**{x.name}:** {x.words}")
    first = {line.name: line.start for line in reversed(EN)}
    half = body(EN[:6], lambda x: f"**{x.name}:** {x.words}")
    rest = body(EN[6:], lambda x: f"**{x.name}:** {x.words}")
    rows = [{"timestamp": clock(x.start), "speaker": x.name, "text": x.words} for x in EN]
    table = "| Time | Speaker | Transcript |\n|:-----|:-------:|------------|\n" + body(EN, lambda x: f"| {minutes(x.start)} | **{x.name}** | {x.words} |", "\n")
    numbered = "".join(f"{at}. **{x.name}**  \n   {x.words}\n\n" for at, x in enumerate(EN, 1))
    return [
        make("rules and courtesies", KIND, "t.md", BEFORE + bold + AFTER, EN),
        make("no rule before, plain colon", KIND, "t.txt", "Sure! Here is the transcript:\n\n" + body(EN, lambda x: f"{x.name}: {x.words}")
             + "\nWould you like me to identify the speakers more precisely or translate it?\n", EN),
        make("bold time and name", KIND, "t.md", BEFORE + body(EN, lambda x: f"**[{clock(x.start)}] {x.name}:** {x.words}"), EN),
        make("bold time, bold name", KIND, "t.md", body(EN, lambda x: f"**[{minutes(x.start)}]** **{x.name}:** {x.words}"), EN),
        make("italic time behind", KIND, "t.md", body(EN, lambda x: f"**{x.name}** *({minutes(x.start)})*: {x.words}"), EN),
        make("headings between", KIND, "t.md", "# Village Hall Meeting\n\n## Welcome\n\n" + half + "\n## School and money\n\n" + rest, EN),
        make("summary before", KIND, "t.md", "### Summary\n\n- The bridge is closed since March.\n- The county pays half.\n\n### Transcript\n\n" + bold, EN),
        make("speaker legend", KIND, "t.md", "**Speakers:** Ivy Marlow (chair), Duncan Pryce (county engineer), Leah Okoro (resident)\n\n" + bold, EN),
        make("role with the first label", KIND, "t.md", body(EN, lambda x: f"**{x.name + (' (Chair)' if x.name == IVY else ' (Guest)') if x.start == first[x.name] else x.name.split()[0]}:** {x.words}"), EN,
             names=lambda n: f"{n}|{n.split()[0]}"),
        make("quotes", KIND, "t.md", body(EN, lambda x: f"> **{x.name}:** {x.words}", "\n>\n"), EN),
        make("headings are names", KIND, "t.md", "# Transcript\n\n" + body(EN, lambda x: f"### {x.name}\n\n{x.words}"), EN),
        make("headings are names and times", KIND, "t.md", "# Transcript\n\n" + body(EN, lambda x: f"### {x.name} ({minutes(x.start)})\n{x.words}"), EN),
        make("emoji", KIND, "t.md", body(EN, lambda x: f"{'🎙️' if x.name == IVY else '👤'} **{x.name}:** {x.words}"), EN),
        make("words in quotation marks", KIND, "t.md", body(EN, lambda x: f'**{x.name}**: "{x.words}"'), EN),
        make("part two", KIND, "t.md", "## Transcript (Part 1)\n\n" + half + "\n*(continued in the next message)*\n\n## Transcript (Part 2)\n\n" + rest + "\n**[End of transcript]**\n", EN),
        make("tags around", KIND, "t.txt", "<transcript>\n" + body(EN, lambda x: f"{x.name}: {x.words}", "\n") + "</transcript>\n", EN),
        make("words under the name", KIND, "t.md", BEFORE + body(EN, lambda x: f"**{x.name}:**  \n{x.words}") + AFTER, EN),
        make("list with stars", KIND, "t.md", "Transcript:\n\n" + body(EN, lambda x: f"*   **{x.name}:** {x.words}", "\n") + "\n**Note:** Some words were hard to hear, so parts of this may be inaccurate.\n", EN),
        make("table", KIND, "t.md", "Here you go:\n\n" + table + "\nAnything else?\n", EN),
        make("numbered, name above", KIND, "t.md", numbered, EN),
        make("json in a fence", KIND, "t.md", "Sure, here is the JSON:\n\n```json\n" + json.dumps(rows, indent=2) + "\n```\n\nThe time stamps are estimates.\n", EN),
        make("json object in a fence", KIND, "t.txt", "```json\n" + json.dumps({"title": "Village hall", "transcript": rows}, indent=2) + "\n```\n", EN),
        make("text fence", KIND, "t.md", "Here is the transcript in plain text:\n\n```text\n" + body(EN, lambda x: f"[{minutes(x.start)}] {x.name}: {x.words}", "\n") + "```\n", EN),
        make("speaker letters with guess", KIND, "t.md", body(EN, lambda x: f"**Speaker {'ABC'[['Ivy Marlow', 'Duncan Pryce', 'Leah Okoro'].index(x.name)]} ({x.name}):** {x.words}"), EN,
             names=lambda n: f"Speaker {'ABC'[['Ivy Marlow', 'Duncan Pryce', 'Leah Okoro'].index(n)]}|{n}|Speaker {'ABC'[['Ivy Marlow', 'Duncan Pryce', 'Leah Okoro'].index(n)]} ({n})"),
        make("stage directions between", KIND, "t.md", "*[Chairs scrape, people settle]*\n\n" + half + "\n*[Applause]*\n\n" + rest + "\n*[End of recording]*\n", EN),
    ]


def others() -> list[Case]:
    role = {"王小明": "主持人", "李静": "嘉宾"}
    return [
        make("german courtesies", KIND, "t.md", "Gerne! Hier ist das Transkript der Sendung:\n\n---\n\n" + body(DE, lambda x: f"**{x.name}:** {x.words}")
             + "\n---\n\nMöchtest du, dass ich daraus Untertitel mache?\n", DE),
        make("german, plain", KIND, "t.txt", "Hier ist die Abschrift:\n\n" + body(DE, lambda x: f"{x.name}: {x.words}", "\n") + "\nSag Bescheid, wenn ich etwas ändern soll.\n", DE),
        make("spanish note behind", KIND, "t.md", "¡Claro! Aquí tienes la transcripción:\n\n" + body(ES, lambda x: f"**{x.name}:** {x.words}")
             + "\n**Nota:** He corregido algunas muletillas para facilitar la lectura.\n", ES),
        make("chinese roles", KIND, "t.md", "好的，以下是这段录音的逐字稿：\n\n---\n\n" + body(ZH_HANS, lambda x: f"**{role[x.name]}：**{x.words}")
             + "\n---\n\n如果需要我整理成摘要，请告诉我。\n", ZH_HANS, names=role.__getitem__),
        make("chinese brackets", KIND, "t.md", body(ZH_HANT, lambda x: f"【{x.name}】{x.words}"), ZH_HANT),
        make("chinese time and name", KIND, "t.md", "以下是完整逐字稿\n\n" + body(ZH_HANT, lambda x: f"[{clock(x.start)[3:]}] {x.name}：{x.words}", "\n"), ZH_HANT),
        make("japanese brackets", KIND, "t.txt", "以下が文字起こしです。\n\n" + body(JA, lambda x: f"{x.name}「{x.words}」", "\n"), JA),
        make("japanese colon", KIND, "t.md", body(JA, lambda x: f"**{x.name}さん：**\n{x.words}"), JA, names=lambda n: f"{n}さん|{n}"),
        make("korean list", KIND, "t.md", "네, 전사본입니다.\n\n" + body(KO, lambda x: f"- **{x.name}**: {x.words}", "\n"), KO),
        make("arabic bold", KIND, "t.md", "بالتأكيد، هذا هو النص:\n\n" + body(AR, lambda x: f"**{x.name}:** {x.words}"), AR),
        make("hindi bold", KIND, "t.md", "ज़रूर, यह रहा प्रतिलेख:\n\n" + body(HI, lambda x: f"**{x.name}:** {x.words}") + "\nक्या मैं इसका सार भी लिखूँ?\n", HI),
        make("turkish speakers", KIND, "t.md", body(TR, lambda x: f"**Konuşmacı {1 if x.name.startswith('Ay') else 2}:** {x.words}"), TR,
             names=lambda n: f"Konuşmacı {1 if n.startswith('Ay') else 2}"),
        make("russian dash after bold", KIND, "t.md", body(RU, lambda x: f"**{x.name}** — {x.words}"), RU),
        make("interviewer in bold only", KIND, "t.md", body(INTERVIEW, lambda x: f"**Interviewer:** {x.words}" if x.name == IVY else f"{x.name}: {x.words}"), INTERVIEW,
             names=lambda n: "Interviewer" if n == IVY else n),
    ]


CASES: tuple[Case, ...] = (*english(), *others())
