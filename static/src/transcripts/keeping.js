// What waits, what an earlier page left, and what the house did not take: told to the row it
// belongs to, or in a list above the text, with the words and the place where they belonged.
import { anew, isEdge, resumed, told as edgeTold } from "./edge.js";
import { guardLeaving } from "./leaving.js";
import { adopt, drop, listen, put, send, waiting } from "./outbox.js";

export class Keeping {
  constructor(desk) {
    Object.assign(this, { desk, left: [], list: document.querySelector("[data-not-taken]") });
    this.recording = desk.form.dataset.base;
    listen((told) => this.hear(told));
    guardLeaving();
    this.start();
  }

  async start() {
    const all = await waiting().catch(() => []);
    this.left = all.filter((entry) => entry.recording === this.recording);
    await adopt(new Set(this.left.map((entry) => entry.order)));
    for (const row of this.desk.rows) this.resume(row);
    this.show();
    if (all.length) send();
  }

  // A row that comes onto the page goes on with what was left for it.
  resume(row) {
    const mine = this.left.filter((entry) => entry.segment === row.id && !(entry.why && entry.why.place));
    for (const entry of mine) {
      const { key, fields, refused } = entry;
      if (key === row.field.key) {
        row.language.value = fields.language || row.language.value;
        row.field.resume(entry);
      } else if (row.other && key === row.other.field.key) row.other.field.resume(entry);
      else if (!refused && key.startsWith("c:")) row.check.checked = fields.checked === "1";
      else if (!refused && key.startsWith("v:")) row.voice.select.value = fields.speaker;
      else if (!refused && isEdge(entry)) resumed(row, fields);
    }
  }

  async hear({ state, ...told }) {
    const { desk } = this;
    if (state) {
      const count = (await waiting()).filter((entry) => !entry.refused).length;
      return desk.say(`${desk.words[state]} ${desk.words.waits.replace("{n}", count)}`, true);
    }
    const { entry, status } = told;
    this.left = this.left.filter((one) => one.order !== entry.order);
    const row = desk.rows.find(({ id }) => id === entry.segment);
    // An edge that somebody else moved, or that is not on the page, is listed: nobody would see it.
    const listed = entry.fields.text !== undefined || (isEdge(entry) && (status !== 422 || !row));
    if (entry.refused && !listed) drop(entry.order);
    if (row) row.heard(told);
    if (status >= 300) this.show();
    return undefined;
  }

  // What has a row on the page is shown there; the rest is shown here.
  async show() {
    const { list, desk } = this;
    this.left = (await waiting()).filter((entry) => entry.recording === this.recording);
    const shown = new Set(desk.rows.flatMap((row) => row.refusals));
    const here = ({ order, why }) => !why.place && why.status !== 404 && shown.has(order);
    const lost = this.left.filter((entry) => entry.refused && (isEdge(entry) || entry.fields.text !== undefined) && !here(entry));
    list.hidden = !lost.length;
    list.firstElementChild.replaceChildren(...lost.map((entry) => this.item(entry)));
  }

  item(entry) {
    const { words } = this.desk;
    const made = document.createElement("li");
    const said = document.createElement("p");
    said.className = "told";
    const edge = isEdge(entry);
    said.textContent = edge ? edgeTold(entry, words) : entry.fields.text;
    if (entry.fields.language) said.lang = entry.fields.language;
    const why = document.createElement("p");
    why.textContent = `${entry.place} · ${entry.why.sentence || words.failed} ${edge ? "" : words.yourText}`;
    const choice = document.createElement("p");
    choice.className = "cluster";
    const place = entry.why.place && this.desk.rows.find(({ id }) => id === entry.why.place.id);
    if (place && entry.key.startsWith("t:")) choice.append(this.button(words.addThere, () => this.addTo(place, entry)));
    if (edge && entry.why.status === 409 && entry.why.times) choice.append(this.button(words.moveThere, () => this.moveAnew(entry)));
    choice.append(this.button(words.putAway, () => this.away(entry)));
    made.append(why, said, choice);
    return made;
  }

  button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  // The row is shown as it stands, and what was typed behind it: what is double is taken out by hand.
  async addTo(row, entry) {
    row.area.value = `${row.area.value.trim()} ${entry.fields.text}`;
    row.area.dispatchEvent(new Event("input"));
    row.area.focus();
    await row.field.keep();
    await this.away(entry);
    row.field.flush();
  }

  async moveAnew(entry) {
    await put(anew(entry));
    await this.away(entry);
    await send();
  }

  async away(entry) {
    await drop(entry.order);
    await this.show();
  }
}
