// How what was noted shows on the sheet before the server has seen it.
const two = (number) => String(number).padStart(2, "0");

export function since(sheet, at) {
  const opened = Date.parse(sheet.dataset.opened || "");
  const seconds = Math.max(0, Math.floor((at - (opened || at)) / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function press(form, button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  for (const one of form.querySelectorAll("button[data-value]")) {
    const pressed = one === button && on;
    one.setAttribute("aria-pressed", String(pressed));
    one.value = pressed ? "" : one.dataset.value;
  }
}

function line(list, ...parts) {
  const item = document.createElement("li");
  item.append(...parts);
  list.append(item);
  return item;
}

function stamp(text) {
  const span = document.createElement("span");
  span.className = "num soft";
  span.textContent = text;
  return span;
}

const bothWays = (form) => [form.querySelector("[value=pause]"), form.querySelector("[value=go_on]")];

export const drawn = {
  here: (_sheet, form, button) => press(form, button),
  mood: (_sheet, form, button) => press(form, button),
  keyword(sheet, form, _button, one) {
    line(sheet.querySelector("[data-words]"), stamp(since(sheet, one.at)), ` ${one.fields.text.trim()}`);
    const input = form.querySelector("[name=text]");
    input.value = "";
    input.focus();
  },
  pause(sheet, form, _button, one) {
    const list = sheet.querySelector("[data-pauses]");
    const begins = one.fields.to === "pause";
    if (begins) line(list, `${since(sheet, one.at)}–${form.dataset.toEnd}`);
    else if (list.lastElementChild) {
      const [from] = list.lastElementChild.textContent.split("–");
      list.lastElementChild.textContent = `${from}–${since(sheet, one.at)}`;
    }
    const [pause, goOn] = bothWays(form);
    pause.hidden = begins;
    goOn.hidden = !begins;
    (begins ? goOn : pause).focus();
  },
  flag(sheet, form, _button, one) {
    const item = line(sheet.querySelector("[data-flags]"), form.dataset.offline);
    item.id = `flag-${one.once}`;
    item.setAttribute("role", "alert");
    form.reset();
  },
  flagTold(sheet, one, told) {
    const item = sheet.querySelector(`#flag-${one.once}`);
    const form = sheet.querySelector("form[data-noted=flag]");
    if (item) item.textContent = told || form.dataset.told;
  },
};

function formOf(sheet, { kind, fields }) {
  const forms = [...sheet.querySelectorAll(`form[data-noted=${kind}]`)];
  const same = (form, name) => !(name in fields) || !form.elements[name] || form.elements[name].value === fields[name];
  return kind === "here" || kind === "mood" ? forms.find((form) => same(form, "person") && same(form, "moment")) : forms[0];
}

// Draws once more what was noted before the page was opened, and moves no cursor.
export function again(sheet, one) {
  const form = formOf(sheet, one);
  if (!form) return;
  const held = document.activeElement;
  const value = one.fields[one.kind === "here" ? "came" : "picture"];
  const button = form.querySelector(`[data-value="${value}"]`);
  const tapped = one.kind === "here" || one.kind === "mood";
  if (!tapped) drawn[one.kind](sheet, form, button, one);
  else if (button && button.getAttribute("aria-pressed") !== "true") press(form, button);
  if (held && held !== document.body) held.focus();
  else if (document.activeElement) document.activeElement.blur();
}
