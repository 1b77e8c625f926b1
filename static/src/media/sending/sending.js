// One file on its way over tus: it goes on after a lost connection, a restart or a reload, and has
// arrived when what the house says of it is what is here.
import { Upload } from "tus-js-client";
import { owner, renew, token } from "../../foundation/token.js";
import { digestOf, digestOfText } from "./digest.js";
import { Pace } from "./pace.js";
import { places } from "./places.js";
import { judge, refusalIn } from "./trouble.js";

const STRETCH = 2 << 20; // the house sees a stretch once the whole of it has come
const WAITS = [1, 2, 4, 8, 15, 30]; // seconds
const MOST_TRIES = 6; // of what the house itself refuses, without a byte getting on

// `tell(sending)` is called at every change. States: waiting, sending, paused, lost, out (nobody is
// signed in), other (somebody else is), comparing, arrived, refused, differs, unreadable, ended.
export class Sending {
  constructor(blob, { endpoint, name, key, tell, more = {} }) {
    Object.assign(this, { blob, tell, sent: 0, state: "waiting", sentence: "", answer: null, told: "" });
    this.pace = new Pace();
    this.tries = 0;
    const fingerprint = digestOfText([owner(), new URL(endpoint, location.href).pathname, key].join("\n"));
    this.upload = new Upload(blob, {
      endpoint,
      chunkSize: STRETCH,
      retryDelays: null, // trouble is judged here, with what the house said
      metadata: { filename: name, ...more },
      fingerprint: async () => fingerprint,
      urlStorage: places,
      removeFingerprintOnSuccess: true,
      onBeforeRequest: (request) => {
        request.setHeader("Accept", "application/json");
        request.setHeader("X-CSRFToken", token());
      },
      onAfterResponse: judge,
      onProgress: (sent) => this.move(sent),
      onChunkComplete: () => (this.tries = 0),
      onError: (error) => this.stumble(error),
      onSuccess: ({ lastResponse }) => this.compare(lastResponse),
    });
    addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
  }

  get size() {
    return this.blob.size;
  }

  get over() {
    return ["arrived", "refused", "differs", "unreadable", "other", "ended"].includes(this.state);
  }

  be(state, sentence = "") {
    Object.assign(this, { state, sentence });
    this.tell(this);
  }

  async start() {
    clearTimeout(this.timer);
    this.be("sending");
    this.pace = new Pace();
    // A digest of a file that cannot be read any more is asked about at the end alone.
    this.digest = this.digest || digestOf(this.blob);
    this.digest.catch(() => {});
    if (!this.upload.url) {
      const [before] = await this.upload.findPreviousUploads();
      if (before) this.upload.resumeFromPreviousUpload(before);
    }
    if (this.state === "sending") this.upload.start();
  }

  pause() {
    clearTimeout(this.timer);
    this.upload.abort();
    this.be("paused");
  }

  again() {
    this.tries = 0;
    this.digest = null;
    return this.start();
  }

  // The house lets go of what has come; where it cannot be told now, it lets go after some days.
  async end() {
    clearTimeout(this.timer);
    this.be("ended");
    await this.upload.abort(true).catch(() => {});
  }

  move(sent) {
    if (this.state !== "sending") return;
    this.sent = sent;
    this.pace.note(sent);
    this.tell(this);
  }

  wake() {
    if (["lost", "out"].includes(this.state)) this.start();
  }

  later(state) {
    const wait = WAITS[Math.min(this.tries, WAITS.length - 1)];
    this.tries += 1;
    this.be(state);
    this.timer = setTimeout(() => this.start(), 1000 * wait);
  }

  async stumble(error) {
    const refusal = refusalIn(error);
    if (this.state !== "sending") return;
    if (!refusal) return this.lostOrUnreadable();
    this.told = refusal.sentence || this.told; // an answer to a look has no words
    if (refusal.status === 400 && this.tries < MOST_TRIES) return this.renewed();
    if (refusal.status === 401) return this.later("out");
    if (refusal.passes && (refusal.status >= 500 || this.tries < MOST_TRIES)) return this.later("lost");
    return this.be("refused", this.told);
  }

  async lostOrUnreadable() {
    try {
      await this.blob.slice(0, 1).arrayBuffer();
    } catch {
      return this.be("unreadable");
    }
    return this.later("lost");
  }

  // The token may be that of an earlier sign-in; nobody sends in another's name.
  async renewed() {
    let who;
    try {
      who = await renew();
    } catch {
      return this.later("lost");
    }
    if (!who) return this.later("out");
    if (who !== owner()) return this.be("other");
    if (!this.tries) {
      this.tries += 1;
      return this.start();
    }
    return this.tries < 3 ? this.later("lost") : this.be("refused", this.told);
  }

  async compare(answer) {
    const recording = answer.getHeader("Stories-Recording");
    if (!recording) return this.later("lost"); // all has come and is not entered yet
    this.sent = this.size;
    this.be("comparing");
    const here = await this.digest.catch(() => null);
    const there = answer.getHeader("Stories-Sha256");
    this.answer = { recording, sha256: there, arrival: answer.getHeader("Stories-Arrival") };
    return this.be(here === null ? "unreadable" : here === there ? "arrived" : "differs");
  }
}
