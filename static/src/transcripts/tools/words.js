// When each word was said: fetched a few minutes at a time, marked while it is heard, played from.
import { pieces } from "../layer.js";
import { fit } from "./fit.js";

const SPAN = 300; // seconds of words fetched at once
const LINGER = 0.4; // seconds a word stays marked after its end if no other follows

export class Words {
  constructor(desk) {
    Object.assign(this, { desk, url: desk.list.dataset.words, spans: new Map() });
  }

  // The words of one stretch of the recording; asked for once, and again after a lost connection.
  span(index) {
    if (!this.spans.has(index)) this.spans.set(index, { words: null, ready: this.fetched(index) });
    return this.spans.get(index);
  }

  async fetched(index) {
    try {
      const from = index * SPAN * 1000;
      const answer = await fetch(`${this.url}?from=${from}&until=${from + SPAN * 1000}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const { words } = await answer.json();
      this.spans.get(index).words = words.map(([start, end, text]) => ({ start: start / 1000, end: end / 1000, text }));
    } catch {
      setTimeout(() => this.spans.delete(index), 5000);
    }
  }

  spansOf({ start, end }) {
    const found = [];
    for (let index = Math.floor(start / SPAN); index * SPAN < end; index += 1) found.push(this.span(index));
    return found;
  }

  // The pieces of a row's text with the word each was heard as; null while the times are not there.
  of(row) {
    const spans = this.spansOf(row);
    if (spans.some(({ words }) => !words)) return null;
    const key = `${row.start} ${row.end} ${row.area.value}`;
    if (!row.fitted || row.fitted.key !== key) {
      const inside = ({ start, end }) => (start + end) / 2 >= row.start && (start + end) / 2 < row.end;
      const heard = spans.flatMap(({ words }) => words.filter(inside));
      const parts = pieces(row.area.value);
      const known = fit(parts, heard);
      row.fitted = { key, parts: parts.map((part, place) => ({ ...part, heard: known[place] })) };
    }
    return row.fitted.parts;
  }

  show() {
    const { spoken, audio } = this.desk;
    if (this.row && this.row !== spoken) this.row.layer.say(null);
    this.row = spoken;
    const parts = spoken && this.of(spoken);
    if (!parts) return;
    const at = audio.currentTime;
    const said = parts.filter(({ heard }) => heard && heard.start <= at).pop();
    spoken.layer.say(said && at < said.heard.end + LINGER ? said.from : null);
  }

  // From the word at the cursor, or the nearest before it whose time is known.
  async playFrom(row) {
    const at = row.area.selectionStart;
    await Promise.all(this.spansOf(row).map(({ ready }) => ready));
    const known = (this.of(row) || []).filter(({ heard, from }) => heard && from <= at).pop();
    this.desk.audio.currentTime = known ? Math.max(known.heard.start, row.start) : row.start;
    this.desk.audio.play().catch(() => {});
  }
}
