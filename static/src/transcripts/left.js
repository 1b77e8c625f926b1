// Whether an editor left something behind that was not sent yet; only then its script is fetched.
import { mark } from "../foundation/queue.js";

export function sendTexts() {
  const actor = document.querySelector("meta[name=actor][data-key]");
  if (actor && mark("texts-waiting").on && !document.querySelector("[data-editor]")) import(actor.dataset.texts);
}
