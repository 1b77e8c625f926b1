// One text that keeps itself: within a second of a letter it is in the outbox, and from there in
// the house, or waits until there is a connection.
import { uuid } from "../foundation/uuid.js";
import { amend, drop, lasting, put, send, waiting } from "./outbox.js";

const PAUSE = 350; // milliseconds after the last letter
const LATEST = 700; // milliseconds after the first one that is not kept
const fields = new Set();

// What would be lost if the page went now.
export const unsaved = () => [...fields].filter((field) => field.changed || (!lasting && field.dirty));

export class Field {
  // extra() gives what is sent beside the text; kept(data), clash(field, current) and
  // adopt(current) tell the row what became of it; before() is waited for before anything is kept.
  // `what` names recording, segment and time for whoever reads of it elsewhere.
  constructor(area, parts) {
    Object.assign(this, { extra: () => ({}), adopt: () => {}, area, pending: new Set(), refusal: null }, parts);
    this.chain = `${this.key}:${uuid()}`; // whoever draws the row anew begins another one
    this.saved = area.defaultValue;
    this.state = this.as(area.defaultValue);
    if (this.changed) this.later(0); // somebody typed before this script was there
    area.addEventListener("input", () => {
      if (this.changed) this.status.say("");
      this.later(PAUSE);
    });
    area.addEventListener("blur", () => this.flush());
    fields.add(this);
  }

  as(text) {
    return JSON.stringify([text, this.extra()]);
  }

  get now() {
    return this.as(this.area.value);
  }

  get changed() {
    return !this.gone && this.now !== this.state;
  }

  get dirty() {
    return Boolean(!this.gone && (this.pending.size || this.clashing || this.refusal || this.changed));
  }

  // However fast somebody types, what was typed first does not wait for the last.
  later(pause) {
    clearTimeout(this.timer);
    this.since ??= performance.now();
    const left = Math.max(this.since + LATEST - performance.now(), 0);
    this.timer = setTimeout(() => this.flush(), Math.min(pause, left));
  }

  async keep() {
    clearTimeout(this.timer);
    this.since = undefined;
    // What is being put away already is waited for, or whoever asks would think it sent.
    while (this.entering) await this.entering.catch(() => {});
    if (!this.changed) return;
    const [state, fields_] = [this.now, { text: this.area.value, ...this.extra() }];
    const was = this.state;
    this.state = state;
    try {
      this.entering = this.enter(fields_);
      await this.entering;
    } catch {
      this.state = was; // no room in the browser: it stays on the page and is tried again
      this.status.say(this.words.failed, true);
      setTimeout(() => this.flush(), 2000);
    } finally {
      this.entering = null;
    }
  }

  async enter(fields_) {
    const old = this.refusal;
    if (this.clashing) return amend(old, fields_);
    this.refusal = null;
    if (this.before) await this.before();
    const { key, chain, url, revision, what } = this;
    this.pending.add(await put({ key, chain, url, revision, written: true, fields: fields_, ...what }));
    return old && drop(old.order);
  }

  async flush() {
    if (this.gone) return true;
    await this.keep();
    if (this.clashing || this.refusal) return false;
    if (this.pending.size) {
      this.status.say(this.words.saving);
      await send();
    }
    if (this.pending.size || this.clashing || this.refusal) return false;
    return this.changed ? this.flush() : true;
  }

  tell() {
    const busy = [...fields].some((field) => field.pending.size || field.changed);
    this.status.say(busy ? this.words.saving : this.words.saved);
  }

  // What became of a change of this field, or of one whose row was drawn anew since.
  heard({ entry, status, data }) {
    for (const once of entry.folded || []) this.pending.delete(once);
    if (!this.pending.delete(entry.once)) {
      if (!entry.refused) this.ask();
      else if (!this.dirty && data.current) this.resume(entry);
      return;
    }
    if (status < 300) this.done(entry.fields.text, data);
    else if (status === 409 && data.current) this.collide(data, entry);
    else {
      this.refusal = entry;
      this.status.say(data.sentence || this.words.failed, true);
    }
  }

  done(text, data) {
    if (data.revision !== undefined) this.revision = data.revision;
    this.saved = text;
    if (data.again) this.ask();
    else {
      this.kept(data);
      if (!this.dirty && document.activeElement !== this.area) this.stand(data.text, data.revision);
    }
    if (!this.gone) this.tell();
  }

  // Something else was refused because the text is not as it was seen here: it is sent as it stands,
  // and comes back with both texts, or fits.
  again() {
    this.state = "";
    return this.flush();
  }

  collide({ sentence, current }, entry) {
    this.clashing = true;
    this.refusal = entry;
    this.status.say(sentence, true);
    this.clash(this, current);
  }

  async settle(current, mine) {
    const old = this.refusal;
    this.clashing = false;
    this.refusal = null;
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
    const done = await this.flush();
    if (old) await drop(old.order);
    return done;
  }

  // What an earlier page left: it stands here again, as somebody had typed it. Where somebody types
  // already, both are kept: this one is sent first, or is listed with the reason.
  resume(entry) {
    if (this.changed || (this.dirty && entry.chain !== this.chain)) return;
    this.chain = entry.chain;
    const stood = { text: this.area.value, revision: this.revision };
    this.area.value = entry.fields.text;
    this.state = this.now;
    if (!entry.refused) this.pending.add(entry.once);
    else if (entry.fields.text === stood.text) drop(entry.order);
    else if (entry.why.current) this.collide({ sentence: entry.why.sentence, current: { ...entry.why.current, ...stood } }, entry);
    else {
      this.refusal = entry;
      this.status.say(entry.why.sentence || this.words.failed, true);
    }
    this.area.dispatchEvent(new Event("input"));
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
  await Promise.all([...fields].map((field) => field.keep()));
  const all = await waiting().then((found) => found.filter((one) => !one.refused));
  if (all.length) await send();
  const done = await Promise.all([...fields].map((field) => field.flush()));
  return done.every(Boolean) && !(await waiting()).some((one) => !one.refused);
}

// The page may be put aside, or thrown away, without another word.
addEventListener("pagehide", () => fields.forEach((field) => field.keep()));
document.addEventListener("visibilitychange", () => document.hidden && fields.forEach((field) => field.keep()));
