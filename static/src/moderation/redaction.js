// Hiding a part: words ticked by mouse or keyboard, times typed, and a stretch drawn on the outline
// of the sound; each follows the others. Without this the server does the same at «Go on».
import { sweep } from "./sweep.js";
import { drawOn } from "./drawing.js";

function position(ms) {
  const all = Math.round(ms);
  const rest = all % 1000;
  const seconds = Math.floor(all / 1000);
  const part = rest ? `.${String(rest).padStart(3, "0").replace(/0+$/, "")}` : "";
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}${part}`;
}

function milliseconds(text) {
  const found = /^(?:(\d+):)?(\d+):([0-5]?\d)(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!found) return null;
  const [, hours, minutes, seconds, part] = found;
  return ((Number(hours || 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number((part || "").padEnd(3, "0"));
}

const from = (box) => Number(box.dataset.from);
const to = (box) => Number(box.dataset.to);

class Hiding {
  constructor(form) {
    this.start = form.querySelector("[name=start]");
    this.end = form.querySelector("[name=end]");
    this.said = [...form.querySelectorAll("[data-said] input")];
    this.timed = this.said.filter((box) => box.dataset.from);
    for (const field of form.querySelectorAll(".words")) sweep([...field.querySelectorAll("input")]);
    for (const hint of form.querySelectorAll("[data-keys]")) hint.hidden = false;
    form.addEventListener("change", ({ target }) => {
      if (this.said.includes(target)) this.fromWords();
      else if (target === this.start || target === this.end) this.fromTimes();
    });
  }

  // What is heard has no holes: a word between the first and the last is hidden with them.
  fromWords() {
    const on = this.timed.filter((box) => box.checked);
    if (!on.length) {
      this.start.value = this.end.value = "";
      this.drawn?.(null);
      return;
    }
    const [low, high] = [Math.min(...on.map(from)), Math.max(...on.map(to))];
    for (const box of this.timed) if (from(box) < high && to(box) > low) box.checked = true;
    this.put(low, high);
  }

  fromTimes() {
    const low = milliseconds(this.start.value);
    const high = milliseconds(this.end.value);
    if (low !== null && high !== null && high > low) this.take(low, high);
  }

  // A stretch grows to the edges of the words it touches, so that no half of a word is left.
  take(low, high) {
    const touched = this.timed.filter((box) => "sure" in box.dataset && from(box) < high && to(box) > low);
    const [first, last] = [Math.min(low, ...touched.map(from)), Math.max(high, ...touched.map(to))];
    for (const box of this.timed) box.checked = from(box) < last && to(box) > first;
    this.put(first, last);
  }

  put(low, high) {
    this.start.value = position(low);
    this.end.value = position(high);
    this.drawn?.(low, high);
  }
}

const form = document.querySelector("[data-hiding]");
if (form) {
  const hiding = new Hiding(form);
  const root = document.querySelector("[data-hiding-sound]");
  if (root) drawOn(root, hiding).catch(() => (root.querySelector("[data-outline]").hidden = true));
}
