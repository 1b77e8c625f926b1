// The run sheet: what is noted shows at once, is kept in the browser, and sent as it can be.
import { keepThisPage } from "../foundation/kept.js";
import { uuid } from "../foundation/uuid.js";
import { forget, keep, kept } from "./kept.js";
import { again, drawn } from "./noted.js";
import { send } from "./sending.js";
import { maybeKept } from "./waiting.js";

const silent = { sent() {}, state() {}, refusals() {} };

function teller(sheet) {
  const line = sheet.querySelector("[data-state]");
  const list = sheet.querySelector("[data-refusals]");
  return {
    state(name) {
      line.hidden = false;
      line.dataset.now = name;
      line.textContent = line.dataset[name === "signed-out" ? "signedOut" : name];
      sheet.dispatchEvent(new CustomEvent("day-state", { detail: name }));
    },
    sent(one, data) {
      if (one.kind === "flag") drawn.flagTold(sheet, one, data.told);
    },
    refusals(refused) {
      list.hidden = !refused.length;
      list.replaceChildren(...refused.map((one) => refusal(sheet, list, line, one)));
    },
  };
}

function refusal(sheet, list, line, one) {
  const item = document.createElement("li");
  const away = document.createElement("button");
  away.type = "button";
  away.className = "btn";
  away.textContent = list.dataset.away;
  away.addEventListener("click", async () => {
    await forget(one.order);
    item.remove();
    list.hidden = !list.children.length;
  });
  const said = [one.what, one.fields.text || one.fields.words].filter(Boolean).join(": ");
  item.append(`${line.dataset.refused} ${said}. ${one.refused} `, away);
  return item;
}

function noted(sheet, form, button) {
  const fields = Object.fromEntries(new FormData(form));
  delete fields.once;
  delete fields.csrf_token;
  delete fields.ago;
  if (button && button.name) fields[button.name] = button.value;
  const what = (button && (button.getAttribute("aria-label") || button.textContent).trim()) || "";
  return { owner: sheet.dataset.owner, kind: form.dataset.noted, url: form.getAttribute("action"), session: sheet.dataset.runSheet, fields, once: uuid(), at: Date.now(), what };
}

let pressed = null; // older browsers do not say which button sent a form

async function take(sheet, told, event) {
  const form = event.target.closest("form[data-noted]");
  if (!form) return;
  event.preventDefault();
  const button = event.submitter || (pressed && form.contains(pressed) ? pressed : null);
  const one = noted(sheet, form, button);
  if (one.kind === "keyword" && !one.fields.text.trim()) return;
  try {
    one.order = await keep(one);
  } catch {
    form.removeAttribute("data-noted"); // nowhere to keep it: the plain way
    button ? button.click() : form.submit();
    return;
  }
  drawn[one.kind](sheet, form, button, one);
  send(sheet.dataset.owner, told);
}

// After a reload: what is not sent yet stands on the page as if it had just been noted.
async function shownAgain(sheet) {
  for (const one of await kept(sheet.dataset.owner)) {
    if (one.session === sheet.dataset.runSheet && !one.refused) again(sheet, one);
  }
}

export function daySheet() {
  const sheet = document.querySelector("[data-run-sheet]");
  if (!sheet) {
    // Another page: what an earlier sheet left behind goes now that there is a connection.
    const owner = document.querySelector("meta[name=actor]");
    if (owner && maybeKept()) send(owner.content, silent);
    return;
  }
  if (!("indexedDB" in window)) return;
  const told = teller(sheet);
  sheet.addEventListener("click", (event) => (pressed = event.target.closest("button")));
  sheet.addEventListener("submit", (event) => take(sheet, told, event));
  const go = () => send(sheet.dataset.owner, told);
  addEventListener("online", go);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && maybeKept() && go());
  keepThisPage(`${location.pathname}?kept`);
  if (maybeKept()) shownAgain(sheet).then(go);
}
