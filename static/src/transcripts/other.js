// The other language of a segment.
import { showClash } from "./clash.js";
import { Field } from "./field.js";
import { layer } from "./layer.js";
import { put, send } from "./outbox.js";

export class Other {
  // before() keeps the segment itself first: in which language it is decides what this is kept as.
  constructor(cell, row, before) {
    Object.assign(this, { cell, row, desk: row.desk });
    this.area = cell.querySelector("[data-text]");
    this.stale = cell.querySelector("[data-stale]");
    layer(this.area);
    const { status, words } = this.desk;
    const name = `${row.id}:${this.area.lang}`;
    this.field = new Field(this.area, {
      status,
      words,
      key: `o:${name}`,
      what: row.what,
      url: cell.dataset.url,
      revision: Number(cell.dataset.revision),
      before,
      extra: () => ({ language: this.area.lang }),
      kept: (data) => this.kept(data),
      ask: () => this.desk.news.ask(),
      clash: (field, current) => showClash(words, field, current),
    });
    cell.querySelector("[data-confirm]").addEventListener("click", () => this.confirm());
  }

  kept(data) {
    this.tell(data.stale, data.draft);
    this.row.stands(data.stands);
    this.desk.show(data.state);
  }

  // What is to be known of it: drafted by a machine, or older than the original.
  tell(stale, draft) {
    const part = (name) => this.cell.querySelector(`[data-${name}]`);
    this.stale.hidden = !stale && !draft;
    part("changed").hidden = !stale;
    part("draft").hidden = !draft;
    part("draft").textContent = draft;
    if (!stale && part("changes")) part("changes").remove();
  }

  doubt() {
    if (this.field.saved) this.tell(true, this.cell.querySelector("[data-draft]").textContent);
  }

  async confirm() {
    await this.field.keep();
    const { chain, revision } = this.field;
    await put({ key: `k:${this.row.id}`, chain, url: this.cell.dataset.confirmUrl, revision, fields: {}, ...this.row.what });
    await send();
  }

  confirmed(data) {
    this.field.revision = data.revision;
    this.kept(data);
    this.field.tell();
  }

  adopt(fresh) {
    const revision = Number(fresh.dataset.revision);
    if (revision && revision < this.field.revision) return;
    const changed = fresh.querySelector("[data-changed]");
    this.tell(!changed.hidden, fresh.querySelector("[data-draft]").textContent);
    this.field.stand(fresh.querySelector("[data-text]").value, revision);
  }

  type(text) {
    this.area.value = text;
    this.area.dispatchEvent(new Event("input"));
    this.area.focus();
  }

  // Answers what was typed and is not saved yet, or null.
  close() {
    const typed = this.field.dirty ? this.area.value : null;
    this.field.close();
    return typed;
  }
}
