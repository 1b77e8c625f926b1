// Whether a run sheet left something behind that was not sent yet; only then its script is fetched.
import { mark } from "../foundation/queue.js";

export const waits = mark("day-waiting");
export const maybeKept = () => waits.on;

export function sendNoted() {
  const actor = document.querySelector("meta[name=actor]");
  if (actor && maybeKept() && !document.querySelector("[data-run-sheet]")) import(actor.dataset.sheet);
}
