// imscJS (npm: imsc, with jsdom for a page) on a TTML file: its messages, and the text that it shows at each time, as JSON.
const fs = require("fs");
const { createRequire } = require("module");
const load = createRequire(process.argv[2] + "/");
const { JSDOM } = load("jsdom");
const page = new JSDOM("<div></div>");
Object.assign(global, { window: page.window, document: page.window.document, Node: page.window.Node });
Object.defineProperty(global, "navigator", { value: page.window.navigator, configurable: true });
const imsc = load("imsc");
const messages = [];
const note = (kind) => (text) => (messages.push(`${kind}: ${text}`), false);
const handler = { info: () => false, warn: note("warn"), error: note("error"), fatal: note("fatal") };
const read = imsc.fromXML(fs.readFileSync(process.argv[3], "utf8"), handler);
const shown = [];
for (const time of read ? read.getMediaTimeEvents() : []) {
  const place = page.window.document.createElement("div");
  imsc.renderHTML(imsc.generateISD(read, time, handler), place, null, 720, 1280, false, handler);
  for (const line of place.querySelectorAll("br")) line.replaceWith("\n");
  shown.push([time, place.textContent]);
}
console.log(JSON.stringify({ messages, shown }));
