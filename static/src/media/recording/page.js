// The page with the microphone: open it, try it, record, pause, finish.
import { keepThisPage } from "../../foundation/kept.js";
import { owner } from "../../foundation/token.js";
import { clock, fill } from "../sending/told.js";
import { awake } from "./awake.js";
import { Doubt } from "./doubt.js";
import { Microphone } from "./microphone.js";
import { Shelf } from "./shelf.js";
import { Take, record } from "./take.js";

const TEST = 5000; // milliseconds
const SILENT = 8; // seconds after which somebody should look at the microphone
const LITTLE = 100e6; // bytes: an hour and more

class Desk {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(root.dataset.words);
    this.session = root.dataset.session;
    this.shelf = new Shelf(document.querySelector("[data-shelf]"), {
      owner: owner(),
      words: this.words,
      session: this.session,
    });
    this.microphone = new Microphone((level) => this.loud(level));
    this.microphone.onlost = () => this.interrupted(this.words.lost_microphone);
    this.microphone.ontaken = () => this.say(this.words.taken_microphone);
    for (const act of ["open", "test", "begin", "pause", "resume", "finish"])
      this.find(act).addEventListener("click", () => this.act(act));
    this.find("microphone").addEventListener("change", () => this.act("open"));
    this.doubt = new Doubt(this.find("doubt"), this.words);
    this.find("drop").addEventListener("click", ({ target }) =>
      this.doubt.ask(clock(this.take.seconds), target, () => this.act("drop")),
    );
    addEventListener("beforeunload", (event) => this.take && event.preventDefault());
    addEventListener("online", () => this.shelf.show());
    this.shelf.show().catch(() => this.say(this.words.no_store));
    this.show("off");
  }

  find(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  say(sentence) {
    if (this.find("notice").textContent !== sentence) this.find("notice").textContent = sentence;
  }

  // off, ready, testing, recording, paused, busy
  show(state) {
    this.state = state;
    this.root.dataset.state = state;
    for (const node of this.root.querySelectorAll("[data-in]"))
      node.hidden = !node.dataset.in.split(" ").includes(state);
    this.doubt.close();
    this.find("microphone").disabled = !["ready", "off"].includes(state);
    this.tick();
  }

  // One press at a time; a button that goes away hands the focus on.
  async act(name) {
    if (this.acting) return;
    this.acting = true;
    try {
      await this[name]();
    } catch (error) {
      this.say(this.words[error.name] || this.words.no_microphone);
      if (!this.take) this.show("off");
    } finally {
      this.acting = false;
    }
    const next = [...this.root.querySelectorAll("button")].find((button) => button.offsetParent);
    if (next && (document.activeElement === document.body || !document.activeElement.offsetParent)) next.focus();
  }

  async open() {
    this.say("");
    const chosen = this.state === "off" && !this.microphone.stream ? undefined : this.find("microphone").value;
    const id = await this.microphone.open(chosen);
    const options = (await this.microphone.choices()).map(
      ({ deviceId, label }) => new Option(label || this.words.microphone, deviceId, false, deviceId === id),
    );
    this.find("microphone").replaceChildren(...options);
    this.show("ready");
    await this.room();
  }

  // The browser is asked to clear nothing of this by itself, and how much room there is.
  async room() {
    if (!navigator.storage) return;
    await navigator.storage.persist().catch(() => false);
    const { quota, usage } = await navigator.storage.estimate();
    if (quota - usage < LITTLE) this.say(this.words.little);
  }

  loud(level) {
    this.find("level").value = level;
    if (this.state !== "recording") return;
    if (this.microphone.silence > SILENT) this.say(this.words.silent);
    else if (this.find("notice").textContent === this.words.silent) this.say("");
  }

  async test() {
    const trial = record(this.microphone.stream);
    const parts = [];
    trial.addEventListener("dataavailable", ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => trial.addEventListener("stop", resolve));
    this.show("testing");
    this.say(this.words.testing);
    trial.start();
    await new Promise((resolve) => setTimeout(resolve, TEST));
    trial.stop();
    await stopped;
    const audio = this.find("tested");
    URL.revokeObjectURL(audio.src);
    audio.src = URL.createObjectURL(new Blob(parts, { type: trial.mimeType }));
    this.show("ready");
    audio.hidden = false;
    this.say(this.words.tested);
    await audio.play().catch(() => {});
  }

  async begin() {
    this.find("tested").pause();
    this.find("tested").hidden = true;
    this.say("");
    const { session, endpoint } = this.root.dataset;
    const failed = () => this.interrupted(this.words.full);
    const take = new Take(this.microphone.stream, { owner: owner(), session, endpoint, failed });
    await take.begin().catch(() => {
      throw Object.assign(new Error(), { name: "no_store" });
    });
    this.take = take;
    await awake(true);
    this.timer = setInterval(() => this.tick(), 250);
    this.show("recording");
    await this.shelf.show();
  }

  tick() {
    this.find("clock").textContent = clock(this.take ? this.take.seconds : 0);
  }

  async pause() {
    await this.take.pause();
    this.show("paused");
  }

  async resume() {
    await this.take.resume();
    this.show("recording");
  }

  async finish() {
    const { seconds } = await this.end("whole");
    this.say(fill(this.words.finished, { length: clock(seconds) }));
    await this.shelf.show();
  }

  // A false start: nothing of it is sent.
  async drop() {
    const { row } = await this.end("recording");
    await this.shelf.discard(row.id);
  }

  async end(state) {
    const { take } = this;
    this.show("busy");
    clearInterval(this.timer);
    await take.finish(state);
    this.take = null;
    await awake(false);
    this.show("ready");
    return take;
  }

  async interrupted(sentence) {
    if (this.take) await this.finish();
    this.show("off");
    this.say(sentence);
  }
}

const root = document.querySelector("[data-recorder]");
const able = "MediaRecorder" in window && "indexedDB" in window && "locks" in navigator && navigator.mediaDevices;
root.hidden = !able;
document.querySelector("[data-shelf]").hidden = !able;
document.querySelector("[data-unable]").hidden = Boolean(able);
if (able) new Desk(root);
addEventListener("load", () => keepThisPage(`${location.pathname}?kept=1`));
