// The nine letters that only Kazakh has, for keyboards that lack them.
import { keep, own } from "../own.js";
import { fieldOf, type } from "./typing.js";

const LETTERS = [..."әғқңөұүһі"];

let bar = null;

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn";
  made.textContent = label;
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", act);
  return made;
}

function build(desk) {
  const made = document.createElement("div");
  made.className = "letters";
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", desk.words.lettersName);
  let kept = false; // the button for capitals is down
  const keys = LETTERS.map((letter) =>
    button(letter, ({ shiftKey }) => {
      const area = fieldOf(desk, desk.here);
      if (!area) return desk.say(desk.words.noField);
      type(area, kept || shiftKey ? letter.toUpperCase() : letter);
      return null;
    }),
  );
  const draw = (shift) =>
    keys.forEach((key, place) => {
      key.textContent = kept || shift ? LETTERS[place].toUpperCase() : LETTERS[place];
    });
  const capitals = button("⇧", () => {
    kept = !kept;
    capitals.setAttribute("aria-pressed", String(kept));
    draw(false);
  });
  capitals.setAttribute("aria-pressed", "false");
  capitals.setAttribute("aria-label", desk.words.capitals);
  for (const name of ["keydown", "keyup"]) addEventListener(name, ({ shiftKey }) => made.isConnected && draw(shiftKey));
  made.append(...keys, capitals);
  return made;
}

function show(desk, on) {
  const place = document.querySelector(".desk-player .keys") || desk.form.querySelector(".speaking");
  if (on) place.append((bar = bar || build(desk)));
  else if (bar) bar.remove();
  for (const each of document.querySelectorAll("[data-do=letters]")) each.setAttribute("aria-pressed", String(on));
}

export function letters(desk) {
  const on = !own("letters", false);
  keep("letters", on);
  show(desk, on);
}

// Whoever had them shown has them again.
export const remember = (desk) => show(desk, own("letters", false));
