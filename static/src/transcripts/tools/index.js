// What the editor fetches when it is first wanted. Each command is a function of the desk and the
// row it is meant for; its keys are in ../keys.js.
import { again, goOn } from "./loop.js";
import { follow, hold } from "./edges.js";
import { remember } from "./letters.js";
import { Spelling } from "./spelling.js";
import { Words } from "./words.js";

export { endEarlier, endHere, endLater, startEarlier, startHere, startLater } from "./edges.js";
export { letters } from "./letters.js";
export { loop } from "./loop.js";
export { inaudible, untranslated } from "./marks.js";
export { keys } from "./dialog.js";
export { doubt, flag, remark } from "./seek.js";

export function begin(desk) {
  remember(desk);
  desk.spelling = new Spelling(desk);
  const { audio } = desk;
  if (!audio) return;
  desk.spokenWords = new Words(desk);
  desk.outlined.then(() => hold(desk));
  const look = () => {
    follow(desk);
    again(desk);
    desk.spokenWords.show();
  };
  const frame = () => {
    look();
    if (!audio.paused) requestAnimationFrame(frame);
  };
  audio.addEventListener("play", frame);
  for (const name of ["timeupdate", "seeked"]) audio.addEventListener(name, look);
  audio.addEventListener("ended", () => goOn(desk));
  if (!audio.paused) frame();
}

export async function word(desk, row) {
  if (row && desk.audio) await desk.spokenWords.playFrom(row);
}
