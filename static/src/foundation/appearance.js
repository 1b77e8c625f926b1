// The chosen appearance shows at once; the server remembers it for the next page.
function apply(value) {
  const root = document.documentElement;
  if (value === "auto") delete root.dataset.theme;
  else root.dataset.theme = value;
  for (const button of document.querySelectorAll("[data-appearance] button"))
    button.setAttribute("aria-pressed", String(button.value === value));
}

async function choose(event) {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("[data-appearance]") || !button) return;
  event.preventDefault();
  apply(button.value);
  const body = new FormData(form);
  body.set(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!answer) form.reset();
}

export function appearance() {
  document.addEventListener("submit", choose);
}
