// What is nowhere else is thrown away only by somebody who was asked twice.
import { fill } from "../sending/told.js";

export class Doubt {
  constructor(box, words) {
    Object.assign(this, { box, words });
    this.find("yes").addEventListener("click", () => this.agree());
    this.find("no").addEventListener("click", () => this.close(true));
    box.addEventListener("keydown", ({ key }) => key === "Escape" && this.close(true));
  }

  find(name) {
    return this.box.querySelector(`[data-${name}]`);
  }

  // `sure` is called after the second yes. The focus comes back to `from` when it is kept.
  ask(length, from, sure) {
    Object.assign(this, { length, from, sure, asked: 0 });
    this.box.hidden = false;
    this.question();
  }

  question() {
    const [sentence, yes] = [
      ["throw_first", "throw_yes"],
      ["throw_second", "throw_sure"],
    ][this.asked];
    this.find("question").textContent = fill(this.words[sentence], { length: this.length });
    this.find("yes").textContent = this.words[yes];
    this.find("no").focus(); // a double tap on what asked throws nothing away
  }

  agree() {
    this.asked += 1;
    if (this.asked < 2) return this.question();
    this.close();
    return this.sure();
  }

  close(back = false) {
    this.box.hidden = true;
    if (back) this.from.focus();
  }
}
