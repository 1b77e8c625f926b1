// How fast bytes go, over the last seconds, and how long the rest will take.
const WINDOW = 10_000;

export class Pace {
  constructor() {
    this.seen = [];
  }

  note(bytes, at = Date.now()) {
    this.seen.push([at, bytes]);
    while (this.seen.length > 2 && at - this.seen[0][0] > WINDOW) this.seen.shift();
  }

  // Bytes a second; 0 while nobody can tell.
  get speed() {
    if (this.seen.length < 2) return 0;
    const [[from, before], [to, after]] = [this.seen[0], this.seen[this.seen.length - 1]];
    return to - from < 500 ? 0 : Math.max(0, (1000 * (after - before)) / (to - from));
  }

  // Seconds for so many bytes; null while nobody can tell.
  left(bytes) {
    return this.speed ? Math.ceil(bytes / this.speed) : null;
  }
}
