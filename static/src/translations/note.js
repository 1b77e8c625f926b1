// A short note in somebody's own voice: speak, listen to it, send it. Nothing stays on the phone.
import { Microphone } from "../media/recording/microphone.js";
import { token } from "../foundation/token.js";

const LONGEST = 175_000; // milliseconds; the house takes three minutes
const BITS = 32_000;
const KINDS = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/ogg;codecs=opus"];

export class VoiceNote {
  constructor(box) {
    Object.assign(this, { box, words: box.dataset });
    this.microphone = new Microphone((level) => (this.find("level").value = level));
    this.microphone.onlost = () => this.stop();
    this.find("speak").addEventListener("click", () => (this.recorder ? this.stop() : this.speak()));
    this.find("send").addEventListener("click", () => this.send());
    this.label = this.find("speak").textContent;
    box.hidden = false;
  }

  find(name) {
    return this.box.querySelector(`[data-${name}]`);
  }

  say(sentence) {
    this.find("told").textContent = sentence;
  }

  async speak() {
    try {
      await this.microphone.open();
    } catch {
      return this.say(this.words.noMicrophone);
    }
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const parts = [];
    this.recorder = new MediaRecorder(this.microphone.stream, { mimeType, audioBitsPerSecond: BITS });
    this.recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    this.recorder.addEventListener("stop", () => this.spoken(parts));
    this.recorder.start();
    this.timer = setTimeout(() => this.stop(), LONGEST);
    this.show(true);
    return this.say(this.words.recording);
  }

  show(speaking) {
    const button = this.find("speak");
    button.textContent = speaking ? button.dataset.stop : this.label;
    button.setAttribute("aria-pressed", String(speaking));
    this.find("level").hidden = !speaking;
    if (speaking) for (const name of ["said", "send"]) this.find(name).hidden = true;
  }

  stop() {
    clearTimeout(this.timer);
    if (this.recorder && this.recorder.state !== "inactive") this.recorder.stop();
  }

  spoken(parts) {
    this.sound = new Blob(parts, { type: this.recorder.mimeType });
    this.recorder = null;
    this.microphone.close();
    this.show(false);
    URL.revokeObjectURL(this.find("said").src);
    this.find("said").src = URL.createObjectURL(this.sound);
    for (const name of ["said", "send"]) this.find(name).hidden = false;
    this.say(this.words.ready);
    this.find("send").focus();
  }

  // A note that was lost on its way is sent again by another tap; the last one counts.
  async send() {
    if (this.sending) return;
    this.sending = true;
    this.say(this.words.sending);
    const body = new FormData();
    body.set("note", this.sound, "note");
    try {
      const headers = { "X-CSRFToken": token(), Accept: "application/json" };
      const answer = await fetch(this.words.note, { method: "POST", body, headers });
      const told = await answer.json();
      this.say(told.sentence || this.words.failed);
      if (answer.ok) this.find("send").hidden = true;
    } catch {
      this.say(this.words.failed);
    } finally {
      this.sending = false;
    }
  }
}
