// The segments on the outline of the sound, as far as they stand on the page.

export class Stretches {
  // wave is the outline; seconds its whole length.
  constructor(desk, wave, seconds) {
    Object.assign(this, { desk, seconds });
    this.place = document.createElement("div");
    this.place.className = "stretches";
    wave.getWrapper().append(this.place);
    new MutationObserver(() => this.draw()).observe(desk.list, { childList: true });
    this.draw();
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      this.place.replaceChildren(...this.desk.rows.map((row) => this.stretch(row)), ...(this.edges || []));
      if (this.moved) this.moved();
    });
  }

  stretch(row) {
    const made = document.createElement("div");
    made.className = row === this.desk.here ? "stretch here" : "stretch";
    this.lay(made, row.start, row.end);
    return made;
  }

  lay(node, start, end = start) {
    node.style.left = `${(100 * start) / this.seconds}%`;
    if (end > start) node.style.width = `${(100 * (end - start)) / this.seconds}%`;
  }
}
