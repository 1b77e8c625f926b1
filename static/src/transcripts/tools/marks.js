// Marks for what cannot be understood, or is not translated, with the time (DOMAIN R10). How they are
// written in each language is told by the server (stories/transcripts/remarks.py).
import { pieces } from "../layer.js";
import { clock } from "../clock.js";
import { moment } from "../pace.js";
import { fieldOf, type } from "./typing.js";

const LATE = 1; // seconds after the end of a segment in which somebody still means it

function timeIn({ audio }, { start, end }) {
  const at = audio ? moment(audio) : start;
  return at >= start && at <= end + LATE ? Math.min(at, end) : start;
}

function insert(desk, row, kind) {
  const area = fieldOf(desk, row);
  if (!area) return desk.say(desk.words.noField);
  const words = JSON.parse(desk.words.marks)[kind];
  const mark = `[${words[area.lang] || words.kk} ${clock(timeIn(desk, desk.rowOf(area)))}]`;
  // What is chosen stays; the mark follows it, and no word or other mark is broken for it.
  const broken = pieces(area.value).find(({ from, to }) => from < area.selectionEnd && area.selectionEnd < to);
  const at = broken ? broken.to : area.selectionEnd;
  area.setSelectionRange(at, at);
  const space = (sign) => (sign && /\S/.test(sign) ? " " : "");
  const after = /[.,;:!?…)»]/.test(area.value[at] || " ") ? "" : space(area.value[at]);
  type(area, space(area.value[at - 1]) + mark + after);
  return desk.say(mark);
}

export const inaudible = (desk, row) => insert(desk, row, "inaudible");
export const untranslated = (desk, row) => insert(desk, row, "untranslated");
