// One segment: its text, its language, whether it is checked, and its other language.
import { showClash } from "./clash.js";
import { Field } from "./field.js";
import { layer } from "./layer.js";
import { post } from "./post.js";

const doubtsOf = (area) => (area.dataset.doubts ? area.dataset.doubts.split("|") : []);

export class Row {
  constructor(node, desk) {
    Object.assign(this, { node, desk, id: node.dataset.segment, url: node.dataset.url });
    const find = (selector) => node.querySelector(selector);
    this.area = find(".said [data-text]");
    this.language = find("[data-language]");
    this.check = find("[data-checked]");
    this.hint = find(".doubts");
    this.start = Number(node.dataset.start) / 1000;
    this.end = Number(node.dataset.end) / 1000;
    this.layer = layer(this.area, () => this.doubts);
    this.field = this.makeField(this.area, this.url, node.dataset.revision, (data) => this.kept(data));
    this.field.extra = () => ({ language: this.language.value });
    this.language.addEventListener("change", () => this.changeLanguage());
    this.check.addEventListener("change", () => this.mark());
    this.other = find("[data-other]");
    if (this.other) this.openOther();
  }

  get doubts() {
    return doubtsOf(this.area);
  }

  makeField(area, url, revision, kept) {
    const { status, words } = this.desk;
    const clash = (field, current) => showClash(words, field, current);
    return new Field(area, { url, revision: Number(revision), extra: () => ({}), status, words, kept, clash });
  }

  openOther() {
    const area = this.other.querySelector("[data-text]");
    layer(area);
    this.stale = this.other.querySelector("[data-stale]");
    const { url, revision } = this.other.dataset;
    this.translation = this.makeField(area, url, revision, (data) => this.keptOther(data));
    this.translation.extra = () => ({ language: area.lang });
    this.other.querySelector("[data-confirm]").addEventListener("click", () => this.confirm());
  }

  kept(data) {
    const changed = data.revision !== Number(this.node.dataset.revision);
    this.node.dataset.revision = data.revision;
    this.check.checked = data.checked;
    this.area.dataset.doubts = data.doubts.join("|");
    if (this.hint) this.hint.hidden = !data.doubts.length;
    this.layer.draw();
    this.desk.show(data.state);
    if (changed && this.stale && this.translation.saved) this.stale.hidden = false;
  }

  keptOther(data) {
    this.stale.hidden = !data.stale;
    this.desk.show(data.state);
  }

  async confirm() {
    await this.translation.flush();
    const { status, data } = await post(this.other.dataset.confirmUrl, { revision: this.translation.revision });
    if (status === 200) this.keptOther(data);
    else this.desk.status.say(data.sentence || this.desk.words.failed, true);
  }

  async changeLanguage() {
    if (!(await this.flush())) return;
    const answer = await this.act("", { text: this.area.value, language: this.language.value });
    if (answer && answer.rows) this.desk.replace([this], answer);
  }

  async mark() {
    if (!(await this.field.flush())) return;
    const answer = await this.act("/checked", { checked: this.check.checked ? "1" : "0" });
    if (answer) this.kept(answer);
    else this.check.checked = !this.check.checked;
  }

  async act(path, fields) {
    const { status, words } = this.desk;
    status.say(words.saving);
    const answer = await post(this.url + path, { revision: this.field.revision, ...fields });
    if (answer.status === 200) {
      status.say(words.saved);
      return answer.data;
    }
    status.say(answer.data.sentence || (answer.status ? words.failed : words.offline), true);
    if (answer.data.current && answer.status === 409) this.field.collide(answer.data);
    return null;
  }

  async flush() {
    const own = await this.field.flush();
    return (!this.translation || (await this.translation.flush())) && own;
  }

  close() {
    this.field.close();
    if (this.translation) this.translation.close();
  }
}
