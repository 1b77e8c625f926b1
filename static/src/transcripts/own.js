// What somebody likes in the editor, kept in this browser for them alone.
import { owner } from "../foundation/token.js";

const place = () => `stories.editor.${owner()}`;

function all() {
  try {
    return JSON.parse(localStorage.getItem(place())) || {};
  } catch {
    return {}; // a browser that keeps nothing
  }
}

export function own(name, otherwise) {
  const known = all();
  return name in known ? known[name] : otherwise;
}

export function keep(name, value) {
  try {
    localStorage.setItem(place(), JSON.stringify({ ...all(), [name]: value }));
  } catch {
    // it holds until the page is closed
  }
  dispatchEvent(new CustomEvent("own", { detail: name }));
}
