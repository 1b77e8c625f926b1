// What others changed meanwhile comes into its place, and who else is here is told: asked for now
// and then while somebody is at work. What is being typed is never touched.
import { post } from "../foundation/post.js";
import { owner } from "../foundation/token.js";
import { Row } from "./row.js";

const EVERY = 8000; // milliseconds between two questions
const IDLE = 5 * 60000; // after so long without a hand on anything nobody is there

const drawn = (html) => {
  const mould = document.createElement("template");
  mould.innerHTML = html;
  return mould.content.querySelector("[data-segment]");
};

export class News {
  constructor(desk) {
    const { base, version, seen } = desk.form.dataset;
    Object.assign(this, { desk, url: `${base}/news`, version, seen, waiting: new Map(), gone: new Set() });
    this.others = document.querySelector("[data-others]");
    this.touched = Date.now();
    for (const name of ["keydown", "pointerdown", "wheel", "touchmove"])
      addEventListener(name, () => this.touch(), { passive: true });
    addEventListener("online", () => this.ask());
    document.addEventListener("visibilitychange", () => document.hidden || this.ask());
    desk.form.addEventListener("focusout", () => setTimeout(() => this.late()));
    this.ask();
  }

  get told() {
    return { seen: this.seen, version: this.version, as: owner() };
  }

  touch() {
    const away = Date.now() - this.touched > IDLE;
    this.touched = Date.now();
    if (away) this.ask();
  }

  async ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), EVERY);
    if (document.hidden || Date.now() - this.touched > IDLE || this.asking) return;
    this.asking = true;
    const row = this.desk.rowOf(document.activeElement);
    const { status, data } = await post(this.url, { ...this.told, at: row ? row.id : "" });
    this.asking = false;
    if (status === 200) this.apply(data);
  }

  apply(data) {
    if (data.elsewhere) return this.desk.say(data.elsewhere, true);
    if (data.others !== undefined) this.greet(data.others);
    if (Number(data.seen) < Number(this.seen)) return undefined; // an answer that was overtaken
    this.seen = data.seen;
    this.desk.show(data.state);
    for (const id of data.gone) this.leave(id);
    for (const one of data.rows) this.take(one);
    this.late();
    if (this.desk.keeping) this.desk.keeping.show();
    if (data.more) this.ask();
    return undefined;
  }

  greet(sentence) {
    if (this.others && this.others.textContent !== sentence) this.others.textContent = sentence;
  }

  row(id) {
    return this.desk.rows.find((row) => row.id === id);
  }

  // A row that is no more goes once nobody is in it: letters under way would land somewhere else.
  leave(id) {
    const row = this.row(id);
    this.waiting.delete(id);
    if (row && row.node.contains(document.activeElement)) this.gone.add(id);
    else if (row) this.remove(row);
  }

  remove(row) {
    row.keep(); // what was typed here is sent, and comes back with the place where it belongs
    if (row === this.desk.spoken) this.desk.spoken = null;
    row.close();
    row.node.remove();
    this.desk.rows.splice(this.desk.rows.indexOf(row), 1);
  }

  take({ id, after, html }) {
    const row = this.row(id);
    const fresh = drawn(html);
    this.gone.delete(id); // taken back: it is there again
    if (!row) return this.add(after, fresh);
    this.waiting.delete(id);
    if (row.busy) this.waiting.set(id, fresh);
    else row.adopt(fresh);
    return undefined;
  }

  add(after, fresh) {
    const before = this.row(after);
    if (!before) return;
    before.node.after(fresh);
    this.desk.rows.splice(this.desk.rows.indexOf(before) + 1, 0, new Row(fresh, this.desk));
  }

  // Somebody was typing there when it came.
  late() {
    for (const id of this.gone) {
      const row = this.row(id);
      if (row && row.node.contains(document.activeElement)) continue;
      this.gone.delete(id);
      if (row) this.remove(row);
    }
    for (const [id, fresh] of this.waiting) {
      const row = this.row(id);
      if (row && row.busy) continue;
      this.waiting.delete(id);
      if (row) row.adopt(fresh);
    }
  }
}
