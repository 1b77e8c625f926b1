// Two people wrote at once: both texts are shown, and the person chooses.
function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

export function showClash(words, field, current) {
  for (const old of field.area.closest("[data-other], .said").querySelectorAll(".clash")) old.remove();
  const box = document.createElement("div");
  box.className = "notice stop clash";
  box.setAttribute("role", "alert");
  const title = document.createElement("b");
  title.textContent = words.clash;
  const theirs = document.createElement("p");
  theirs.className = "told";
  theirs.lang = current.language || field.area.lang;
  theirs.textContent = current.text;
  const name = document.createElement("span");
  name.className = "small soft";
  name.textContent = `${words.theirText}: `;
  theirs.prepend(name);
  const rest = document.createElement("p");
  rest.hidden = !current.rest;
  rest.textContent = `${words.dividedSince} ${current.rest || ""}`;
  const choose = (mine) => () => {
    box.remove();
    field.settle(current, mine);
  };
  const choice = document.createElement("p");
  choice.className = "cluster";
  choice.append(button(words.mine, choose(true)), button(words.theirs, choose(false)));
  box.append(title, theirs, rest, choice);
  field.area.closest("[data-other], .said").append(box);
  // Whoever is typing types on: a space would press the button. The next Tab leads there.
  if (document.activeElement === document.body) choice.firstChild.focus();
}
