// Whether a run sheet left something behind that was not sent yet; only then its script is fetched.
const MARK = "day-waiting";

export function mark(on) {
  try {
    if (on) localStorage.setItem(MARK, "yes");
    else localStorage.removeItem(MARK);
  } catch {
    // Without it, what is kept is sent when the run sheet is opened again.
  }
}

export function maybeKept() {
  try {
    return localStorage.getItem(MARK) === "yes";
  } catch {
    return false;
  }
}

export function sendNoted() {
  const actor = document.querySelector("meta[name=actor]");
  if (actor && maybeKept() && !document.querySelector("[data-run-sheet]")) import(actor.dataset.sheet);
}
