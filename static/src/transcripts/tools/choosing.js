// The list of keys: each may be changed, none serves two ends, and none that is needed for writing.
import { asUsual, choose, commandOf, keysOf, pressed, shown } from "../keys.js";
import { keep, own } from "../own.js";

const HELD = /^(Control|Alt|Shift|Meta|OS)/;
const NEEDED = /^(Tab|Escape|Enter|NumpadEnter|Backspace|Delete|Arrow.*|Home|End|CapsLock)$/;
// what the text or the browser does by itself with Ctrl
const TAKEN = /^(Ctrl|Meta)\+(Shift\+)?Key[ACVXZYTWNQ]$/;

// Why a key cannot be had, as the name of a sentence; null if it can.
function refusal(event, key) {
  const bare = !event.ctrlKey && !event.altKey && !event.metaKey;
  if (event.key.length === 1 && (bare || event.getModifierState("AltGraph"))) return "printing";
  if ((bare && NEEDED.test(event.code || event.key)) || TAKEN.test(key)) return "needed";
  return null;
}

class Chooser {
  constructor(place) {
    this.place = place;
    this.status = place.querySelector("[data-key-status]");
    this.buttons = [...place.querySelectorAll("[data-slot]")];
    for (const button of this.buttons) {
      button.addEventListener("click", () => this.ask(button));
      button.addEventListener("keydown", (event) => this.take(button, event));
      button.addEventListener("blur", () => button === this.asked && this.leave());
    }
    place.querySelector("[data-usual]").addEventListener("click", () => {
      asUsual();
      this.draw();
      this.say("usual");
    });
    this.settings();
    this.draw();
  }

  settings() {
    for (const list of this.place.querySelectorAll("[data-own]")) {
      const name = list.dataset.own;
      list.value = String(own(name, Number(list.value)));
      list.addEventListener("change", () => keep(name, Number(list.value)));
    }
  }

  say(name, more = "") {
    this.status.textContent = this.place.dataset[name].replace("{name}", more);
  }

  draw() {
    for (const button of this.buttons) {
      button.textContent = shown(keysOf(this.codeOf(button))[Number(button.dataset.slot)]) || "—";
      button.removeAttribute("aria-pressed");
    }
  }

  codeOf = (button) => button.closest("[data-command]").dataset.command;

  nameOf = (code) => this.place.querySelector(`[data-command="${code}"] th`).textContent;

  ask(button) {
    if (button === this.asked) return;
    this.asked = button;
    button.textContent = "…";
    button.setAttribute("aria-pressed", "true");
    this.say("ask", this.nameOf(this.codeOf(button)));
  }

  leave() {
    this.asked = null;
    this.draw();
  }

  take(button, event) {
    if (button !== this.asked || HELD.test(event.key)) return;
    if (event.key === "Tab" && !event.ctrlKey && !event.altKey) return; // goes on, and nothing changes
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (event.key === "Escape") {
      this.leave();
      this.say("unchanged");
    } else if (["Backspace", "Delete"].includes(event.key)) this.set(button, "");
    else this.judge(button, event);
  }

  judge(button, event) {
    const key = pressed(event);
    const other = commandOf(key);
    const why = refusal(event, key);
    if (why) return this.say(why);
    if (other && other !== this.codeOf(button)) return this.say("clash", this.nameOf(other));
    return this.set(button, key);
  }

  set(button, key) {
    const code = this.codeOf(button);
    const keys = [...keysOf(code)];
    keys[1 - Number(button.dataset.slot)] = keys[1 - Number(button.dataset.slot)] === key ? "" : keys[1 - Number(button.dataset.slot)];
    keys[Number(button.dataset.slot)] = key;
    choose(code, keys);
    this.leave();
    this.say(key ? "chosen" : "without", this.nameOf(code));
  }
}

export function openChooser(place) {
  place.querySelector("[data-with-script]").hidden = false;
  return new Chooser(place);
}
