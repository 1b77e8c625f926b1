// The next place to look at, over the whole text: on the page if it is there, and else the house is
// asked where it is, and its rows are fetched.
import { isMark, pieces, places } from "../layer.js";

const KINDS = {
  doubt: { spans: ({ area, doubts }) => places(area.value, doubts), none: "noDoubt" },
  flag: { spans: ({ marks, area }) => (marks && !marks.hidden ? [[0, 0]] : []), none: "noFlag", whole: true },
  remark: { spans: ({ area }) => marksIn(area.value), none: "noRemark" },
};

const marksIn = (text) => pieces(text).filter(({ piece }) => isMark(piece)).map(({ from, to }) => [from, to]);

function choose(row, span, whole) {
  row.area.focus();
  row.area.scrollIntoView({ block: "nearest" });
  if (!whole) row.area.setSelectionRange(...span);
}

// Behind the cursor in the row somebody is in, then in the rows after it.
function onPage(desk, row, { spans, whole }) {
  const first = row ? desk.rows.indexOf(row) : -1;
  const from = row && document.activeElement === row.area ? row.area.selectionEnd : -1;
  for (let index = Math.max(first, 0); index < desk.rows.length; index += 1) {
    const here = index === first;
    const found = here && whole ? null : spans(desk.rows[index]).find(([start]) => !here || start >= from);
    if (found) {
      choose(desk.rows[index], found, whole);
      return true;
    }
  }
  return false;
}

async function asked(desk, what, last) {
  try {
    const address = `${desk.list.dataset.next}?what=${what}&after=${last.id}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

async function seek(desk, row, what) {
  const kind = KINDS[what];
  if (onPage(desk, row, kind)) return undefined;
  const last = desk.rows[desk.rows.length - 1];
  const found = desk.further.done.from ? {} : await asked(desk, what, last);
  if (!found) return desk.say(desk.words.needsLine, true);
  if (!found.segment) return desk.say(desk.words[kind.none]);
  const there = await desk.further.go(found.segment, found.at);
  if (!there) return desk.say(desk.words.needsLine, true);
  const span = kind.spans(there)[0];
  choose(there, span || [0, 0], kind.whole || !span);
  return undefined;
}

export const doubt = (desk, row) => seek(desk, row, "doubt");
export const flag = (desk, row) => seek(desk, row, "flag");
export const remark = (desk, row) => seek(desk, row, "remark");
