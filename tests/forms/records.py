# ruff: noqa: E501, E731
# fmt: off
"""Court and parliament records, oral history, interviews of magazines, press conferences."""

from __future__ import annotations

from forms.judge import Case, body, expected, make
from forms.talks import AR, DE, DUNCAN, EN, ES, FR, HI, INTERVIEW, IVY, JA, KO, LEAH, RU, TR, ZH_HANS, ZH_HANT, Line

KIND = "record"
CAPITALS = {IVY: "THE COURT", DUNCAN: "MR. PRYCE", LEAH: "THE WITNESS"}


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split())


def _qa(question: str, answer: str, after: str = " "):
    return lambda x: f"{question if x.name == IVY else answer}{after}{x.words}"


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    rows, row = [], first
    for word in text.split():
        if len(row) + len(word) + 1 > width and row.strip() != first.strip():
            rows.append(row.rstrip())
            row = rest
        row += ("" if row.endswith(" ") or not row else " ") + word
    return [*rows, row.rstrip()]


def numbered_page(talk: tuple[Line, ...], label) -> str:
    """Pages of a court record: 12 numbered lines each, a header and a page number."""
    lines = [row for x in talk for row in _wrapped(f"{label(x)}  {x.words}", 52, "          ", "     ")]
    pages = [lines[at : at + 12] for at in range(0, len(lines), 12)]
    return "\n".join(
        f"                    Hearing - Volume II                      {41 + number}\n\n" + "\n".join(f"{at:>2}{row}" for at, row in enumerate(page, 1)) + "\n\n               COUNTY REPORTING SERVICE\n\f"
        for number, page in enumerate(pages)
    )


def courts() -> list[Case]:
    by = "DUNCAN PRYCE,\nhaving been first duly sworn, testified as follows:\n\nDIRECT EXAMINATION\n\nBY MS. MARLOW:\n\n"
    names = CAPITALS.__getitem__
    return [
        make("court, capitals", KIND, "t.txt", body(EN, lambda x: f"          {CAPITALS[x.name]}:  {x.words}"), EN, names=names),
        make("court, numbered lines and pages", KIND, "t.txt", numbered_page(EN, lambda x: f"{CAPITALS[x.name]}:"), EN, names=names),
        make("deposition Q. A.", KIND, "t.txt", by + body(INTERVIEW, _qa("Q.", "A.", "   ")), INTERVIEW,
             names=lambda n: "Q|MS. MARLOW|Ivy Marlow" if n == IVY else "A|DUNCAN PRYCE"),
        make("Q: A:", KIND, "t.txt", body(INTERVIEW, _qa("Q:", "A:")), INTERVIEW, names=lambda n: "Q" if n == IVY else "A"),
        make("Q and A without marks, tabs", KIND, "t.txt", body(INTERVIEW, _qa("Q", "A", "\t"), "\n"), INTERVIEW, names=lambda n: "Q" if n == IVY else "A"),
        make("spanish P.- R.-", KIND, "t.txt", body(ES, lambda x: f"{'P.-' if x.name == 'Marta Ríos' else 'R.-'} {x.words}"), ES, names=lambda n: "P" if n == "Marta Ríos" else "R"),
        make("german F: A:", KIND, "t.txt", body(DE, lambda x: f"{'F:' if x.name == 'Jonas Weber' else 'A:'} {x.words}", "\n"), DE, names=lambda n: "F" if n == "Jonas Weber" else "A"),
        make("arabic letters", KIND, "t.txt", body(AR, lambda x: f"{'س' if x.name == 'سامي حداد' else 'ج'}: {x.words}"), AR, names=lambda n: "س" if n == "سامي حداد" else "ج"),
        make("hindi question and answer", KIND, "t.txt", body(HI, lambda x: f"{'प्रश्न' if x.name == 'रवि शर्मा' else 'उत्तर'} : {x.words}"), HI, names=lambda n: "प्रश्न" if n == "रवि शर्मा" else "उत्तर"),
        make("chinese 问 答", KIND, "t.txt", body(ZH_HANS, lambda x: f"{'问' if x.name == '王小明' else '答'}：{x.words}", "\n"), ZH_HANS, names=lambda n: "问" if n == "王小明" else "答"),
    ]


