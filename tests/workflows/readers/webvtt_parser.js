// The W3C's WebVTT parser (npm: webvtt-parser) on a file: its errors, and each cue with text and voices, as JSON.
// Its entities are broken ("&lt;" gives "<;"), so that the raw text is given too.
const fs = require("fs");
const { createRequire } = require("module");
const load = createRequire(process.argv[2] + "/");
global.window = global;
const parser = new (load("webvtt-parser").WebVTTParser)();
const read = parser.parse(fs.readFileSync(process.argv[3], "utf8"), process.argv[4]);
const voices = (n) => (n.name === "v" ? [n.value] : []).concat(...(n.children || []).map(voices));
const stamps = (n) => (n.type === "timestamp" ? [n.value] : []).concat(...(n.children || []).map(stamps));
const cues = read.cues.map((c) => ({
  start: c.startTime,
  end: c.endTime,
  raw: c.text,
  voices: c.tree ? voices(c.tree) : [],
  stamps: c.tree ? stamps(c.tree) : [],
}));
console.log(JSON.stringify({ errors: read.errors, cues }));
