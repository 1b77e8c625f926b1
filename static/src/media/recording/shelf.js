// What lies on this device: each recording is sent, listened to, and removed once the house has it.
import { Sending } from "../sending/sending.js";
import { clock, fill, megabytes, told } from "../sending/told.js";
import { Doubt } from "./doubt.js";
import { all, discard, remove, removeEmpty, soundOf, update } from "./store.js";
import { lockOf } from "./take.js";

const PATIENCE = 3000; // milliseconds for another window that sends
const URGENT = ["refused", "differs", "unreadable", "other"];

export class Shelf {
  constructor(root, { owner, words, session }) {
    Object.assign(this, { root, owner, words, session, sendings: new Map(), queue: [] });
    this.list = root.querySelector("[data-takes]");
    this.mould = root.querySelector("[data-take]");
  }

  // Recordings of others on the same device are counted and nothing more.
  async show() {
    const live = await living();
    for (const { id, bytes } of await all()) if (!bytes && !live.has(lockOf(id))) await removeEmpty(id);
    const rows = await all();
    const mine = rows.filter(({ owner }) => owner === this.owner);
    this.root.querySelector("[data-none]").hidden = mine.length > 0;
    const others = rows.filter(({ owner, state }) => owner !== this.owner && state !== "sent").length;
    const told = this.root.querySelector("[data-others]");
    told.hidden = !others;
    told.querySelector("p").textContent = fill(this.words.others, { count: others });
    const kept = new Map([...this.list.children].map((node) => [node.dataset.id, node]));
    this.list.replaceChildren(
      ...mine.reverse().map((row) => this.draw(row, kept.get(row.id), live.has(lockOf(row.id)))),
    );
    for (const row of mine.reverse()) if (row.state === "whole") this.send(row);
  }

  draw(row, old, live) {
    const node = old || this.mould.content.firstElementChild.cloneNode(true);
    const state = row.state === "recording" && !live ? "interrupted" : live ? "live" : row.state;
    Object.assign(node.dataset, { id: row.id, state });
    const find = (name) => node.querySelector(`[data-${name}]`);
    const values = { ...when(row.began, this.words), length: clock(row.seconds), size: megabytes(row.bytes) };
    const name = fill(this.words.take, values);
    find("name").textContent = name;
    find("elsewhere").hidden = row.session === this.session;
    find("elsewhere").href = `/sessions/${row.session}`;
    for (const act of ["send", "listen", "remove", "throw"]) {
      find(act).onclick = () => this[act](row, node);
      find(act).setAttribute("aria-label", `${find(act).textContent}: ${name}`);
    }
    node.querySelector("progress").setAttribute("aria-label", name);
    find("listen").hidden = live || !row.bytes;
    node.doubt = node.doubt || new Doubt(find("doubt"), this.words);
    if (live || row.state === "sent") node.doubt.close();
    if (!this.sendings.has(row.id)) this.tag(node, state, row);
    return node;
  }

  tag(node, state, row) {
    const find = (name) => node.querySelector(`[data-${name}]`);
    find("told").textContent = fill(this.words[`take_${state}`], { length: clock(row.seconds) });
    find("told").className = "soft small";
    find("send").hidden = !["interrupted", "whole"].includes(state) || !row.bytes;
    find("remove").hidden = state !== "sent";
    find("look").hidden = state !== "sent";
    find("throw").hidden = ["live", "sent"].includes(state);
    if (row.recording) find("look").href = row.recording;
    node.querySelector("progress").hidden = true;
    find("enter").hidden = true;
  }

  // One after another: a phone's line is thin. Another window may be sending the same one.
  send(row) {
    if (this.sendings.has(row.id) || this.queue.includes(row.id)) return;
    this.queue.push(row.id);
    this.last = (this.last || Promise.resolve()).then(() =>
      navigator.locks.request(`sending ${row.id}`, { ifAvailable: true }, (lock) => {
        const wanted = this.queue.includes(row.id);
        this.queue = this.queue.filter((id) => id !== row.id);
        return lock && wanted && this.carry(row);
      }),
    );
    this.last.catch(() => {});
  }

