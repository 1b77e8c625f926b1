// The outline of the sound under what is to be hidden: its stretch with the pad around it, the
// stretches that are hidden already, and a stretch drawn by hand.
const PAD = 250;
const LEAST = 100; // less is a click, which plays from there

export async function drawOn(root, hiding) {
  const { outline } = await import(root.dataset.outlineAt);
  const wave = outline(root, root.querySelector("[data-audio]"));
  if (!wave) return;
  const length = Number(root.dataset.seconds) * 1000;
  const wrapper = wave.getWrapper();
  const place = document.createElement("div");
  place.className = "stretches";
  wrapper.append(place);
  for (const [low, high] of JSON.parse(root.dataset.hidden)) put(place, "stretch", low, high, length);
  const mark = put(place, "stretch here", 0, 0, length);
  mark.hidden = true;
  hiding.drawn = (low, high) => {
    mark.hidden = low === null;
    if (low !== null) lay(mark, low - PAD, high + PAD, length);
  };
  root.querySelector("[data-keys]").hidden = false;
  hiding.fromTimes();
  draw(wrapper, length, hiding);
}

function put(place, name, low, high, length) {
  const mark = document.createElement("div");
  mark.className = name;
  lay(mark, low, high, length);
  place.append(mark);
  return mark;
}

function lay(mark, low, high, length) {
  const [from, to] = [Math.max(low, 0), Math.min(high, length)];
  mark.style.left = `${(100 * from) / length}%`;
  mark.style.width = `${(100 * Math.max(to - from, 0)) / length}%`;
}

function draw(wrapper, length, hiding) {
  wrapper.style.touchAction = "pan-y"; // a finger draws to the side, and still moves the page up and down
  const at = (event) => {
    const box = wrapper.getBoundingClientRect();
    return Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * length;
  };
  let from = null;
  wrapper.addEventListener("pointerdown", (event) => {
    if (event.button === 0) from = at(event);
  });
  addEventListener("pointermove", (event) => {
    if (from === null) return;
    const to = at(event);
    if (Math.abs(to - from) > LEAST) hiding.take(Math.min(from, to), Math.max(from, to));
  });
  addEventListener("pointerup", () => (from = null));
  addEventListener("pointercancel", () => (from = null));
}
