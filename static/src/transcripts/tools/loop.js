// One segment again and again, until it is understood.
const NEAR = 1; // seconds after its end in which it is still the same listening

export function loop(desk, row) {
  const { audio } = desk;
  if (!audio) return;
  desk.looped = desk.looped ? null : desk.spoken || row;
  const on = Boolean(desk.looped);
  for (const button of document.querySelectorAll("[data-do=loop]")) button.setAttribute("aria-pressed", String(on));
  desk.say(on ? desk.words.looped : desk.words.unlooped);
  if (on && !inside(desk)) audio.currentTime = desk.looped.start;
}

const inside = ({ looped, audio }) => audio.currentTime >= looped.start && audio.currentTime < looped.end;

export function again(desk) {
  const { looped, audio } = desk;
  if (!looped || audio.seeking || inside(desk)) return;
  const past = audio.currentTime - looped.end;
  if (past >= 0 && past < NEAR && desk.rows.includes(looped)) audio.currentTime = looped.start;
  else desk.looped = desk.spoken || looped; // somebody went on to another
}

// The last segment ends with the sound.
export function goOn(desk) {
  if (!desk.looped) return;
  desk.audio.currentTime = desk.looped.start;
  desk.audio.play().catch(() => {});
}
