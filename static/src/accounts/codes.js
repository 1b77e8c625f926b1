// Buttons for keeping what is shown once: printed, or copied. Without a script they stay hidden.
function copy(button) {
  const from = document.getElementById(button.dataset.copy);
  const words = [...from.querySelectorAll("code")].map((code) => code.textContent).join("\n");
  navigator.clipboard.writeText(words).then(() => {
    button.textContent = button.dataset.copied;
  });
}

export function codes() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
