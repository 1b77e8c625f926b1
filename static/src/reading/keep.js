// «Keep on this phone»: the button, and looking after what is kept whenever a page is open.
import { ask, baseOf, drop, dropAll, keep, mayPlay, pageOf, stateOf, sweep } from "./pack.js";

const base = baseOf(location.pathname);
const able = base && "caches" in window && "serviceWorker" in navigator && "locks" in navigator;

export async function keeping() {
  if (!able) return;
  const section = document.querySelector("[data-keep]");
  const shelf = document.querySelector("[data-shelf]");
  const leave = document.querySelector('form[action$="/leave"]');
  if (leave) leave.addEventListener("submit", () => dropAll(base));
  if (section) button(section);
  if (shelf) await fill(shelf);
  await lookAfter(section);
  window.addEventListener("online", () => lookAfter(section));
  window.addEventListener("pageshow", (event) => event.persisted && lookAfter(section));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) lookAfter(section);
  });
}

async function lookAfter(section) {
  await sweep();
  const before = await stateOf(base);
  if (before) await ask(base);
  const after = await stateOf(base);
  if (before && !after) await dismiss();
  if (section) show(section, after);
  leaveIfGone(section, after);
}

// A page that came from the phone does not stay on the screen when its story may not.
function leaveIfGone(section, state) {
  if (!("kept" in document.body.dataset) || !section) return;
  if (location.pathname !== pageOf(base, section.dataset.keep)) return;
  if (mayPlay(state, section.dataset.keep)) return;
  for (const audio of document.querySelectorAll("audio")) audio.pause();
  location.reload();
}

async function dismiss() {
  const found = await navigator.serviceWorker.getRegistration(base);
  if (found && new URL(found.scope).pathname === base) await found.unregister();
}

function show(section, state) {
  const kept = mayPlay(state, section.dataset.keep);
  section.hidden = false;
  section.querySelector("[data-do-keep]").hidden = kept;
  section.querySelector("[data-do-drop]").hidden = !kept;
  if (kept) say(section, "kept");
}

function say(section, word) {
  const text = section.querySelector(`[data-say="${word}"]`).content.textContent;
  section.querySelector("[data-status]").textContent = text;
}

function button(section) {
  const id = section.dataset.keep;
  const doKeep = section.querySelector("[data-do-keep]");
  const doDrop = section.querySelector("[data-do-drop]");
  doKeep.addEventListener("click", async () => {
    doKeep.disabled = true;
    say(section, "busy");
    say(section, await take(id, section.dataset.title));
    doKeep.disabled = false;
    await settle(section, doDrop);
  });
  doDrop.addEventListener("click", async () => {
    await drop(base, [id]);
    say(section, "gone");
    await settle(section, doKeep);
    if (!(await stateOf(base))) await dismiss();
  });
}

async function settle(section, next) {
  show(section, await stateOf(base));
  if (!next.hidden) next.focus();
}

async function take(id, title) {
  try {
    const pack = await ask(base);
    if (!pack || !pack.stories[id]) return "failed";
    await keep(base, pack, { id, title, sound: soundFor(document.querySelector("audio")) });
    await navigator.serviceWorker.register(`${base}/worker.js`, { scope: base, updateViaCache: "none" });
    return "kept";
  } catch (error) {
    await undo(id);
    return error.name === "QuotaExceededError" ? "full" : "failed";
  }
}

// Half a story is none; and a link that keeps nothing leaves nothing behind.
async function undo(id) {
  if (await stateOf(base)) await drop(base, [id]);
  else await dropAll(base);
}

// The same one the browser would choose, now and without network.
function soundFor(audio) {
  const sources = [...audio.querySelectorAll("source")];
  const plays = sources.find((source) => audio.canPlayType(source.type)) || sources[0];
  return new URL(plays.src).pathname;
}

async function fill(shelf) {
  const state = await stateOf(base);
  const ids = state ? Object.keys(state.stories).filter((id) => mayPlay(state, id)) : [];
  const rows = ids.map((id) => {
    const row = document.createElement("li");
    const link = row.appendChild(document.createElement("a"));
    link.href = pageOf(base, id);
    link.appendChild(document.createElement("b")).textContent = state.stories[id].title;
    return row;
  });
  shelf.replaceChildren(...rows);
  document.querySelector("[data-shelf-empty]").hidden = rows.length > 0;
}
