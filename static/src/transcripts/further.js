// A long text comes as it is needed: rows before and after those on the page, and the rows around
// the moment that is heard. Rows far away leave again, unless something in them is not saved.
import { flushAll } from "./field.js";
import { Row } from "./row.js";

const MOST = 300;
const NEAR = "1500px 0px";
const REST = 400; // milliseconds without a scroll until the place is noted in the address
const HANDS_OFF = 4000; // milliseconds in which the page does not scroll after somebody did, nor ask in vain

const SOON = 60; // seconds after the last row in which the next ones are simply added

const ms = (seconds) => Math.round(seconds * 1000);

export class Further {
  constructor(desk) {
    Object.assign(this, { desk, url: desk.list.dataset.rows, scrolled: 0, lost: 0 });
    this.pages = document.querySelector("[data-pages]");
    this.ends = { until: this.mark("until"), from: this.mark("from") };
    this.done = { until: "first" in desk.list.dataset, from: "last" in desk.list.dataset };
    if (this.done.until && this.done.from) return;
    this.pages.hidden = true;
    this.watch = new IntersectionObserver((seen) => this.see(seen), { rootMargin: NEAR });
    for (const end of Object.values(this.ends)) this.watch.observe(end);
    for (const name of ["wheel", "touchmove"]) addEventListener(name, () => this.touched(), { passive: true });
    addEventListener("scroll", () => this.note(), { passive: true });
    addEventListener("online", () => this.look());
    this.start();
  }

  mark(side) {
    const end = document.createElement("div");
    end.dataset.end = side;
    const rows = this.desk.rows;
    if (side === "until") rows[0].node.before(end);
    else rows[rows.length - 1].node.after(end);
    return end;
  }

  // After a reload the same words stand at the top.
  start() {
    const at = new URLSearchParams(location.search).get("at");
    if (at === null) return;
    const row = this.desk.rows.find(({ end }) => ms(end) > Number(at));
    if (row) row.node.scrollIntoView();
  }

  see(entries) {
    for (const { isIntersecting, target } of entries) if (isIntersecting) this.once(() => this.grow(target.dataset.end));
  }

  // An end that is still near is told of again.
  look() {
    for (const end of Object.values(this.ends)) {
      this.watch.unobserve(end);
      this.watch.observe(end);
    }
  }

  // One thing at a time: what is fetched is put in its place before anything else is asked for.
  async once(work) {
    if (this.busy) return;
    this.busy = true;
    const grown = await work();
    this.busy = false;
    if (this.wanted !== undefined) this.heard();
    else if (grown) this.look();
  }

  heard() {
    this.once(() => {
      const at = this.wanted;
      this.wanted = undefined;
      return this.jump(at);
    });
  }

  async grow(side) {
    if (this.done[side]) return false;
    const { rows } = this.desk;
    const edge = side === "from" ? rows[rows.length - 1] : rows[0];
    const known = new Set(rows.map((row) => row.id));
    const nodes = await this.fetched(side, ms(edge.start), known);
    if (!nodes) return false;
    if (nodes.length) this.add(side, nodes);
    else this.done[side] = true;
    return nodes.length > 0;
  }

  async fetched(side, at, known) {
    try {
      const answer = await fetch(`${this.url}?${side}=${at}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const mould = document.createElement("template");
      mould.innerHTML = (await answer.json()).rows;
      return [...mould.content.querySelectorAll("[data-segment]")].filter((node) => !known.has(node.dataset.segment));
    } catch {
      this.lost = Date.now();
      this.pages.hidden = false; // the way page by page is left
      return null;
    }
  }

  add(side, nodes) {
    const { desk } = this;
    const made = () => nodes.map((node) => new Row(node, desk));
    if (side === "from") {
      this.ends.from.before(...nodes);
      desk.rows.push(...made());
    } else {
      this.still(desk.rows[0], () => {
        this.ends.until.after(...nodes);
        desk.rows.unshift(...made());
      });
    }
    this.thin(side === "from" ? "until" : "from");
  }

  // What stands on the screen stays where it is, whatever comes or goes above.
  still(row, change) {
    const before = row.node.getBoundingClientRect().top;
    change();
    scrollBy({ top: row.node.getBoundingClientRect().top - before, behavior: "instant" });
  }

  thin(side) {
    const { rows } = this.desk;
    const over = rows.length - MOST;
    if (over <= 0) return;
    const far = side === "from" ? rows.slice(-over) : rows.slice(0, over);
    if (far.some((row) => this.needed(row))) return;
    const stays = side === "from" ? rows[0] : rows[over];
    this.still(stays, () => far.forEach((row) => this.drop(row)));
    this.desk.rows = rows.filter((row) => !far.includes(row));
    this.done[side] = false;
  }

  needed({ node, field, other }) {
    return field.dirty || (other && other.field.dirty) || node.contains(document.activeElement);
  }

  drop(row) {
    if (row === this.desk.spoken) this.desk.spoken = null;
    row.close();
    row.node.remove();
  }

  // What is heard is shown: fetched if it is elsewhere, and scrolled to unless hands are at work.
  follow(at, spoken) {
    if (!this.watch) return;
    const { rows, audio } = this.desk;
    if (spoken) {
      if (!audio.paused) this.show(spoken);
      return;
    }
    const late = at - rows[rows.length - 1].end;
    if (late > 0 && late < SOON) this.once(() => this.grow("from"));
    else if ((late > 0 && !this.done.from) || (at < rows[0].start && !this.done.until)) {
      if (Date.now() - this.lost < HANDS_OFF) return;
      this.wanted = at;
      this.heard();
    }
  }

  async jump(at) {
    if (!(await flushAll())) return false;
    const nodes = await this.fetched("until", ms(at), new Set());
    if (!nodes || !nodes.length || this.desk.rows.some((row) => this.needed(row))) return false;
    const old = this.desk.rows;
    old.forEach((row) => this.drop(row));
    this.ends.until.after(...nodes);
    this.desk.rows = nodes.map((node) => new Row(node, this.desk));
    this.done = { until: false, from: false };
    this.desk.rows[nodes.length - 1].node.scrollIntoView({ block: "center" });
    this.desk.follow();
    return true;
  }

  // A row anywhere in the text is fetched and given; none without a connection.
  async go(id, at) {
    const find = () => this.desk.rows.find((row) => row.id === id);
    while (this.busy) await new Promise((wait) => setTimeout(wait, 50));
    if (!find()) {
      document.activeElement.blur();
      await this.once(() => this.jump(at / 1000));
    }
    return find();
  }

  show({ node }) {
    const typing = document.activeElement && document.activeElement.matches("textarea");
    if (typing || Date.now() - this.scrolled < HANDS_OFF) return;
    const { top, bottom } = node.getBoundingClientRect();
    if (top < innerHeight / 4 || bottom > innerHeight) node.scrollIntoView({ block: "center" });
  }

  touched() {
    this.scrolled = Date.now();
  }

  note() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      const row = this.desk.rows.find(({ node }) => node.getBoundingClientRect().bottom > 0);
      if (row) history.replaceState(null, "", `?at=${ms(row.start)}`);
    }, REST);
  }
}