def parliaments() -> list[Case]:
    party = {IVY: "Northfield, Ind", DUNCAN: "West Dale, Lab", LEAH: "Southey, Con"}
    first = {line.name: line.start for line in reversed(EN)}
    titles = {"Jonas Weber": "Präsident Jonas Weber", "Katrin Müller": "Katrin Müller (SPD)"}
    beifall = body(DE[:4], lambda x: f"{titles[x.name]}:\n{x.words}") + "\n(Beifall bei der SPD sowie bei Abgeordneten der CDU/CSU)\n\n" + body(DE[4:], lambda x: f"{titles[x.name]}:\n{x.words}")
    return [
        make("hansard, office first", KIND, "t.txt", body(EN, lambda x: f"The Minister for Roads (Duncan Pryce): {x.words}" if x.name == DUNCAN and x.start == first[DUNCAN] else f"{x.name}: {x.words}"), EN,
             names=lambda n: f"{n}|The Minister for Roads (Duncan Pryce)"),
        make("hansard, seats in brackets", KIND, "t.txt", body(EN, lambda x: f"{x.name} ({party[x.name]}): {x.words}" if x.start == first[x.name] else f"{x.name}: {x.words}"), EN),
        make("bundestag", KIND, "t.txt", beifall, DE, names=lambda n: f"{titles[n]}|{n}"),
        make("assemblée, full stops", KIND, "t.txt", body(FR, lambda x: f"{'Mme la présidente' if x.name == 'Claire Dubois' else 'M. Hugo Lefèvre'}. {x.words}"), FR,
             names=lambda n: "Mme la présidente" if n == "Claire Dubois" else "M. Hugo Lefèvre|Hugo Lefèvre"),
        make("assemblée, bold full stops", KIND, "t.md", body(FR, lambda x: f"**{'Mme la présidente' if x.name == 'Claire Dubois' else 'M. Hugo Lefèvre'}.** {x.words}"), FR,
             names=lambda n: "Mme la présidente" if n == "Claire Dubois" else "M. Hugo Lefèvre|Hugo Lefèvre"),
        make("europe, full stop and dash", KIND, "t.txt", body(EN, lambda x: f"{x.name} ({party[x.name].split(', ')[1]}). – {x.words}"), EN,
             names=lambda n: f"{n}|{n} ({party[n].split(', ')[1]})"),
        make("tbmm", KIND, "t.txt", body(TR, lambda x: f"{'BAŞKAN' if x.name.startswith('Ay') else 'KEMAL IŞIK (İzmir)'} – {x.words}"), TR,
             names=lambda n: "BAŞKAN" if n.startswith("Ay") else "Kemal Işık|KEMAL IŞIK|Kemal Işık (İzmir)|KEMAL IŞIK (İzmir)"),
        make("diet circles", KIND, "t.txt", body(JA, lambda x: f"○{x.name}君　{x.words}"), JA, names=lambda n: f"{n}君|{n}"),
        make("korean assembly", KIND, "t.txt", body(KO, lambda x: f"◯{x.name} 위원  {x.words}", "\n"), KO, names=lambda n: f"{n} 위원|{n}"),
        make("taiwan legislature", KIND, "t.txt", body(ZH_HANT, lambda x: f"{'主席' if x.name == '陳美惠' else '林委員志豪'}：{x.words}", "\n"), ZH_HANT,
             names=lambda n: "主席" if n == "陳美惠" else "林委員志豪"),
        make("committee question numbers", KIND, "t.md", "".join(f"{f'Q{at // 2 + 1} ' if x.name == IVY else ''}**{'Chair' if x.name == IVY else x.name}:** {x.words}\n\n" for at, x in enumerate(INTERVIEW)), INTERVIEW,
             names=lambda n: "Chair" if n == IVY else n),
        make("united nations", KIND, "t.txt", body(EN, lambda x: {IVY: "The President", DUNCAN: "Mr. Pryce (Wales)", LEAH: "Ms. Okoro (Kenya)"}[x.name] + f": {x.words}"), EN,
             names=lambda n: {IVY: "The President", DUNCAN: "Mr. Pryce|Mr. Pryce (Wales)", LEAH: "Ms. Okoro|Ms. Okoro (Kenya)"}[n]),
        make("press conference", KIND, "t.txt", body(EN, lambda x: {IVY: "MS. MARLOW", DUNCAN: "MR. PRYCE", LEAH: "QUESTION"}[x.name] + f":  {x.words}"), EN,
             names=lambda n: {IVY: "MS. MARLOW", DUNCAN: "MR. PRYCE", LEAH: "QUESTION"}[n]),
        make("mayor", KIND, "t.txt", body(EN, lambda x: {IVY: "MAYOR MARLOW", DUNCAN: "COUNCILMEMBER PRYCE", LEAH: "MEMBER OF THE PUBLIC"}[x.name] + f": {x.words}", "\n"), EN,
             names=lambda n: {IVY: "MAYOR MARLOW", DUNCAN: "COUNCILMEMBER PRYCE", LEAH: "MEMBER OF THE PUBLIC"}[n]),
    ]


