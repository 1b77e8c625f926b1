// One text that keeps itself: a moment after the last letter, on leaving it, and again after a
// lost connection. Nothing is stored in the browser; what is not saved stays on the page.
import { post } from "./post.js";

const PAUSE = 800;
const LONGEST_WAIT = 30000;
const fields = new Set();

export const unsaved = () => [...fields].filter((field) => field.dirty);

export class Field {
  constructor(area, { url, revision, extra, status, words, kept, clash }) {
    Object.assign(this, { area, url, revision, extra, status, words, kept, clash });
    this.saved = area.value;
    this.wait = 2000;
    area.addEventListener("input", () => this.later(PAUSE));
    area.addEventListener("blur", () => this.flush());
    fields.add(this);
  }

  get dirty() {
    return !this.gone && (this.busy || this.clashing || this.area.value !== this.saved);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause);
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.busy) {
      await this.busy;
      return this.flush();
    }
    if (this.gone || this.clashing || this.area.value === this.saved) return true;
    this.busy = this.send(this.area.value);
    const done = await this.busy;
    this.busy = null;
    if (done && this.area.value !== this.saved) return this.flush();
    return done;
  }

  async send(text) {
    this.status.say(this.words.saving);
    const { status, data } = await post(this.url, { text, revision: this.revision, ...this.extra() });
    if (status === 200) return this.done(text, data);
    if (status === 409 && data.current) return this.collide(data);
    this.status.say(this.sentence(status, data), true);
    if (status !== 422 && status !== 403 && status !== 404) this.again();
    return false;
  }

  sentence(status, data) {
    if (status === 0) return this.words.offline;
    if (status === 401) return this.words.signedOut;
    return data.sentence || this.words.failed;
  }

  again() {
    this.later(this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  done(text, data) {
    this.saved = text;
    this.wait = 2000;
    this.revision = data.revision;
    this.kept(data);
    this.status.say(unsaved().some((field) => field !== this) ? this.words.saving : this.words.saved);
    return true;
  }

  collide({ sentence, current }) {
    this.clashing = true;
    this.status.say(sentence, true);
    this.clash(this, current);
    return false;
  }

  settle(current, mine) {
    this.clashing = false;
    this.revision = current.revision;
    this.saved = current.text;
    if (!mine) this.area.value = current.text;
    this.kept(current);
    this.area.dispatchEvent(new Event("input"));
    this.area.focus();
    return this.flush();
  }

  close() {
    this.gone = true;
    clearTimeout(this.timer);
    fields.delete(this);
  }
}

export async function flushAll() {
  const done = await Promise.all([...fields].map((field) => field.flush()));
  return done.every(Boolean);
}

addEventListener("online", () => flushAll());
