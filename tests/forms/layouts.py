# ruff: noqa: E501
# fmt: off
"""Office documents, spreadsheets, chat exports, page furniture, wrapped and numbered lines."""

from __future__ import annotations

import csv
import io
import textwrap
import zipfile
from xml.sax.saxutils import escape

from forms.judge import Case, body, expected, make
from forms.talks import (
    AR,
    DE,
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
    ZH_HANT,
    Line,
    clock,
    minutes,
)

OFFICE = "office"
CHAT = "chat export"
PAGE = "page layout"
NONE = "no speakers"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _zip(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def docx(body_xml: str) -> bytes:
    """A Word document with this body."""
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    rels = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    return _zip({"[Content_Types].xml": types, "_rels/.rels": rels, "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}"><w:body>{body_xml}</w:body></w:document>'})


def run(text: str, style: str = "") -> str:
    """A run of text; `style` is `b` or `i`."""
    return f'<w:r>{f"<w:rPr><w:{style}/></w:rPr>" if style else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph of runs."""
    return f"<w:p>{''.join(runs)}</w:p>"


def odt(paragraphs: str) -> bytes:
    """An OpenDocument text."""
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    return _zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f'<?xml version="1.0"?><office:document-content {spaces} office:version="1.2"><office:body><office:text>{paragraphs}</office:text></office:body></office:document-content>',
                 "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>'})


def _csv(head: list[str] | None, talk: tuple[Line, ...], row, delimiter: str = ",") -> str:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    if head:
        rows.writerow(head)
    rows.writerows(row(x) for x in talk)
    return out.getvalue()


def office() -> list[Case]:
    cells = "".join(f"<w:tr><w:tc>{paragraph(run(minutes(x.start)))}</w:tc><w:tc>{paragraph(run(x.name))}</w:tc><w:tc>{paragraph(run(x.words))}</w:tc></w:tr>" for x in EN)
    rtf = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\n" + "".join(f"{{\\b {x.name.encode('ascii', 'replace').decode()}}}\\par {x.words}\\par\\par\n" for x in EN) + "}"
    return [
        make("docx, name and tab", OFFICE, "t.docx", docx("".join(paragraph(run(f"{x.name}:"), "<w:r><w:tab/></w:r>", run(x.words)) for x in EN)), EN),
        make("docx, table", OFFICE, "t.docx", docx(f"<w:tbl>{cells}</w:tbl>"), EN),
        make("docx, name, break, words", OFFICE, "t.docx", docx("".join(paragraph(run(x.name, "b"), "<w:r><w:br/></w:r>", run(x.words)) for x in DE)), DE),
        make("docx, bold questions", OFFICE, "t.docx", docx("".join(paragraph(run(x.words, "b" if x.name == IVY else "")) for x in INTERVIEW)), INTERVIEW,
             turns=tuple((f"*{n}", w) for n, w in expected(INTERVIEW)), settled=False),
        make("docx, initials in bold", OFFICE, "t.docx", docx("".join(paragraph(run("".join(p[0] for p in x.name.split()), "b"), run(f" {x.words}")) for x in EN)), EN,
             names=lambda n: "".join(p[0] for p in n.split())),
        make("docx, title and list of speakers", OFFICE, "t.docx", docx(paragraph(run("The Bridge", "b")) + paragraph(run("Speakers: Ivy Marlow, Duncan Pryce, Leah Okoro", "i")) + "".join(paragraph(run(f"[{clock(x.start)}] "), run(f"{x.name}: ", "b"), run(x.words)) for x in EN)), EN),
        make("odt", OFFICE, "t.odt", odt("".join(f"<text:p>{x.name}: {escape(x.words)}</text:p>" for x in FR)), FR),
        make("odt, name and time above", OFFICE, "t.odt", odt("".join(f"<text:p>{x.name}<text:tab/>{minutes(x.start)}</text:p><text:p>{escape(x.words)}</text:p>" for x in EN)), EN),
        make("rtf, name above", OFFICE, "t.rtf", rtf, EN),
        make("csv, otter heads", OFFICE, "t.csv", _csv(["Speaker", "Timestamp", "Transcript"], EN, lambda x: [x.name, minutes(x.start), x.words]), EN),
        make("csv, german heads", OFFICE, "t.csv", _csv(["Zeit", "Sprecher", "Text"], DE, lambda x: [clock(x.start), x.name, x.words], ";"), DE),
        make("csv, no heads", OFFICE, "t.csv", _csv(None, EN, lambda x: [clock(x.start), x.name, x.words]), EN),
        make("csv, who and what only", OFFICE, "t.csv", _csv(["Who", "What"], ES, lambda x: [x.name, x.words]), ES),
        make("csv, chinese heads", OFFICE, "t.csv", _csv(["序号", "时间", "发言人", "内容"], ZH_HANS, lambda x: [str(x.start), clock(x.start), x.name, x.words]), ZH_HANS),
        make("csv, name only where it changes", OFFICE, "t.csv", "speaker,text\r\n" + "".join(f'{x.name},"{x.words.split(",")[0]}"\r\n' + (f',"{",".join(x.words.split(",")[1:])}"\r\n' if "," in x.words else "") for x in EN), EN),
        make("tsv, no heads", OFFICE, "t.tsv", _csv(None, RU, lambda x: [x.name, x.words], "\t"), RU),
        make("csv, excel mark", OFFICE, "t.csv", b"\xef\xbb\xbfsep=;\r\n" + _csv(["Name", "Start", "Text"], TR, lambda x: [x.name, minutes(x.start), x.words], ";").encode(), TR),
    ]


def chats() -> list[Case]:
    notice = "[12/3/24, 18:01:58] Village hall: \u200eMessages and calls are end-to-end encrypted.\n"
    irc = "*** Joins: leah (leah@example.org)\n"
    return [
        make("whatsapp, brackets", CHAT, "t.txt", body(EN, lambda x: f"[12/3/24, 18:02:{x.start % 60:02}] {x.name}: {x.words}", "\n"), EN),
        make("whatsapp, notice", CHAT, "t.txt", notice + body(EN, lambda x: f"[12/3/24, 18:02:{x.start % 60:02}] {x.name}: {x.words}", "\n"), EN, settled=False),
        make("whatsapp, dash", CHAT, "t.txt", body(DE, lambda x: f"03.12.24, 18:{x.start:02} - {x.name}: {x.words}", "\n"), DE),
        make("telegram", CHAT, "t.txt", body(RU, lambda x: f"{x.name}, [03.12.2024 18:{x.start:02}]\n{x.words}"), RU),
        make("slack", CHAT, "t.txt", body(EN, lambda x: f"{x.name}  6:{x.start:02} PM\n{x.words}"), EN),
        make("discord", CHAT, "t.txt", body(EN, lambda x: f"{x.name} — Today at 6:{x.start:02} PM\n{x.words}"), EN),
        make("irc", CHAT, "t.txt", body(EN, lambda x: f"<{x.name.split()[0].lower()}> {x.words}", "\n"), EN, names=lambda n: n.split()[0]),
        make("irc, times and joins", CHAT, "t.txt", irc + body(EN, lambda x: f"[18:{x.start:02}] <{x.name.split()[0].lower()}> {x.words}", "\n"), EN, names=lambda n: n.split()[0]),
        make("wechat", CHAT, "t.txt", body(ZH_HANS, lambda x: f"{x.name} 2024-12-03 18:02:{x.start:02}\n{x.words}"), ZH_HANS),
        make("kakaotalk", CHAT, "t.txt", "--------------- 2024년 12월 3일 화요일 ---------------\n" + body(KO, lambda x: f"[{x.name}] [오후 6:{x.start:02}] {x.words}", "\n"), KO),
        make("line", CHAT, "t.txt", "2024/12/03(火)\n" + body(JA, lambda x: f"18:{x.start:02}\t{x.name}\t{x.words}", "\n"), JA),
        make("signal", CHAT, "t.txt", body(FR, lambda x: f"[2024-12-03 18:{x.start:02}] {x.name}: {x.words}", "\n"), FR),
    ]


def pages() -> list[Case]:
    plain = [f"{x.name}: {x.words}" for x in EN]
    footer = "\n\nVillage Hall Transcripts                                Page {}\n\n"
    third = ["\n\n".join(plain[at : at + 4]) for at in (0, 4, 8)]
    wrapped = "\n\n".join("\n".join(textwrap.wrap(row, 44)) for row in plain) + "\n"
    hanging = "\n".join("\n".join(textwrap.wrap(row, 44, subsequent_indent="      ")) for row in plain) + "\n"
    split = EN[5].words.split(" when ")
    cut = "\n\n".join(plain[:5]) + f"\n\n{EN[5].name}: {split[0]}\n\n- 2 -\n\nwhen {split[1]}\n\n" + "\n\n".join(plain[6:]) + "\n"
    noted = "\n\n".join(plain).replace("lottery fund.", "lottery fund.[1]") + "\n\n[1] The fund was closed in 2025.\n"
    return [
        make("footers and page numbers", PAGE, "t.txt", "".join(part + footer.format(n) for n, part in enumerate(third, 1)), EN),
        make("lone page numbers", PAGE, "t.txt", "\n\n1\n\n".join(third[:2]) + "\n\n2\n\n" + third[2] + "\n", EN),
        make("page number amid speech", PAGE, "t.txt", cut, EN),
        make("form feeds and headers", PAGE, "t.txt", "\n\n\fTHE BRIDGE: A PUBLIC MEETING\n\n".join(third) + "\n", EN),
        make("wrapped", PAGE, "t.txt", wrapped, EN),
        make("hanging indent, no blank lines", PAGE, "t.txt", hanging, EN),
        make("footnote", PAGE, "t.txt", noted, EN, settled=False),
        make("two columns by tab", PAGE, "t.txt", body(EN, lambda x: f"{x.name}\t{x.words}", "\n"), EN),
        make("numbered turns", PAGE, "t.txt", "".join(f"{n:04} {row}\n" for n, row in enumerate(plain, 1)), EN),
        make("numbered, no blank, brackets", PAGE, "t.txt", "".join(f"({n}) {x.name}: {x.words}\n" for n, x in enumerate(HI, 1)), HI),
        make("carriage returns", PAGE, "t.txt", ("\r\n\r\n".join(plain) + "\r\n").encode(), EN),
        make("old mac line ends", PAGE, "t.txt", ("\r".join(plain) + "\r").encode(), EN),
        make("no-break spaces", PAGE, "t.txt", body(FR, lambda x: f"{x.name.replace(' ', chr(0xA0))}\u00a0: {x.words}"), FR),
        make("utf-16", PAGE, "t.txt", body(AR, lambda x: f"{x.name}: {x.words}").encode("utf-16"), AR),
        make("double spaced", PAGE, "t.txt", body(EN, lambda x: f"{x.name}:\n\n{x.words}", "\n\n\n"), EN),
        make("name above, no blank lines", PAGE, "t.txt", body(TR, lambda x: f"{x.name}\n{x.words}", "\n"), TR),
        make("name above, blank lines", PAGE, "t.txt", body(HI, lambda x: f"{x.name}\n\n{x.words}"), HI),
        make("name in brackets above", PAGE, "t.txt", body(ZH_HANT, lambda x: f"（{x.name}）\n{x.words}"), ZH_HANT),
        make("slash behind the name", PAGE, "t.txt", body(EN, lambda x: f"{x.name} / {x.words}"), EN),
        make("greater than behind the name", PAGE, "t.txt", body(EN, lambda x: f"{x.name.split()[0]}> {x.words}", "\n"), EN, names=lambda n: n.split()[0]),
        make("equals behind the name", PAGE, "t.txt", body(EN, lambda x: f"{x.name.split()[0].upper()} = {x.words}"), EN, names=lambda n: n.split()[0]),
        make("at names", PAGE, "t.txt", body(EN, lambda x: f"@{x.name.split()[0].lower()} {x.words}", "\n"), EN, names=lambda n: f"{n.split()[0]}|@{n.split()[0]}"),
        make("hash headings without a space", PAGE, "t.txt", body(EN, lambda x: f"##{x.name}##\n{x.words}"), EN),
        make("chevrons", PAGE, "t.txt", body(EN, lambda x: f">> {x.name.upper()}: {x.words}", "\n"), EN),
        make("rules between", PAGE, "t.txt", body(EN, lambda x: f"{x.name}\n{x.words}", "\n--------\n"), EN),
        make("pipes", PAGE, "t.txt", body(ZH_HANS, lambda x: f"{x.name} | {x.words}", "\n"), ZH_HANS),
        make("one line, no breaks", PAGE, "t.txt", body(EN, lambda x: f"{x.name}: {x.words}", " "), EN, settled=False),
    ]


def none() -> list[Case]:
    nobody = tuple(("", x.words) for x in EN)
    verse = "[Verse 1]\nThe river rose in the month of March\nAnd took the bridge away\n\n[Chorus]\nOh carry me over the water\nOh carry me over today\n\n[Verse 2]\nThe council sat in the village hall\nAnd talked until the day\n"
    sung = tuple(("", line) for line in verse.splitlines() if line and not line.startswith("["))
    return [
        make("one paragraph", NONE, "t.txt", " ".join(x.words for x in EN) + "\n", EN, turns=nobody, settled=False),
        make("chevrons without names", NONE, "t.txt", body(EN, lambda x: f">> {x.words}", "\n"), EN, turns=tuple((f"*{n}", w) for n, w in expected(EN)), settled=False),
        make("hyphens without names", NONE, "t.txt", body(ES, lambda x: f"- {x.words}", "\n"), ES, turns=tuple((f"*{n}", w) for n, w in expected(ES)), settled=False),
        make("times without names", NONE, "t.txt", body(EN, lambda x: f"[{minutes(x.start)}] {x.words}", "\n"), EN, turns=nobody, settled=False),
        make("video page paste", NONE, "t.txt", body(EN, lambda x: f"{minutes(x.start)}\n{x.words}", "\n"), EN, turns=nobody, settled=False),
        make("song", NONE, "t.txt", verse, EN, turns=sung, settled=False),
        make("one speaker only", NONE, "t.txt", f"{LEAH}: " + "\n\n".join(x.words for x in EN) + "\n", EN, turns=tuple((LEAH, x.words) for x in EN)),
    ]


CASES: tuple[Case, ...] = (*office(), *chats(), *pages(), *none())
