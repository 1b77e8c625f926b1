// The page of keys over the editor.
import { openChooser } from "./choosing.js";

let dialog = null;

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-keys-page]");
}

async function build(desk) {
  const place = document.adoptNode(await fetched(desk.words.keysAt));
  const made = document.createElement("dialog");
  made.className = "keys-dialog";
  made.setAttribute("aria-labelledby", "keys-title");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn";
  close.textContent = place.dataset.close;
  close.addEventListener("click", () => made.close());
  made.append(close, place);
  document.body.append(made);
  openChooser(place);
  return made;
}

export async function keys(desk) {
  try {
    dialog = dialog || (await build(desk));
    if (!dialog.showModal) location.assign(desk.words.keysAt);
    else if (!dialog.open) dialog.showModal();
  } catch {
    desk.say(desk.words.offline, true);
  }
}