def archives() -> list[Case]:
    head = "Interviewer: Ivy Marlow (IM)\nInterviewee: Duncan Pryce (DP)\nDate: 3 December 2024\nPlace: Harbour Museum\n\n[START OF RECORDING]\n\n"
    initials = lambda n: f"{_initials(n)}|{n}"
    seen: set[str] = set()
    rows = []
    for x in INTERVIEW:
        rows.append(f"{x.name if x.name not in seen else _initials(x.name)}: {x.words}")
        seen.add(x.name)
    return [
        make("initials after a head", KIND, "t.txt", head + body(INTERVIEW, lambda x: f"{_initials(x.name)}: {x.words}") + "\n[END OF RECORDING]\n", INTERVIEW, names=initials),
        make("full name once, then initials", KIND, "t.txt", "\n\n".join(rows) + "\n", INTERVIEW, names=initials),
        make("interviewer, narrator", KIND, "t.txt", body(INTERVIEW, lambda x: f"{'Interviewer' if x.name == IVY else 'Narrator'}: {x.words}", "\n"), INTERVIEW,
             names=lambda n: "Interviewer" if n == IVY else "Narrator"),
        make("capitals, two spaces", KIND, "t.txt", body(INTERVIEW, lambda x: f"{x.name.upper()}:  {x.words}") + "\n[END OF INTERVIEW.]\n", INTERVIEW),
        make("surname, tab", KIND, "t.txt", body(INTERVIEW, lambda x: f"{x.name.split()[1]}:\t{x.words}", "\n"), INTERVIEW, names=lambda n: n.split()[1]),
        make("gat2 segments", KIND, "t.txt", "".join(f"{at:02}   {'IM' if x.name == IVY else 'DP'}: {x.words}\n" for at, x in enumerate(INTERVIEW, 1)), INTERVIEW, names=_initials),
        make("japanese wide space", KIND, "t.txt", body(JA, lambda x: f"{x.name[:2]}　{x.words}"), JA, names=lambda n: n[:2]),
        make("chinese reporter", KIND, "t.txt", body(ZH_HANS, lambda x: f"{'记者' if x.name == '王小明' else x.name}:{x.words}"), ZH_HANS, names=lambda n: "记者" if n == "王小明" else n),
        make("right-to-left marks", KIND, "t.txt", body(AR, lambda x: f"\u200f{x.name}:\u200f {x.words}"), AR),
    ]


def magazines() -> list[Case]:
    nobody = tuple((f"*{n}", w) for n, w in expected(INTERVIEW))
    def question(form: str):
        return body(INTERVIEW, lambda x: form.format(x.words) if x.name == IVY else x.words)
    return [
        make("bold questions, no names", KIND, "t.md", question("**{}**"), INTERVIEW, turns=nobody, settled=False),
        make("italic questions, no names", KIND, "t.md", question("*{}*"), INTERVIEW, turns=nobody, settled=False),
        make("heading questions, no names", KIND, "t.md", question("### {}"), INTERVIEW, turns=nobody, settled=False),
        make("bold questions, intro", KIND, "t.md", "# The last keeper\n\n*Ivy Marlow met Duncan Pryce in the harbour café. This is what they spoke about.*\n\n" + question("**{}**"), INTERVIEW, turns=nobody, settled=False),
        make("russian dashes", KIND, "t.txt", body(RU, lambda x: f"— {x.words}", "\n"), RU, turns=tuple((f"*{n}", w) for n, w in expected(RU)), settled=False),
        make("bold magazine name", KIND, "t.md", body(INTERVIEW, lambda x: f"**HARBOUR WEEKLY: {x.words}**" if x.name == IVY else f"{x.name.upper()}: {x.words}"), INTERVIEW,
             names=lambda n: "HARBOUR WEEKLY" if n == IVY else n),
        make("plain paragraphs", KIND, "t.txt", body(INTERVIEW, lambda x: x.words), INTERVIEW, turns=tuple((f"*{n}", w) for n, w in expected(INTERVIEW)), settled=False),
        make("japanese bars and names", KIND, "t.txt", body(JA, lambda x: f"――{x.words}" if x.name == "田中健一" else f"佐藤　{x.words}"), JA,
             turns=tuple(("*聞き手" if n == "田中健一" else "佐藤", w) for n, w in expected(JA)), settled=False),
    ]


CASES: tuple[Case, ...] = (*courts(), *parliaments(), *archives(), *magazines())
