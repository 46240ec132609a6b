// node align.cjs FOLDER PACKAGE JOB: align with an npm package, print {"seconds", "words": [[text, ms]]}
const { createRequire } = require("node:module");
const fs = require("node:fs");
const [folder, name, file] = process.argv.slice(2);
const { alignSTT } = createRequire(folder + "/x.js")(name);
const job = JSON.parse(fs.readFileSync(file, "utf8"));
const words = job.heard.map(([text, start, end]) => ({ text, start: start / 1000, end: end / 1000 }));
const text = job.said.map(([, said]) => said.join(" ")).join(" ");
const begun = process.cpuUsage();
const found = alignSTT({ words }, text);
const used = process.cpuUsage(begun);
const seconds = (used.user + used.system) / 1e6;
const out = found.map((w) => [String(w.text), Number.isFinite(w.start) ? Math.round(w.start * 1000) : null]);
console.log(JSON.stringify({ seconds, words: out }));
