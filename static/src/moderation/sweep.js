// Pressing on a word and moving on takes every word between; going back gives them free again.
// With the keyboard an arrow goes to the next word, and takes it along while Shift is held.
export function sweep(boxes) {
  let first = null;
  let state = true;
  let before = [];
  const begin = (place, wanted) => {
    first = place;
    state = wanted;
    before = boxes.map((box) => box.checked);
  };
  const take = (last) => {
    const [low, high] = first < last ? [first, last] : [last, first];
    boxes.forEach((box, place) => (box.checked = place >= low && place <= high ? state : before[place]));
    boxes[last].dispatchEvent(new Event("change", { bubbles: true }));
  };
  let swept = false;
  boxes.forEach((box, place) => {
    const label = box.closest("label");
    label.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      swept = false;
      begin(place, !box.checked);
    });
    label.addEventListener("pointerenter", (event) => {
      if (first === null || event.buttons !== 1) return;
      swept = true;
      take(place);
    });
    // Who came back to the word they began with has taken it: the click would let it go.
    label.addEventListener("click", (event) => {
      if (swept) event.preventDefault();
      swept = false;
    });
    box.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = step && boxes[place + step];
      if (!next) return;
      event.preventDefault();
      if (event.shiftKey) {
        begin(place, true);
        take(place + step);
        first = null;
      }
      next.focus();
    });
  });
  for (const over of ["pointerup", "pointercancel"])
    addEventListener(over, () => {
      first = null;
      setTimeout(() => (swept = false)); // the click, if there is one, comes before
    });
}
