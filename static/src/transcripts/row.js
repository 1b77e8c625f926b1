// One segment: its text, its language, whether it is checked, and its other language.
import { post } from "../foundation/post.js";
import { owner } from "../foundation/token.js";
import { uuid } from "../foundation/uuid.js";
import { showClash } from "./clash.js";
import { bounded } from "./edge.js";
import { Field } from "./field.js";
import { layer } from "./layer.js";
import { Other } from "./other.js";
import { put, send } from "./outbox.js";
import { Voice } from "./voice.js";

const TRIES = [0, 700, 1500]; // milliseconds before each; the token lets it be done once

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
    this.edging = 0; // edges on their way
    this.start = Number(node.dataset.start) / 1000;
    this.end = Number(node.dataset.end) / 1000;
    this.layer = layer(this.area, () => this.doubts, () => this.wrong || []);
    this.field = this.openField();
    this.voice = new Voice(this, find("[data-speaker]"));
    this.language.addEventListener("change", () => this.field.later(0));
    this.check.addEventListener("change", () => this.mark());
    this.openOther();
    if (desk.keeping) desk.keeping.resume(this);
  }

  get doubts() {
    return this.area.dataset.doubts ? this.area.dataset.doubts.split("|") : [];
  }

  // How a change names its place, for whoever reads of it elsewhere.
  get what() {
    const place = this.node.querySelector("[data-from]").textContent;
    return { recording: this.desk.form.dataset.base, segment: this.id, place };
  }

  openField() {
    const { status, words } = this.desk;
    return new Field(this.area, {
      status,
      words,
      key: `t:${this.id}`,
      what: this.what,
      url: this.url,
      revision: Number(this.node.dataset.revision),
      extra: () => ({ language: this.language.value }),
      kept: (data) => this.kept(data),
      ask: () => this.desk.news.ask(),
      clash: (field, current) => showClash(words, field, current),
      adopt: (current) => {
        this.language.value = current.language;
      },
    });
  }

  openOther() {
    const cell = this.node.querySelector("[data-other]");
    this.other = cell ? new Other(cell, this, () => this.field.keep()) : null;
  }

  kept(data) {
    const changed = data.revision !== Number(this.node.dataset.revision);
    this.node.dataset.revision = data.revision;
    this.area.lang = data.language;
    this.check.checked = data.checked;
    this.area.dataset.doubts = data.doubts.join("|");
    if (this.hint) this.hint.hidden = !data.doubts.length;
    this.unmark(data.checked);
    this.stands(data.checked ? data.stands : "");
    this.layer.draw();
    this.desk.show(data.state);
    if (data.rows && this.other) this.changeOther(data.rows);
    else if (changed && this.other) this.other.doubt();
  }

  // Who approved it, if anybody: a change takes that back.
  stands(word = "") {
    this.node.querySelector("[data-stands]").textContent = word;
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
    const { id, field, url, what } = this;
    const checked = this.check.checked ? "1" : "0";
    await field.keep();
    const { revision, chain } = field;
    await put({ key: `c:${id}`, chain, url: `${url}/checked`, revision, fields: { checked }, ...what });
    this.desk.status.say(this.desk.words.saving);
    await send();
  }

  // An edge was moved to another moment.
  async bound(fields) {
    const { id, field, url, what } = this;
    this.edging += 1;
    await field.keep();
    const { revision, chain } = field;
    await put({ key: `b:${id}:${fields.edge}`, chain, url: `${url}/boundary`, revision, fields, ...what });
    await send();
  }

  // What became of a change that was made here, on this page or an earlier one.
  heard(told) {
    const { entry, status, data } = told;
    const kind = entry.key.slice(0, 1);
    if (kind === "t") this.field.heard(told);
    else if (kind === "o" && this.other) this.other.field.heard(told);
    else if (kind === "b") bounded(this, told);
    else if (status >= 300) this.refused(kind, data);
    else if (data.again) this.desk.news.ask();
    else if (kind === "v") this.voice.given(data);
    else if (kind === "c") this.ticked(data);
    else if (this.other) this.other.confirmed(data);
  }

  ticked(data) {
    this.field.revision = data.revision;
    this.kept(data);
    this.field.tell();
  }

  refused(kind, data) {
    if (kind === "c") this.check.checked = !this.check.checked;
    if (kind === "v") this.voice.show(this.voice.spoke.value);
    this.desk.status.say(data.sentence || this.desk.words.failed, true);
  }

  // Dividing and joining change what rows there are, so they wait for the house, and are not kept.
  async act(path, fields) {
    const { status, words, news } = this.desk;
    status.say(words.saving);
    const sent = { revision: this.field.revision, ...fields, once: uuid(), as: owner() };
    let answer;
    for (const pause of TRIES) {
      if (pause) await new Promise((go) => setTimeout(go, pause));
      answer = await post(this.url + path, sent);
      if (answer.status) break;
    }
    if (answer.data.again) await news.ask(); // it was done, and the answer lost: its rows are fetched
    if (answer.status === 200) {
      this.field.tell();
      return answer.data.again ? null : answer.data;
    }
    status.say(answer.data.sentence || (answer.status ? words.failed : words.needsLine), true);
    if (answer.data.current && answer.status === 409) this.field.again();
    return null;
  }

  // Whether somebody is at work here: nothing may change under their hands.
  get busy() {
    const { field, other, node } = this;
    return this.edging > 0 || field.dirty || (other && other.field.dirty) || node.querySelector(".clash") !== null;
  }

  // What the house did not take and stands in this row.
  get refusals() {
    const parts = this.other ? [this.field, this.other.field] : [this.field];
    return parts.map(({ refusal }) => refusal && refusal.order);
  }

  // What was typed goes on its way, whatever becomes of the row.
  keep() {
    Promise.all([this.field.keep(), this.other && this.other.field.keep()]).then(send);
  }

  // What came from the house takes the place of what stood here; a cursor stays where it is.
  adopt(fresh) {
    const find = (selector) => fresh.querySelector(selector);
    const cell = find("[data-other]");
    const area = find(".said [data-text]");
    if (Number(fresh.dataset.revision) < this.field.revision) return; // overtaken on its way
    this.node.dataset.end = fresh.dataset.end;
    this.node.dataset.start = fresh.dataset.start;
    this.start = Number(fresh.dataset.start) / 1000;
    this.end = Number(fresh.dataset.end) / 1000;
    if (this.desk.stretches) this.desk.stretches.draw();
    this.language.replaceChildren(...find("[data-language]").cloneNode(true).children);
    this.language.value = find("[data-language]").value;
    this.voice.renew(find("[data-speaker]"));
    this.check.checked = find("[data-checked]").checked;
    this.unmark(this.check.checked);
    this.stands(find("[data-stands]").textContent);
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
    if (this.desk.keeping) setTimeout(() => this.desk.keeping.show()); // what was shown here is listed
  }
}
