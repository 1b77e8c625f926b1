// Behind a textarea lies the same text, unseen: it gives the field its height, underlines doubtful
// words and lights up what is being said.
const SPACES = /(\s+)/;

function underline(text, doubts) {
  const left = new Set(doubts);
  return text.split(SPACES).map((piece) => {
    if (!left.has(piece)) return document.createTextNode(piece);
    const mark = document.createElement("span");
    mark.className = "doubt";
    mark.textContent = piece;
    return mark;
  });
}

export function layer(area, doubts = () => []) {
  const behind = document.createElement("div");
  behind.className = "behind told";
  behind.setAttribute("aria-hidden", "true");
  const text = document.createElement("span");
  behind.append(text);
  area.before(behind);
  area.rows = 1;
  const draw = () => text.replaceChildren(...underline(area.value, doubts()), "\u200b");
  area.addEventListener("input", draw);
  draw();
  return { draw, light: (on) => text.classList.toggle("now", on) };
}

// The doubtful words of a field as places in its text.
export function places(text, doubts) {
  const found = [];
  let at = 0;
  for (const piece of text.split(SPACES)) {
    if (doubts.includes(piece)) found.push([at, at + piece.length]);
    at += piece.length;
  }
  return found;
}
