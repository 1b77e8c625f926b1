// The spoken sentence is marked while the voice goes on; a tap on a sentence plays from it.

export function follow(text, audio) {
  const lines = [...text.querySelectorAll("[data-start]")].map((element) => ({
    element,
    start: Number(element.dataset.start) / 1000,
    end: Number(element.dataset.end) / 1000,
  }));
  let spoken = null;

  const at = (time) => lines.findLast?.((line) => line.start <= time) ?? lastBefore(lines, time);

  const mark = () => {
    const line = audio.currentTime > 0 || !audio.paused ? at(audio.currentTime) : null;
    if (line === spoken) return;
    paint(spoken, false);
    spoken = line;
    paint(spoken, true);
    if (spoken && !audio.paused) bring(spoken.element);
  };

  for (const name of ["timeupdate", "seeking", "play"]) audio.addEventListener(name, mark);
  audio.addEventListener("ended", () => {
    paint(spoken, false);
    spoken = null;
  });
  for (const line of lines) {
    line.element.addEventListener("click", () => {
      if (String(window.getSelection())) return;
      audio.currentTime = line.start + 0.01;
      audio.play();
    });
  }
}

function lastBefore(lines, time) {
  return [...lines].reverse().find((line) => line.start <= time) ?? null;
}

function paint(line, on) {
  if (!line) return;
  line.element.toggleAttribute("data-spoken", on);
  for (const span of line.element.querySelectorAll("span")) span.classList.toggle("now", on);
}

function bring(element) {
  const box = element.getBoundingClientRect();
  const foot = window.innerHeight - 140;
  if (box.top >= 40 && box.bottom <= foot) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}
