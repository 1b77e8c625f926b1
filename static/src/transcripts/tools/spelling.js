// Words the dictionary does not know: underlined, and for the row somebody is in also told, with
// what they might be. The server looks them up; it asks no other machine.
import { bare, pieces } from "../layer.js";
import { type } from "./typing.js";

export class Spelling {
  constructor(desk) {
    Object.assign(this, { desk, url: desk.list.dataset.spelling });
    if (!this.url) return;
    desk.form.addEventListener("focusin", ({ target }) => this.enter(target));
    const row = desk.rowOf(document.activeElement);
    if (row) this.enter(row.area);
  }

  async enter(area) {
    const row = this.desk.rowOf(area);
    if (!row || area !== row.area) return;
    this.here = row;
    if (this.told && this.told.row !== row) this.hide();
    if (!row.spelled || row.spelled.text !== area.value) await this.ask(row);
    if (row.spelled && this.here === row && area.value === row.spelled.text) this.show(row);
  }

  // Of a text that is being typed it is asked when somebody comes back.
  async ask(row) {
    if (!row.wrong) await this.look(row);
    const text = row.field.saved;
    const found = await this.fetched(`${row.url}/spelling`);
    if (!found) return;
    row.spelled = { text, found };
    this.mark(row, Object.keys(found));
  }

  // The rows from here on, as many as a page has, so that underlines stand before anybody comes.
  async look(row) {
    const found = await this.fetched(`${this.url}?from=${Math.round(row.start * 1000)}`);
    if (!found) return;
    for (const one of this.desk.rows) if (one.start >= row.start && !one.wrong) this.mark(one, found[one.id] || []);
  }

  async fetched(url) {
    try {
      const answer = await fetch(url);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  mark(row, words) {
    row.wrong = words;
    row.layer.draw();
  }

  hide() {
    this.told.node.remove();
    this.told = null;
  }

  show(row) {
    if (this.told) this.hide();
    const words = Object.entries(row.spelled.found);
    if (!words.length) return;
    const node = document.createElement("div");
    node.className = "spelling small";
    node.id = `w-${row.id}`;
    for (const [word, instead] of words) node.append(this.line(row, word, instead));
    row.area.closest(".layers").after(node);
    row.area.setAttribute("aria-describedby", row.hint ? `${row.hint.id} ${node.id}` : node.id);
    this.told = { row, node };
  }

  line(row, word, instead) {
    const line = document.createElement("p");
    line.append(`${this.desk.list.dataset.unknown} ${word}`);
    for (const one of instead) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn quiet";
      button.lang = row.area.lang;
      button.textContent = one;
      button.addEventListener("click", () => this.take(row, word, one, line));
      line.append(" ", button);
    }
    return line;
  }

  take(row, word, instead, line) {
    const found = pieces(row.area.value).find(({ piece }) => bare(piece) === word);
    line.remove();
    row.area.focus();
    if (!found) return;
    const from = found.from + found.piece.indexOf(word);
    row.area.setSelectionRange(from, from + word.length);
    type(row.area, instead);
  }
}
