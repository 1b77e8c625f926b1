// Where somebody was in a story, kept on this device alone. Whoever closes the room takes it along.

const SIGN = "place ";
const EARLY = 10; // seconds: nobody has to be brought back to the beginning
const EVERY = 5000;

const placeOf = (story) => Number(localStorage.getItem(SIGN + story)) || 0;
const forget = (story) => localStorage.removeItem(SIGN + story);

export function forgetPlaces() {
  for (const name of Object.keys(localStorage)) if (name.startsWith(SIGN)) localStorage.removeItem(name);
}

export function rememberPlace(audio, story, button) {
  const kept = placeOf(story);
  let written = 0;
  const write = () => {
    const at = audio.currentTime;
    const over = Number.isFinite(audio.duration) && at > audio.duration - EARLY;
    if (at < EARLY || over) return forget(story);
    written = Date.now();
    return localStorage.setItem(SIGN + story, String(Math.floor(at)));
  };
  audio.addEventListener("timeupdate", () => {
    if (!audio.paused && Date.now() - written > EVERY) write();
  });
  for (const name of ["pause", "seeked"]) audio.addEventListener(name, () => audio.currentTime && write());
  audio.addEventListener("ended", () => forget(story));
  if (kept) offer(audio, kept, button);
}

function offer(audio, at, button) {
  const clock = `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
  button.textContent = button.dataset.words.replace("{at}", clock);
  button.hidden = false;
  button.addEventListener("click", () => {
    button.hidden = true;
    audio.currentTime = at;
    audio.play().catch(() => {});
  });
  audio.addEventListener("play", () => (button.hidden = true), { once: true });
}
