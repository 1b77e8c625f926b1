// How the sound is heard: how fast, and from where it goes on after a pause.
import { keep, own } from "./own.js";

const BACK = 3; // seconds, by the button
const STEP = 1; // seconds a pause goes back unless somebody chose otherwise

export function toggle(audio) {
  if (audio.paused) return audio.play().catch(() => {});
  audio.pause();
  const at = audio.currentTime;
  audio.currentTime = Math.max(0, at - own("step", STEP));
  audio.stopped = { at, from: audio.currentTime }; // kept with the sound: two scripts ask for it
  return null;
}

// The moment that was heard last, though a pause went back from it.
export function moment(audio) {
  const { stopped } = audio;
  const back = audio.paused && stopped && Math.abs(stopped.from - audio.currentTime) < 0.05;
  return back ? stopped.at : audio.currentTime;
}

export function goBack(audio) {
  audio.currentTime = Math.max(0, audio.currentTime - BACK);
}

const rate = () => document.querySelector("[data-rate]");

// One step along the list of speeds; answers what is chosen now.
export function faster(step) {
  const list = rate();
  if (!list) return "";
  const last = list.options.length - 1;
  list.selectedIndex = Math.min(Math.max(list.selectedIndex + step, 0), last);
  list.dispatchEvent(new Event("change"));
  return list.selectedOptions[0].text;
}

export function openPace(audio) {
  const list = rate();
  for (const name of ["preservesPitch", "mozPreservesPitch", "webkitPreservesPitch"]) {
    if (name in audio) audio[name] = true;
  }
  const take = () => {
    audio.defaultPlaybackRate = Number(list.value); // holds when the sound is loaded anew
    audio.playbackRate = Number(list.value);
  };
  const wished = String(own("rate", 1));
  if ([...list.options].some((option) => option.value === wished)) list.value = wished;
  take();
  list.addEventListener("change", () => {
    take();
    keep("rate", Number(list.value));
  });
}
