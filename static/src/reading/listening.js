// How somebody listens: how fast, until when, by which keys of the telephone, with one button alone.
import { forgetPlaces, rememberPlace } from "./place.js";

const RATES = [1, 1.25, 1.5, 0.75];
const NAPS = [0, 10, 20, 30]; // minutes
const FADE = 5; // seconds in which the voice goes away
const STEP = 10; // seconds of the keys on a locked screen
const SOON = 1.5; // seconds into a sentence: «once more» means the one before it

export function listening(root, audio, text) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  root.hidden = false;
  faster(find("speed"), audio);
  napping(find("nap"), audio);
  find("again").addEventListener("click", () => sayAgain(audio, text));
  rememberPlace(audio, root.dataset.story, find("resume"));
  lockScreen(root.dataset, audio);
  oneButton(find("one"), root.dataset.next, audio);
}

export function leaving() {
  const form = document.querySelector("form[action$='/leave']");
  if (form) form.addEventListener("submit", forgetPlaces);
}

const told = (button, value) => (button.textContent = button.dataset.words.replace("{n}", value));

function faster(button, audio) {
  const kept = () => Math.max(0, RATES.indexOf(Number(localStorage.getItem("speed"))));
  const set = (place) => {
    audio.defaultPlaybackRate = audio.playbackRate = RATES[place];
    told(button, String(RATES[place]).replace(".", document.documentElement.lang === "en" ? "." : ","));
  };
  set(kept());
  button.addEventListener("click", () => {
    const next = (kept() + 1) % RATES.length;
    localStorage.setItem("speed", RATES[next]);
    set(next);
  });
}

function napping(button, audio) {
  const { words, off } = button.dataset;
  let place = 0;
  let until = 0;
  const show = (minutes) => (button.textContent = minutes ? words.replace("{n}", minutes) : off);
  const wake = () => {
    place = until = 0;
    audio.volume = 1;
    show(0);
  };
  show(0);
  button.addEventListener("click", () => {
    place = (place + 1) % NAPS.length;
    until = place ? Date.now() + NAPS[place] * 60_000 : 0;
    audio.volume = 1;
    show(NAPS[place]);
  });
  audio.addEventListener("timeupdate", () => {
    if (!until) return;
    const left = (until - Date.now()) / 1000;
    if (left > 0) return void (audio.volume = Math.min(1, left / FADE));
    audio.pause();
    wake();
  });
}

function sayAgain(audio, text) {
  const starts = [...text.querySelectorAll("[data-start]")].map((line) => line.dataset.start / 1000);
  const at = audio.currentTime - SOON;
  const from = starts.filter((start) => start <= at).pop() || 0;
  audio.currentTime = from + 0.01;
  audio.play().catch(() => {});
}

function lockScreen({ title, teller, album, next }, audio) {
  const session = navigator.mediaSession;
  if (!session || !window.MediaMetadata) return;
  const acts = {
    play: () => audio.play(),
    pause: () => audio.pause(),
    seekbackward: () => (audio.currentTime -= STEP),
    seekforward: () => (audio.currentTime += STEP),
    seekto: ({ seekTime }) => (audio.currentTime = seekTime),
    nexttrack: next ? () => location.assign(next) : null,
  };
  audio.addEventListener("play", () => {
    session.metadata = new MediaMetadata({ title, artist: teller, album });
    for (const [name, act] of Object.entries(acts)) handle(session, name, act);
  });
  const standing = () => {
    const { duration, playbackRate, currentTime } = audio;
    if (Number.isFinite(duration)) session.setPositionState?.({ duration, playbackRate, position: Math.min(currentTime, duration) });
  };
  for (const name of ["play", "seeked", "ratechange", "loadedmetadata"]) audio.addEventListener(name, standing);
}

function handle(session, name, act) {
  try {
    session.setActionHandler(name, act);
  } catch {
    // A browser that does not know a key goes without it.
  }
}

// For whom everything else is in the way: the story's name, and a button as large as a hand.
function oneButton(button, next, audio) {
  const { words, back } = button.dataset;
  const set = (on) => {
    document.body.toggleAttribute("data-one", on);
    button.textContent = on ? back : words;
  };
  set(localStorage.getItem("one") === "1");
  button.addEventListener("click", () => {
    const on = !document.body.hasAttribute("data-one");
    localStorage.setItem("one", on ? "1" : "0");
    set(on);
  });
  audio.addEventListener("play", () => {
    if (audio.dataset.over && next && document.body.hasAttribute("data-one")) location.assign(next);
    delete audio.dataset.over;
  });
  audio.addEventListener("ended", () => (audio.dataset.over = "1"));
}
