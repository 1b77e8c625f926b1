// Kazakh, Russian or both, and larger letters: switched without a new page, kept on this device.

const SIZES = [1, 1.2, 1.45, 1.75];

export function showChoice(text) {
  const links = [...document.querySelectorAll(".choice a[href*='show=']")];
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const show = new URL(link.href).searchParams.get("show");
      keepingPlace(text, () => {
        for (const shown of document.querySelectorAll("[data-show]")) shown.dataset.show = show;
      });
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
    keepingPlace(text, () => set(next));
  });
}

// Whoever reads along keeps the line: the spoken one, or the first in sight, stays where it was.
function keepingPlace(text, change) {
  const top = (line) => line.getBoundingClientRect().top;
  const seen = (line) => top(line) >= 0 && top(line) < window.innerHeight;
  const lines = [...text.querySelectorAll(".line")];
  const spoken = text.querySelector("[data-spoken]");
  const line = spoken && seen(spoken) ? spoken : lines.find(seen);
  const before = line && top(line);
  change();
  if (line && window.scrollY > 0) window.scrollBy({ top: top(line) - before, behavior: "instant" });
}