  async carry(row) {
    if (row.state === "recording") await update(row.id, { state: "whole" }); // sent on from now on
    const sound = await soundOf(row);
    await new Promise((done) => {
      const sending = new Sending(sound, {
        endpoint: row.endpoint,
        name: nameOf(row),
        key: row.id,
        more: row.pauses.length ? { pauses: pausesOf(row) } : {},
        tell: () => this.follow(row, sending, done),
      });
      this.sendings.set(row.id, sending);
      sending.start();
    });
  }

  async follow(row, sending, done) {
    this.say(row, sending);
    if (!sending.over) return;
    done();
    this.sendings.delete(row.id);
    if (sending.state !== "arrived") return;
    // Equal digests: what lies here lies there, whole. Now it may be removed here.
    const { recording, sha256 } = sending.answer;
    await update(row.id, { state: "sent", recording, sha256 });
    await this.show();
  }

  say(row, sending) {
    const node = this.list.querySelector(`[data-id="${row.id}"]`);
    if (!node) return;
    const { state, sent, size } = sending;
    const find = (name) => node.querySelector(`[data-${name}]`);
    find("told").textContent = told(this.words, sending);
    find("told").className = URGENT.includes(state) ? "error" : "soft small num";
    const bar = node.querySelector("progress");
    bar.hidden = sending.over;
    bar.value = Math.floor((100 * sent) / (size || 1));
    find("send").hidden = !["refused", "differs"].includes(state);
    find("enter").hidden = state !== "out";
    find("throw").hidden = ["comparing", "arrived"].includes(state);
    const said = state === "sending" ? this.words.begun : find("told").textContent;
    if (node.dataset.was !== state) this.root.querySelector("[data-said]").textContent = said;
    node.dataset.was = state;
  }

  async listen(row, node) {
    const audio = node.querySelector("audio");
    if (!audio.src) audio.src = URL.createObjectURL(await soundOf(row));
    audio.hidden = false;
    await audio.play().catch(() => {});
  }

  async remove(row, node) {
    const audio = node.querySelector("audio");
    if (audio.src) URL.revokeObjectURL(audio.src);
    await remove(row.id);
    await this.gone(this.words.removed);
  }

  throw(row, node) {
    const from = node.querySelector("[data-throw]");
    node.doubt.ask(clock(row.seconds), from, () => this.discard(row.id));
  }

  // Its sending ends first, here and in the house; another window may be sending it, or have sent it.
  async discard(id) {
    this.queue = this.queue.filter((one) => one !== id);
    const sending = this.sendings.get(id);
    if (sending) await sending.end();
    const signal = AbortSignal.timeout(PATIENCE);
    const gone = await navigator.locks
      .request(`sending ${id}`, { signal }, () => discard(id, this.owner))
      .catch(() => false);
    await this.gone(gone ? this.words.thrown : this.words.not_thrown);
  }

  async gone(sentence) {
    await this.show();
    this.root.querySelector("[data-said]").textContent = sentence;
    this.root.querySelector("h2").focus();
  }
}

async function living() {
  const { held } = await navigator.locks.query();
  return new Set(held.map(({ name }) => name));
}

const two = (value) => String(value).padStart(2, "0");
const clockOf = (at) => `${two(at.getHours())}:${two(at.getMinutes())}`;

// Names of months come with the page: few browsers know them in Kazakh.
function when(began, { months }) {
  const at = new Date(began);
  return { day: at.getDate(), month: months.split("|")[at.getMonth()], at: clockOf(at) };
}

// A name that tells nothing about anybody (P3).
function nameOf({ began, ending }) {
  const at = new Date(began);
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `recording-${day}-${clockOf(at).replace(":", "")}.${ending}`;
}

// At which second of the recording, and how many seconds it was paused: "12.5+30 61+4.2".
const pausesOf = ({ pauses }) =>
  pauses.map(({ at, lasted }) => `${at.toFixed(1)}+${lasted.toFixed(1)}`).join(" ");
