// node check.cjs FOLDER FILE...: what webvtt-parser (.vtt) or srt-validator (.srt) finds, as {file: [[line, message]]}
const { createRequire } = require("node:module");
const fs = require("node:fs");
const [folder, ...files] = process.argv.slice(2);
const load = createRequire(folder + "/x.js");
const { WebVTTParser } = load("webvtt-parser");
const { validator } = load("srt-validator");
const found = {};
for (const file of files) {
  const text = fs.readFileSync(file, "utf8");
  found[file] = file.endsWith(".vtt")
    ? new WebVTTParser().parse(text, "subtitles").errors.map((e) => [e.line, e.message])
    : validator(text).map((e) => [e.lineNumber, e.message]);
}
console.log(JSON.stringify(found));
