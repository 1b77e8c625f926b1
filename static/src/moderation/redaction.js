// Hiding a part: words ticked by mouse or keyboard, times typed, and a stretch drawn on the outline
// of the sound; each follows the others. Without this the server does the same at «Go on».
const PAD = 0.25;

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

class Hiding {
  constructor(form) {
    this.start = form.querySelector("[name=start]");
    this.end = form.querySelector("[name=end]");
    this.said = [...form.querySelectorAll("[data-said] input")];
    this.timed = this.said.filter((box) => box.dataset.from);
    for (const field of form.querySelectorAll(".words")) this.sweep([...field.querySelectorAll("input")]);
    form.addEventListener("change", ({ target }) => {
      if (this.said.includes(target)) this.fromWords();
      else if (target === this.start || target === this.end) this.fromTimes();
    });
  }

  // Pressing on a word and moving on takes every word between; so does Shift with an arrow.
  sweep(boxes) {
    let first = null;
    let state = true;
    const take = (last) => {
      const [low, high] = first < last ? [first, last] : [last, first];
      for (const box of boxes.slice(low, high + 1)) box.checked = state;
      boxes[last].dispatchEvent(new Event("change", { bubbles: true }));
    };
    boxes.forEach((box, place) => {
      const label = box.closest("label");
      label.addEventListener("pointerdown", (event) => {
        if (event.pointerType !== "mouse") return;
        first = place;
        state = !box.checked;
      });
      label.addEventListener("pointerenter", (event) => {
        if (first !== null && event.buttons === 1 && place !== first) take(place);
      });
      box.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const next = step && boxes[place + step];
        if (!next) return;
        event.preventDefault();
        if (event.shiftKey) {
          first = place;
          state = true;
          take(place + step);
          first = null;
        }
        next.focus();
      });
    });
    addEventListener("pointerup", () => (first = null));
  }

  fromWords() {
    const on = this.timed.filter((box) => box.checked);
    if (!on.length) return;
    const from = Math.min(...on.map((box) => Number(box.dataset.from)));
    const to = Math.max(...on.map((box) => Number(box.dataset.to)));
    for (const box of this.timed) if (Number(box.dataset.from) < to && Number(box.dataset.to) > from) box.checked = true;
    this.put(from, to);
  }

  fromTimes() {
    const from = milliseconds(this.start.value);
    const to = milliseconds(this.end.value);
    if (from === null || to === null || to <= from) return;
    for (const box of this.timed) box.checked = Number(box.dataset.from) < to && Number(box.dataset.to) > from;
    this.drawn?.(from, to);
  }

  put(from, to) {
    this.start.value = position(from);
    this.end.value = position(to);
    this.drawn?.(from, to);
  }
}

async function drawOn(root, hiding) {
  const { outline } = await import(root.dataset.outlineAt);
  const audio = root.querySelector("[data-audio]");
  const wave = outline(root, audio);
  if (!wave) return;
  const seconds = Number(root.dataset.seconds);
  const wrapper = wave.getWrapper();
  const place = document.createElement("div");
  place.className = "stretches";
  const mark = document.createElement("div");
  mark.className = "stretch here";
  mark.hidden = true;
  place.append(mark);
  wrapper.append(place);
  hiding.drawn = (from, to) => {
    const [low, high] = [Math.max(from / 1000 - PAD, 0), Math.min(to / 1000 + PAD, seconds)];
    mark.hidden = false;
    mark.style.left = `${(100 * low) / seconds}%`;
    mark.style.width = `${(100 * (high - low)) / seconds}%`;
  };
  hiding.fromTimes();
  const at = (event) => {
    const box = wrapper.getBoundingClientRect();
    return Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * seconds * 1000;
  };
  let from = null;
  wrapper.addEventListener("pointerdown", (event) => (from = at(event)));
  addEventListener("pointerup", (event) => {
    const to = from === null ? 0 : at(event);
    if (from !== null && Math.abs(to - from) > 100) {
      hiding.put(Math.min(from, to), Math.max(from, to));
      hiding.fromTimes();
    }
    from = null;
  });
}

const form = document.querySelector("[data-hiding]");
if (form) {
  const hiding = new Hiding(form);
  const root = document.querySelector("[data-hiding-sound]");
  if (root) drawOn(root, hiding).catch(() => (root.querySelector("[data-outline]").hidden = true));
}
