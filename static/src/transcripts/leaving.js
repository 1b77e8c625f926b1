// Any page of the house: what waits of this person's texts is told and sent, and nobody signs out
// without knowing of it.
import { send, waiting, waits } from "./outbox.js";

const words = () => document.querySelector("meta[name=actor]").dataset.waits;
let asked = false;

async function leave(event) {
  const form = event.target;
  if (form.getAttribute("action") !== "/sign-out" || asked || !waits.on) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await Promise.race([send(), new Promise((go) => setTimeout(go, 4000))]);
  const left = (await waiting()).length;
  asked = true;
  // eslint-disable-next-line no-alert -- the page is left: nothing on it would be read
  if (!left || confirm(words().replace("{n}", left))) form.requestSubmit ? form.requestSubmit() : form.submit();
  else asked = false;
}

export function guardLeaving() {
  document.addEventListener("submit", leave, true);
}

async function left() {
  await send();
  const rest = await waiting();
  if (!rest.length) return;
  const told = document.createElement("p");
  told.className = "notice wait";
  told.setAttribute("role", "status");
  told.textContent = `${words().replace("{n}", rest.length)} `;
  for (const address of new Set(rest.map(({ recording }) => recording))) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = rest.find(({ recording }) => recording === address).place;
    told.append(link, " ");
  }
  document.querySelector("#main").prepend(told);
}

export function sendLeft() {
  if (document.querySelector("[data-editor]")) return;
  guardLeaving();
  left();
}
