// One text that keeps itself: a moment after the last letter, on leaving it, and again after a
// lost connection. Nothing is stored in the browser; what is not saved stays on the page.
import { post } from "../foundation/post.js";

const PAUSE = 800;
const SHORTEST_WAIT = 2000;
const LONGEST_WAIT = 30000;
const HOPELESS = [403, 404, 422];
const fields = new Set();

export const unsaved = () => [...fields].filter((field) => field.dirty);

export class Field {
  // extra() gives what is sent beside the text; kept(data), clash(field, current) and
  // adopt(current) tell the row what became of it; before() is waited for before anything is sent.
  constructor(area, parts) {
    Object.assign(this, { extra: () => ({}), adopt: () => {}, wait: SHORTEST_WAIT, area }, parts);
    this.saved = area.value;
    this.state = this.now;
    area.addEventListener("input", () => {
      if (this.changed) this.status.say("");
      this.later(PAUSE);
    });
    area.addEventListener("blur", () => this.flush());
    fields.add(this);
  }

  get now() {
    return JSON.stringify([this.area.value, this.extra()]);
  }

  get changed() {
    return !this.gone && this.now !== this.state;
  }

  get dirty() {
    return Boolean(!this.gone && (this.busy || this.clashing || this.changed));
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
    if (this.clashing) return false;
    if (!this.changed) return true;
    this.busy = this.send(this.area.value, this.now);
    const done = await this.busy;
    this.busy = null;
    if (done) this.tell();
    return done && this.changed ? this.flush() : done;
  }

  tell() {
    this.status.say(unsaved().length ? this.words.saving : this.words.saved);
  }

  async send(text, state) {
    this.status.say(this.words.saving);
    if (this.before) await this.before();
    if (this.gone) return true;
    const fieldsSent = { text, revision: this.revision, ...this.extra() };
    const { status, data } = await post(this.url, fieldsSent);
    if (this.gone) return true;
    if (status === 200) return this.done(text, state, data);
    if (status === 409 && data.current) return this.collide(data);
    this.status.say(this.sentence(status, data), true);
    if (!HOPELESS.includes(status)) this.again();
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

  done(text, state, data) {
    this.saved = text;
    this.state = state;
    this.wait = SHORTEST_WAIT;
    this.revision = data.revision;
    this.kept(data);
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
    if (mine) this.state = "";
    else {
      this.area.value = current.text;
      this.adopt(current);
      this.state = this.now;
    }
    this.kept(current);
    this.area.dispatchEvent(new Event("input"));
    this.area.focus();
    return this.flush();
  }

  // The house says what stands here now; nothing was typed since.
  stand(text, revision) {
    const { area } = this;
    this.revision = revision;
    if (area.value !== text) {
      const at = [area.selectionStart, area.selectionEnd];
      area.value = text;
      if (document.activeElement === area) area.setSelectionRange(...at);
    }
    this.saved = text;
    this.state = this.now;
    area.dispatchEvent(new Event("input"));
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
