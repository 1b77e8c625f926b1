// Keeps the bar of a writing-down up to date: by a stream where there is one, else by asking.

const ASK = 5000; // milliseconds between questions
const TEXT = 8000; // the text that grows is fetched no more often than this
const TELL = 60000; // a screen reader is told at most once a minute

export function follow(place) {
  const state = { place, windows: -1, fetched: 0, told: 0, said: "" };
  if (!place.dataset.stream || !("EventSource" in window)) return ask(state);
  const stream = new EventSource(place.dataset.stream);
  stream.onmessage = (event) => {
    if (!show(state, JSON.parse(event.data))) stream.close();
  };
  // Without room for another stream the server says so once, and the browser gives up.
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) ask(state);
  };
}

async function ask(state) {
  const found = await fetched(state);
  if (found && !show(state, found)) return;
  setTimeout(() => ask(state), ASK);
}

async function fetched(state) {
  try {
    const answer = await fetch(state.place.dataset.ask, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // no connection: the next question may be answered
  }
}

function show(state, found) {
  if (!found.moving) {
    location.reload();
    return false;
  }
  bar(state.place, found);
  tell(state, found.told);
  if ("html" in found) text(state, found);
  else if ("windows" in found && found.windows !== state.windows) grow(state, found.windows);
  return true;
}

function bar(place, { share, words }) {
  const line = place.querySelector("progress");
  if (share === null) line.removeAttribute("value");
  else line.value = share;
  const detail = place.querySelector("[data-bar] .soft");
  if (detail) detail.textContent = words;
}

function tell(state, words) {
  if (words === state.said || Date.now() - state.told < TELL) return;
  state.said = words;
  state.told = Date.now();
  state.place.querySelector("[data-told]").textContent = words;
}

async function grow(state, windows) {
  if (Date.now() - state.fetched < TEXT) return;
  state.fetched = Date.now();
  state.windows = windows;
  const found = await fetched(state);
  if (found) text(state, found);
}

function text(state, found) {
  state.windows = found.windows;
  const place = state.place.querySelector("[data-so-far]");
  if (place.innerHTML.trim() !== found.html.trim()) place.innerHTML = found.html;
}
