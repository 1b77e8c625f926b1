// One recording while it is made: every two seconds of it lie on the device before the next are over.
import { addPiece, create, update } from "./store.js";

const PIECE = 2000; // milliseconds; with the writing, less than five seconds can be lost
const BITS = 96_000; // a second: Opus for a voice, with some to spare for an original
const KINDS = [
  ["audio/webm;codecs=opus", "webm"],
  ["audio/mp4;codecs=mp4a.40.2", "m4a"],
  ["audio/ogg;codecs=opus", "ogg"],
  ["audio/webm", "webm"],
  ["audio/mp4", "m4a"],
];

export const kind = () => KINDS.find(([type]) => MediaRecorder.isTypeSupported(type)) || ["", "bin"];
export const record = (stream) =>
  new MediaRecorder(stream, { mimeType: kind()[0] || undefined, audioBitsPerSecond: BITS });
export const lockOf = (id) => `recording ${id}`;

const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export class Take {
  // `failed` is called once, when the device keeps nothing more: what was kept until then stays.
  constructor(stream, { owner, session, endpoint, failed }) {
    const began = Date.now();
    this.row = { id: newId(), owner, session, endpoint, began, state: "recording" };
    Object.assign(this.row, { type: kind()[0].split(";")[0], ending: kind()[1], seconds: 0, bytes: 0, pauses: [] });
    this.failed = failed;
    this.pieces = 0;
    this.before = 0; // seconds recorded before the last pause
    this.since = null; // when it went on
    this.kept = Promise.resolve();
    this.recorder = record(stream);
    this.recorder.addEventListener("dataavailable", ({ data }) => {
      this.kept = this.kept.then(() => this.keep(data)).catch((error) => this.fail(error));
    });
    this.recorder.addEventListener("error", ({ error }) => this.fail(error));
    this.stopped = new Promise((resolve) => this.recorder.addEventListener("stop", resolve));
  }

  async begin() {
    await new Promise((held) => {
      navigator.locks.request(lockOf(this.row.id), () => {
        held();
        return new Promise((letGo) => (this.release = letGo));
      });
    });
    await create(this.row);
    this.recorder.start(PIECE);
    this.since = performance.now();
  }

  get seconds() {
    return this.before + (this.since === null ? 0 : (performance.now() - this.since) / 1000);
  }

  stand() {
    this.before = this.seconds;
    this.since = null;
  }

  async keep(data) {
    if (!data.size || this.broken) return;
    const bytes = await data.arrayBuffer();
    this.row.bytes += bytes.byteLength;
    this.row.seconds = this.seconds;
    const { seconds, bytes: whole } = this.row;
    await addPiece(this.row.id, this.pieces, bytes, { seconds, bytes: whole });
    this.pieces += 1;
  }

  fail(error) {
    if (this.broken) return;
    this.broken = true;
    this.failed(error);
  }

  // A pause stands where it was made: at which second of the recording, and for how long (S6).
  async pause() {
    this.recorder.requestData();
    this.recorder.pause();
    this.stand();
    this.row.pauses.push({ at: this.before, from: Date.now(), lasted: 0 });
    await this.note();
  }

  async resume() {
    this.recorder.resume();
    this.since = performance.now();
    const pause = this.row.pauses[this.row.pauses.length - 1];
    pause.lasted = (Date.now() - pause.from) / 1000;
    await this.note();
  }

  async note() {
    await update(this.row.id, { pauses: this.row.pauses }).catch((error) => this.fail(error));
  }

  // What is left in the state of one being recorded waits until somebody sends it.
  async finish(state) {
    this.stand();
    if (this.recorder.state !== "inactive") this.recorder.stop(); // else its microphone went
    await this.stopped;
    await this.kept;
    const { pauses } = this.row;
    await update(this.row.id, { state, seconds: this.before, pauses }).catch(() => {});
    if (this.release) this.release();
  }
}
