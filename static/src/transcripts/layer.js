// Behind a textarea lies the same text, unseen: it gives the field its height, underlines doubtful
// words and lights up what is being said.
const TOO_LONG = 20000; // no segment may be: it is refused, scrolls in its field, and must not stop the page
// Words, what lies between them, and marks such as [inaudible 0:12] as a whole.
const PIECES = /(\[[^[\]]+ [\d:]+\]|\s+)/;

// The pieces of a text that are no space, each with its place.
export function pieces(text) {
  let at = 0;
  const all = text.split(PIECES).map((piece) => ({ piece, from: at, to: (at += piece.length) }));
  return all.filter(({ piece }) => piece.trim());
}

export const isMark = (piece) => piece.length > 1 && PIECES.test(piece) && piece.trim();

// A word without the signs around it, as a dictionary has it.
export const bare = (piece) => piece.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

function underline(text, doubts, saying, wrong) {
  const left = new Set(doubts);
  if (text.length > TOO_LONG) return [document.createTextNode(text.slice(0, TOO_LONG / 4))];
  const unknown = new Set(wrong);
  let at = 0;
  return text.split(PIECES).map((piece) => {
    const named = [left.has(piece) && "doubt", unknown.size && unknown.has(bare(piece)) && "unknown", isMark(piece) && "remark", saying === at && piece && "saying"].filter(Boolean);
    at += piece.length;
    if (!named.length) return document.createTextNode(piece);
    const mark = document.createElement("span");
    mark.className = named.join(" ");
    mark.textContent = piece;
    return mark;
  });
}

export function layer(area, doubts = () => [], wrong = () => []) {
  const behind = document.createElement("div");
  behind.className = "behind told";
  behind.setAttribute("aria-hidden", "true");
  const text = document.createElement("span");
  behind.append(text);
  area.before(behind);
  area.rows = 1;
  let saying = null; // where the word begins that is heard
  const draw = () => {
    area.classList.toggle("long", area.value.length > TOO_LONG);
    text.replaceChildren(...underline(area.value, doubts(), saying, wrong()), "\u200b");
  };
  const say = (at) => {
    if (at === saying) return;
    saying = at;
    draw();
  };
  area.addEventListener("input", draw);
  draw();
  return { draw, say, light: (on) => text.classList.toggle("now", on) };
}

// The doubtful words of a field as places in its text.
export function places(text, doubts) {
  return pieces(text).filter(({ piece }) => doubts.includes(piece)).map(({ from, to }) => [from, to]);
}
