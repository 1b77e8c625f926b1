// The other language of a segment.
import { showClash } from "./clash.js";
import { Field } from "./field.js";
import { layer } from "./layer.js";
import { post } from "../foundation/post.js";

export class Other {
  // before() settles the segment itself: in which language it is decides what this is kept as.
  constructor(cell, desk, before) {
    Object.assign(this, { cell, desk });
    this.area = cell.querySelector("[data-text]");
    this.stale = cell.querySelector("[data-stale]");
    layer(this.area);
    const { status, words } = desk;
    this.field = new Field(this.area, {
      status,
      words,
      url: cell.dataset.url,
      revision: Number(cell.dataset.revision),
      before,
      extra: () => ({ language: this.area.lang }),
      kept: (data) => this.kept(data),
      clash: (field, current) => showClash(words, field, current),
    });
    cell.querySelector("[data-confirm]").addEventListener("click", () => this.confirm());
  }

  kept(data) {
    this.tell(data.stale, data.draft);
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
    if (!(await this.field.flush())) return;
    const { status, data } = await post(this.cell.dataset.confirmUrl, { revision: this.field.revision });
    if (status === 200) this.kept(data);
    else this.desk.status.say(data.sentence || this.desk.words.failed, true);
  }

  adopt(fresh) {
    const changed = fresh.querySelector("[data-changed]");
    this.tell(!changed.hidden, fresh.querySelector("[data-draft]").textContent);
    this.field.stand(fresh.querySelector("[data-text]").value, Number(fresh.dataset.revision));
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
