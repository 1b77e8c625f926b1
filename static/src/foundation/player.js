// The house's player around a native <audio>: without script the browser's own controls stand.
const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

function draw({ audio, play, seek, now, words }) {
  const playing = !audio.paused && !audio.ended;
  play.setAttribute("aria-pressed", String(playing));
  play.setAttribute("aria-label", playing ? words.pause : words.play);
  if (!seek.matches(":active")) seek.value = audio.currentTime;
  seek.style.setProperty("--done", `${(100 * seek.value) / seek.max}%`);
  seek.setAttribute("aria-valuetext", clock(audio.currentTime));
  now.textContent = clock(audio.currentTime);
}

function lengthKnown({ audio, seek, whole }) {
  if (!Number.isFinite(audio.duration)) return;
  seek.max = audio.duration;
  whole.textContent = clock(audio.duration);
}

// An address that the store signed ends after some minutes: ask the house once more, from here.
function comeBack(audio) {
  let last = 0;
  audio.addEventListener("error", () => {
    const fresh = Date.now();
    if (!audio.currentTime || fresh - last < 10_000) return;
    last = fresh;
    const [place, playing] = [audio.currentTime, !audio.paused];
    audio.load();
    audio.currentTime = place;
    if (playing) audio.play().catch(() => {});
  });
}

export function player(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const parts = { audio: root.querySelector("audio"), play: find("play"), seek: find("seek") };
  Object.assign(parts, { now: find("now"), whole: find("whole"), words: root.dataset });
  const { audio, play, seek } = parts;
  audio.controls = false;
  audio.hidden = true;
  find("controls").hidden = false;
  play.addEventListener("click", () => (audio.paused ? audio.play() : audio.pause()));
  seek.addEventListener("input", () => {
    audio.currentTime = Number(seek.value);
    draw(parts);
  });
  for (const name of ["play", "pause", "ended", "timeupdate", "seeked"])
    audio.addEventListener(name, () => draw(parts));
  audio.addEventListener("loadedmetadata", () => lengthKnown(parts));
  comeBack(audio);
  lengthKnown(parts);
  draw(parts);
  return audio;
}

export function players() {
  for (const root of document.querySelectorAll("[data-player]")) player(root);
}
