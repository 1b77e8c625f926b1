// A second press of a submit button sends nothing; the server's once-token guards the rest.
function rest(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
}

function hold(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // Disabled a moment later, so that the pressed button's own value is still sent.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      button.disabled = true;
      button.setAttribute("aria-busy", "true");
    }
  });
}

export function submitOnce() {
  document.addEventListener("submit", hold);
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) rest(form);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form");
    if (form) rest(form);
  });
}
