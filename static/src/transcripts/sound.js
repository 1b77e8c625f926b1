// The sound of the editor: the audio element plays, and the outline comes when there is room for it.
import { clock } from "./clock.js";
import { openPace } from "./pace.js";

const WIDE = "(min-width: 48em)";

function buttons(root, audio) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const play = find("play");
  const draw = () => {
    const on = !audio.paused;
    play.setAttribute("aria-pressed", String(on));
    find("sign").textContent = on ? "❚❚" : "▶";
    find("word").textContent = on ? play.dataset.on : play.dataset.off;
    find("now").textContent = clock(audio.currentTime);
  };
  for (const name of ["play", "pause", "timeupdate", "seeked"]) audio.addEventListener(name, draw);
  find("keys").hidden = false;
}

// Answers the audio element, or null where the sound is not open.
export function openSound(root) {
  if (!root) return null;
  const audio = root.querySelector("[data-audio]");
  buttons(root, audio);
  openPace(audio);
  audio.controls = false;
  audio.hidden = true;
  return audio;
}

// The segments on the outline; null without one. On a phone it comes once somebody listens.
export async function openOutline(desk, root) {
  if (!root) return null;
  if (!matchMedia(WIDE).matches) await wanted(root, desk.audio);
  try {
    const { outline, Stretches } = await import(root.dataset.outlineAt);
    const wave = outline(root, desk.audio);
    return wave && new Stretches(desk, wave, Number(root.dataset.seconds));
  } catch {
    root.querySelector("[data-outline]").hidden = true;
    return null;
  }
}

const wanted = (root, audio) =>
  new Promise((come) => {
    audio.addEventListener("play", come, { once: true });
    root.querySelector("[data-more]").addEventListener("click", come, { once: true });
  });
