// Several files on their way at once, each with its own row; the form stays for those to come.
import { fill, megabytes, told } from "./sending/told.js";
import { Sending } from "./sending/sending.js";

const AT_ONCE = 2;
const URGENT = ["refused", "differs", "unreadable", "other"];

class Desk {
  constructor(form) {
    this.form = form;
    this.words = JSON.parse(form.dataset.words);
    this.limit = Number(form.dataset.limit);
    this.list = document.querySelector("[data-sendings]");
    this.mould = document.querySelector("[data-sending]");
    this.file = form.querySelector("input[type=file]");
    this.file.multiple = true;
    form.querySelector("[data-scripted]").hidden = false;
    this.rows = [];
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("beforeunload", (event) => {
      if (this.rows.some(({ sending }) => !sending.over)) event.preventDefault();
    });
  }

  submit(event) {
    const files = [...this.file.files];
    if (!files.length) return; // the server says it in the page's language
    event.preventDefault();
    this.alone = files.length === 1 && !this.rows.length;
    for (const file of files) this.take(file);
    this.file.value = "";
    this.list.hidden = false;
    this.next();
  }

  take(file) {
    const row = new Row(this, file);
    this.rows.push(row);
    this.list.append(row.node);
    row.show();
    if (file.size > this.limit)
      row.sending.be("refused", fill(this.words.large, { size: Math.floor(this.limit / 1048576) }));
  }

  // A file that is being sent, or would be if the network were there, holds one of the places.
  next() {
    const busy = this.rows.filter(({ sending: { state } }) =>
      ["sending", "lost", "out", "comparing"].includes(state),
    );
    const waiting = this.rows.filter(({ sending }) => sending.state === "waiting");
    for (const row of waiting.slice(0, Math.max(0, AT_ONCE - busy.length))) row.sending.start();
  }

  changed(row) {
    row.show();
    const { over, state, answer } = row.sending;
    if (state === "arrived" && answer.arrival === "new" && this.alone && this.rows.length === 1) {
      location.assign(answer.recording);
    } else if (over || state === "paused") this.next();
  }
}

class Row {
  constructor(desk, file) {
    Object.assign(this, { desk, name: file.name });
    this.node = desk.mould.content.firstElementChild.cloneNode(true);
    this.find("name").textContent = file.name;
    this.find("size").textContent = fill(desk.words.size, { size: megabytes(file.size) });
    this.bar = this.node.querySelector("progress");
    this.bar.setAttribute("aria-label", file.name);
    this.sending = new Sending(file, {
      endpoint: desk.form.dataset.endpoint,
      name: file.name,
      key: [file.name, file.size, file.lastModified].join("\n"),
      tell: () => desk.changed(this),
    });
    for (const act of ["pause", "start", "again", "end"]) this.wire(act);
  }

  find(name) {
    return this.node.querySelector(`[data-${name}]`);
  }

  wire(act) {
    const button = this.find(act);
    button.setAttribute("aria-label", `${button.textContent}: ${this.name}`);
    button.addEventListener("click", () => this.sending[act]());
  }

  show() {
    const { sending } = this;
    const { state, sent, size, over, answer } = sending;
    this.bar.value = Math.floor((100 * sent) / (size || 1));
    this.find("told").textContent = told(this.desk.words, sending);
    this.find("told").className = URGENT.includes(state) ? "error" : "soft small num";
    this.announce(state);
    const shown = {
      pause: ["sending", "lost", "out"].includes(state),
      start: ["paused", "lost", "out"].includes(state),
      again: ["refused", "differs"].includes(state) && size <= this.desk.limit,
      end: !over && state !== "comparing",
      look: Boolean(answer),
    };
    for (const [name, seen] of Object.entries(shown)) this.find(name).hidden = !seen;
    if (answer) this.find("look").href = answer.recording;
  }

  // Each change of state is said once; how far it is stands there for whoever looks.
  announce(state) {
    if (this.said === state) return;
    this.said = state;
    const sentence = state === "sending" ? this.desk.words.begun : this.find("told").textContent;
    document.querySelector("[data-said]").textContent = `${this.name}: ${sentence}`;
  }
}

for (const form of document.querySelectorAll("[data-upload]")) new Desk(form);
