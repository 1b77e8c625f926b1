// What the commands of the editor do, by key (keys.js) or by a button that names one. What is not
// told here is fetched when it is first wanted (static/src/tools.js).
import { commandOf, keysOf, pressed, shown } from "./keys.js";
import { keep, own } from "./own.js";
import { faster, goBack, toggle } from "./pace.js";
import { redo, undo } from "./undoing.js";
import { speakAs } from "./voice.js";

const AGAIN = /^(next|previous|back|slower|faster|start|end)/; // goes on while the key is held

function go(desk, row, step) {
  const rows = desk.rows;
  const next = rows[row ? rows.indexOf(row) + step : 0];
  if (!next) return;
  next.area.focus();
  if (desk.audio) desk.audio.currentTime = next.start;
}

function speakIn(desk, row, language) {
  if (!row) return;
  row.language.value = language;
  row.language.dispatchEvent(new Event("change", { bubbles: true }));
  desk.say(row.language.selectedOptions[0].text);
}

async function check(desk, row) {
  if (!row) return;
  row.check.checked = !row.check.checked;
  await row.mark();
  desk.say(row.check.checked ? desk.words.isChecked : desk.words.isUnchecked);
}

const ACTS = {
  play: (desk) => desk.audio && toggle(desk.audio),
  back: (desk) => desk.audio && goBack(desk.audio),
  slower: (desk) => desk.say(faster(-1)),
  faster: (desk) => desk.say(faster(1)),
  next: (desk, row) => go(desk, row, 1),
  previous: (desk, row) => go(desk, row, -1),
  checked: check,
  split: (desk, row) => desk.split(row),
  merge: (desk, row) => desk.merge(row),
  kazakh: (desk, row) => speakIn(desk, row, "kk"),
  russian: (desk, row) => speakIn(desk, row, "ru"),
  undo: (desk) => undo(desk),
  redo: (desk) => redo(desk),
};

async function run(desk, code, shift) {
  const row = desk.here;
  if (code.startsWith("speaker")) return speakAs(row, Number(code.slice(-1)), shift);
  if (ACTS[code]) return ACTS[code](desk, row);
  const tools = await desk.tools();
  return tools && tools[code](desk, row);
}

// With Shift, whoever is chosen speaks for the rest of the turn.
function meant(event) {
  const key = pressed(event);
  const code = commandOf(key);
  if (code || !event.shiftKey) return code;
  const bare = commandOf(key.replace("Shift+", ""));
  return bare && bare.startsWith("speaker") ? bare : null;
}

function tell() {
  for (const button of document.querySelectorAll("[data-do]")) {
    const keys = keysOf(button.dataset.do).filter(Boolean).map(shown);
    button.title = keys.join(", ");
  }
  for (const place of document.querySelectorAll("[data-key-of]")) place.textContent = shown(keysOf(place.dataset.keyOf)[0]);
}

// What is wanted less often stays out of the way until somebody asks for it.
function openTools() {
  const more = document.querySelector("[data-more]");
  if (!more) return;
  const show = (on) => {
    document.querySelector(".tools").hidden = !on;
    more.setAttribute("aria-expanded", String(on));
  };
  show(own("more", false));
  more.addEventListener("click", () => {
    show(!own("more", false));
    keep("more", !own("more", false));
  });
}

export function listen(desk) {
  addEventListener("keydown", (event) => {
    const { target } = event;
    const code = meant(event);
    if (!code || (target.closest && target.closest("dialog, [data-keys-page]"))) return;
    if (target.matches("select") && /Arrow/.test(event.code)) return; // opens its list
    event.preventDefault();
    if (!event.repeat || AGAIN.test(code)) run(desk, code, event.shiftKey);
  });
  // The field that is written in stays so while a mouse or a finger is at the buttons.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("button[data-do]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    const word = (event.ctrlKey || event.metaKey) && event.target.matches(".said [data-text]");
    if ((!button && !word) || (button && button.href && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    run(desk, button ? button.dataset.do : "word", event.shiftKey);
  });
  openTools();
  addEventListener("own", tell);
  tell();
}
