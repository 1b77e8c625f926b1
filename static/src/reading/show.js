// Kazakh, Russian or both, and larger letters: switched without a new page, kept on this device.

const SIZES = [1, 1.2, 1.45, 1.75];

export function showChoice(text) {
  const links = [...document.querySelectorAll(".choice a[href*='show=']")];
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const show = new URL(link.href).searchParams.get("show");
      text.dataset.show = show;
      document.querySelector(".second-title")?.toggleAttribute("hidden", show !== "both");
      for (const other of links) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      history.replaceState(null, "", link.href);
    });
  }
}

export function largerLetters(button, text) {
  const kept = () => Number(localStorage.getItem("letters") || 0) % SIZES.length;
  const set = (step) => text.style.setProperty("--letters", SIZES[step]);
  button.hidden = false;
  set(kept());
  button.addEventListener("click", () => {
    const next = (kept() + 1) % SIZES.length;
    localStorage.setItem("letters", next);
    set(next);
  });
}
