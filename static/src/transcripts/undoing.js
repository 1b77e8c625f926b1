// One's own changes are taken back and made once more, however long ago they were made; what
// somebody else changed since is shown with both texts, and the next press passes it by.
import { uuid } from "../foundation/uuid.js";
import { post } from "../foundation/post.js";
import { flushAll } from "./field.js";

async function sent(url, fields) {
  const first = await post(url, fields);
  return first.status ? first : post(url, fields); // the same token: it is done once
}

async function move(desk, what) {
  if (desk.moving) return;
  desk.moving = true;
  try {
    await go(desk, what);
  } finally {
    desk.moving = false;
  }
}

async function go(desk, what) {
  const { words, news } = desk;
  if (!(await flushAll())) return desk.say(words.needsLine, true);
  const passing = desk.passed && desk.passed.what === what ? desk.passed.step : "";
  const fields = { ...news.told, passing, once: uuid() };
  const { status, data } = await sent(`${desk.form.dataset.base}/${what}`, fields);
  if (status === 200) return done(desk, data);
  desk.say(data.sentence || (status ? words.failed : words.needsLine), true);
  if (status === 409 && data.step) {
    desk.passed = { what, step: data.step };
    both(desk, data);
  }
  return undefined;
}

function done(desk, data) {
  desk.passed = null;
  if (data.again) return desk.news.ask();
  desk.news.apply(data);
  desk.say(data.sentence);
  const row = desk.rows.find(({ id }) => id === data.segment);
  if (row) row.node.scrollIntoView({ block: "nearest" });
  return undefined;
}

function line(label, text, language) {
  const made = document.createElement("p");
  const name = document.createElement("span");
  name.className = "small soft";
  name.textContent = `${label}: `;
  const said = document.createElement("span");
  said.className = "told";
  said.lang = language;
  said.textContent = text || "[…]";
  made.append(name, said);
  return made;
}

function both(desk, { wanted, current, language, segment }) {
  const row = desk.rows.find(({ id }) => id === segment);
  if (wanted === current) return;
  const box = document.createElement("div");
  box.className = "notice stop clash";
  const away = document.createElement("button");
  away.type = "button";
  away.className = "btn quiet";
  away.textContent = desk.words.close;
  away.addEventListener("click", () => box.remove());
  box.append(line(desk.words.wouldBe, wanted, language), line(desk.words.standsNow, current, language), away);
  const place = row ? row.node.querySelector(".said") : desk.form.querySelector(".speaking");
  place.append(box);
  box.scrollIntoView({ block: "nearest" });
}

export const undo = (desk) => move(desk, "undo");
export const redo = (desk) => move(desk, "redo");
