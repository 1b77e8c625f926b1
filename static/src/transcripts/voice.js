// Who speaks: chosen from a list or by a key, for one segment or the rest of the turn.
import { put, send } from "./outbox.js";

export class Voice {
  constructor(row, select) {
    Object.assign(this, { row, select });
    this.spoke = row.node.querySelector("[data-spoke]");
    select.addEventListener("change", () => this.give(this.row.desk.form.querySelector("[data-rest]").checked));
  }

  async give(rest) {
    const { id, url, what, desk } = this.row;
    const fields = { speaker: this.select.value, rest: rest ? "1" : "0" };
    await put({ key: `v:${id}`, chain: `v:${id}`, url: `${url}/speaker`, fields, ...what });
    desk.status.say(desk.words.saving);
    await send();
  }

  given(data) {
    const { desk } = this.row;
    for (const row of desk.rows) row.voice.show(data.speakers[row.id]);
    desk.show(data.state);
    desk.say(data.sentence);
  }

  renew(fresh) {
    const { value } = fresh;
    this.select.replaceChildren(...fresh.cloneNode(true).children);
    this.show(value);
  }

  show(key) {
    if (key === undefined) return;
    if (key !== this.spoke.value) this.row.stands();
    this.select.value = key;
    this.spoke.value = key;
  }
}

// The first of the list is 1, nobody 0; with the rest of the turn if wished.
export function speakAs(row, number, rest) {
  if (!row || !row.voice.select.options[number]) return;
  row.voice.select.selectedIndex = number;
  row.voice.give(rest);
}
