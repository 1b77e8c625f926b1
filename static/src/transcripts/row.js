// One segment: its text, its language, whether it is checked, and its other language.
import { showClash } from "./clash.js";
import { Field } from "./field.js";
import { layer } from "./layer.js";
import { Other } from "./other.js";
import { post } from "../foundation/post.js";
import { Voice } from "./voice.js";

export class Row {
  constructor(node, desk) {
    Object.assign(this, { node, desk, id: node.dataset.segment, url: node.dataset.url });
    const find = (selector) => node.querySelector(selector);
    this.area = find(".said [data-text]");
    this.language = find("[data-language]");
    this.check = find("[data-checked]");
    this.hint = find(".doubts");
    this.marks = find(".flags");
    if (this.hint) this.hint.classList.add("hush"); // the underlines show it from now on
    this.start = Number(node.dataset.start) / 1000;
    this.end = Number(node.dataset.end) / 1000;
    this.layer = layer(this.area, () => this.doubts, () => this.wrong || []);
    this.field = this.openField();
    this.voice = new Voice(this, find("[data-speaker]"));
    this.language.addEventListener("change", () => this.field.later(0));
    this.check.addEventListener("change", () => this.mark());
    this.openOther();
  }

  get doubts() {
    return this.area.dataset.doubts ? this.area.dataset.doubts.split("|") : [];
  }

  openField() {
    const { status, words } = this.desk;
    return new Field(this.area, {
      status,
      words,
      url: this.url,
      revision: Number(this.node.dataset.revision),
      extra: () => ({ language: this.language.value }),
      kept: (data) => this.kept(data),
      clash: (field, current) => showClash(words, field, current),
      adopt: (current) => {
        this.language.value = current.language;
      },
    });
  }

  openOther() {
    const cell = this.node.querySelector("[data-other]");
    this.other = cell ? new Other(cell, this.desk, () => this.field.flush()) : null;
  }

  kept(data) {
    const changed = data.revision !== Number(this.node.dataset.revision);
    this.node.dataset.revision = data.revision;
    this.area.lang = data.language;
    this.check.checked = data.checked;
    this.area.dataset.doubts = data.doubts.join("|");
    if (this.hint) this.hint.hidden = !data.doubts.length;
    this.unmark(data.checked);
    this.node.querySelector("[data-stands]").textContent = data.checked ? data.stands : "";
    this.layer.draw();
    this.desk.show(data.state);
    if (data.rows && this.other) this.changeOther(data.rows);
    else if (changed && this.other) this.other.doubt();
  }

  // What should be heard again was heard; the marks stay kept, and come back with the tick.
  unmark(checked) {
    if (!this.marks || this.marks.hidden === checked) return;
    this.marks.hidden = checked;
    this.desk.count(this.marks.dataset.flags.split(" "), checked ? -1 : 1);
  }

  // Spoken in another language, it needs another translation; what is being typed goes along.
  changeOther(rows) {
    const mould = document.createElement("template");
    mould.innerHTML = rows;
    const fresh = mould.content.querySelector("[data-other]");
    const typed = this.other.close();
    this.other.cell.replaceWith(fresh);
    this.openOther();
    if (typed !== null) this.other.type(typed);
  }

  async mark() {
    const wanted = this.check.checked;
    if (!(await this.field.flush())) return;
    const answer = await this.act("/checked", { checked: wanted ? "1" : "0" });
    if (answer) this.kept(answer);
    else this.check.checked = !wanted;
  }

  async act(path, fields) {
    const { status, words } = this.desk;
    status.say(words.saving);
    const answer = await post(this.url + path, { revision: this.field.revision, ...fields });
    if (answer.status === 200) {
      this.field.tell();
      return answer.data;
    }
    status.say(answer.data.sentence || (answer.status ? words.failed : words.offline), true);
    if (answer.data.current && answer.status === 409) this.field.collide(answer.data);
    return null;
  }

  // Whether somebody is at work here: nothing may change under their hands.
  get busy() {
    const { field, other, node } = this;
    return field.dirty || (other && other.field.dirty) || node.querySelector(".clash") !== null;
  }

  keep() {
    this.field.flush();
    if (this.other) this.other.field.flush();
  }

  // What came from the house takes the place of what stood here; a cursor stays where it is.
  adopt(fresh) {
    const find = (selector) => fresh.querySelector(selector);
    const cell = find("[data-other]");
    const area = find(".said [data-text]");
    this.node.dataset.end = fresh.dataset.end;
    this.node.dataset.start = fresh.dataset.start;
    this.start = Number(fresh.dataset.start) / 1000;
    this.end = Number(fresh.dataset.end) / 1000;
    if (this.desk.stretches) this.desk.stretches.draw();
    this.language.replaceChildren(...find("[data-language]").cloneNode(true).children);
    this.language.value = find("[data-language]").value;
    this.voice.renew(find("[data-speaker]"));
    this.check.checked = find("[data-checked]").checked;
    this.node.dataset.revision = fresh.dataset.revision;
    this.area.dataset.doubts = area.dataset.doubts || "";
    this.area.lang = area.lang;
    this.field.stand(area.value, Number(fresh.dataset.revision));
    this.layer.draw();
    if (this.other && cell) this.adoptOther(cell);
  }

  adoptOther(cell) {
    const area = cell.querySelector("[data-text]");
    if (area.lang === this.other.area.lang) this.other.adopt(cell);
    else if (!this.node.contains(document.activeElement)) {
      this.other.close();
      this.other.cell.replaceWith(cell);
      this.openOther();
    }
  }

  async flush() {
    const own = await this.field.flush();
    return (!this.other || (await this.other.field.flush())) && own;
  }

  close() {
    this.field.close();
    if (this.other) this.other.close();
  }
}
