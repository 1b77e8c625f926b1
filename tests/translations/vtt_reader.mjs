// Reads WebVTT from standard input with webvtt-parser, and tells its captions and what is wrong.
import { readFileSync } from "node:fs";
import webvtt from "webvtt-parser";

const { WebVTTParser } = webvtt;
// Its own short list of entities lacks their semicolons; it brings the whole list of HTML along.
const entities = JSON.parse(readFileSync(new URL("../../node_modules/webvtt-parser/html-entities.json", import.meta.url), "utf8"));
const texts = JSON.parse(readFileSync(0, "utf8"));
const told = texts.map((text) => {
  const tree = new WebVTTParser(entities).parse(text, "subtitles/captions/descriptions");
  const cues = tree.cues.map((cue) => ({
    id: cue.id,
    start: Math.round(cue.startTime * 1000),
    end: Math.round(cue.endTime * 1000),
    nodes: cue.tree.children,
  }));
  return { errors: tree.errors.map((one) => `${one.line}: ${one.message}`), cues };
});
process.stdout.write(JSON.stringify(told, (name, value) => (name === "parent" || name === "current" ? undefined : value)));
