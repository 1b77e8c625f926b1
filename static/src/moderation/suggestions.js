// Digits stand at the same place on Kazakh, Russian and English keyboards; they answer only while a
// suggestion has the focus, so that nobody says yes by accident (WCAG 2.1.4).
const ANSWERS = { Digit1: "1", Numpad1: "1", Digit2: "2", Numpad2: "2" };
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export function answerByKeys(place) {
  tell(place.querySelector("[data-told]"));
  const cards = [...place.querySelectorAll(".suggestions > li")];
  if (!cards.length) return;
  for (const card of cards) card.tabIndex = -1;
  const led = cards.find((card) => `#${card.id}` === location.hash);
  choose(cards, led ?? cards[0], Boolean(led));
  place.querySelector("[data-keys]").hidden = false;
  place.addEventListener("keydown", (event) => {
    const card = cards.find((one) => one.contains(event.target));
    if (!card || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (STEPS[event.code]) {
      event.preventDefault();
      choose(cards, cards[cards.indexOf(card) + STEPS[event.code]] ?? card, true);
    } else if (ANSWERS[event.code] && !event.repeat) {
      const answer = card.querySelector(`[data-answer="${ANSWERS[event.code]}"]`);
      if (!answer) return;
      event.preventDefault();
      if (answer.requestSubmit) answer.requestSubmit();
      else answer.click();
    }
  });
}

// What came of an answer stands on the page when it opens, and a screen reader passes over that: it
// speaks what changes in front of it.
function tell(region) {
  const said = document.querySelector(".flashes").textContent.trim();
  if (said) setTimeout(() => (region.textContent = said), 300);
}

function choose(cards, chosen, focus) {
  for (const card of cards) card.tabIndex = card === chosen ? 0 : -1;
  if (focus) chosen.focus();
}
