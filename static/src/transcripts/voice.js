// Who speaks: chosen from a list or by a key, for one segment or the rest of the turn.
import { post } from "../foundation/post.js";

export class Voice {
  constructor(row, select) {
    Object.assign(this, { row, select });
    this.spoke = row.node.querySelector("[data-spoke]");
    select.addEventListener("change", () => this.give(this.row.desk.form.querySelector("[data-rest]").checked));
  }

  give(rest) {
    return this.send({ speaker: this.select.value, rest: rest ? "1" : "0" });
  }

  async send(fields) {
    const { desk } = this.row;
    const { status, data } = await post(`${this.row.url}/speaker`, fields);
    if (status === 200) {
      for (const row of desk.rows) row.voice.show(data.speakers[row.id]);
      desk.show(data.state);
      desk.say(data.sentence);
      return data;
    }
    this.show(this.spoke.value);
    desk.say(data.sentence || (status ? desk.words.failed : desk.words.offline), true);
    return null;
  }

  renew(fresh) {
    const { value } = fresh;
    this.select.replaceChildren(...fresh.cloneNode(true).children);
    this.show(value);
  }

  show(key) {
    if (key === undefined) return;
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
