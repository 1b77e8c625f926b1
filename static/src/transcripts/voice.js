// Who speaks: chosen from a list or by Alt and a number, for one segment or the rest of the turn.
import { post } from "../foundation/post.js";
import { redo, undo } from "./undoing.js";

const DIGIT = /^Digit(\d)$/;

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

// Alt+1 is the first of the list, Alt+0 nobody; with Shift the rest of the turn follows.
export function speakByKey(desk, event) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.code === "KeyZ") {
    event.preventDefault();
    (event.shiftKey ? redo : undo)(desk);
    return true;
  }
  const digit = DIGIT.exec(event.code);
  const row = digit && desk.rowOf(document.activeElement);
  if (!row || !row.voice.select.options[Number(digit[1])]) return false;
  event.preventDefault();
  row.voice.select.selectedIndex = Number(digit[1]);
  row.voice.give(event.shiftKey);
  return true;
}
