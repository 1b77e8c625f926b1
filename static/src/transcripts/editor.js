// The table where text is corrected, beside the player.
import { help } from "./drafts.js";
import { flushAll, unsaved } from "./field.js";
import { Further } from "./further.js";
import { Keeping } from "./keeping.js";
import { News } from "./news.js";
import { Row } from "./row.js";
import { listen } from "./commands.js";
import { openOutline, openSound } from "./sound.js";
import { redo, undo } from "./undoing.js";

class Desk {
  constructor(form) {
    this.form = form;
    this.words = { ...form.dataset };
    this.list = form.querySelector(".segments");
    this.tag = document.querySelector("[data-state]");
    const sound = document.querySelector("[data-sound]");
    const audio = openSound(sound);
    this.audio = audio;
    this.status = { say: (sentence, urgent) => this.say(sentence, urgent) };
    this.rows = [...this.list.querySelectorAll("[data-segment]")].map((node) => new Row(node, this));
    this.further = new Further(this);
    if (audio) audio.addEventListener("timeupdate", () => this.follow());
    this.outlined = openOutline(this, sound).then((stretches) => (this.stretches = stretches));
    form.addEventListener("focusin", ({ target }) => this.enter(target));
    if (audio) audio.addEventListener("play", () => this.tools());
  }

  // The row somebody is in, or was in last.
  get here() {
    return this.rowOf(document.activeElement) || (this.rows.includes(this.last) ? this.last : this.spoken || null);
  }

  enter(node) {
    const row = this.rowOf(node);
    if (node.matches("[data-text]")) this.writing = node;
    if (!row || row === this.last) return;
    this.last = row;
    if (this.stretches) this.stretches.draw();
    this.tools();
  }

  // What not everybody needs at once: the words' times, marks, edges, letters, the list of keys.
  async tools() {
    try {
      this.fetching ??= this.fetched();
      return await this.fetching;
    } catch {
      this.fetching = null;
      this.say(this.words.offline, true);
      return null;
    }
  }

  async fetched() {
    const tools = await import(this.words.tools);
    tools.begin(this);
    return tools;
  }

  say(sentence, urgent = false) {
    const place = document.querySelector("[data-status]");
    place.textContent = sentence;
    place.classList.toggle("urgent", urgent);
  }

  show(state) {
    if (!state) return;
    const tag = document.createElement("span");
    tag.className = `tag ${state.kind}`;
    tag.textContent = state.word;
    this.tag.replaceChildren(tag);
    const seen = document.querySelector("[data-version-revision]");
    if (seen) seen.value = state.revision;
  }

  count(flags, step) {
    for (const flag of flags) {
      const place = document.querySelector(`[data-kind="${flag}"] [data-count]`);
      if (place) place.textContent = Math.max(Number(place.textContent) + step, 0);
    }
  }

  rowOf(node) {
    const found = node && node.closest && node.closest("[data-segment]");
    return found ? this.rows.find((row) => row.node === found) : null;
  }

  playFrom(row) {
    if (!this.audio || !row) return;
    this.audio.currentTime = row.start;
    this.audio.play().catch(() => {});
  }

  follow() {
    const at = this.audio.currentTime;
    const spoken = this.rows.filter((row) => row.start <= at && at < row.end).pop();
    this.further.follow(at, spoken);
    if (spoken === this.spoken) return;
    if (this.spoken) this.light(this.spoken, false);
    if (spoken) this.light(spoken, true);
    this.spoken = spoken;
  }

  light(row, on) {
    row.layer.light(on);
    row.node.classList.toggle("spoken-now", on);
    if (on) row.node.setAttribute("aria-current", "true");
    else row.node.removeAttribute("aria-current");
  }

  replace(old, { rows, focus, state }) {
    const mould = document.createElement("template");
    mould.innerHTML = rows;
    const nodes = [...mould.content.querySelectorAll("[data-segment]")];
    const at = this.rows.indexOf(old[0]);
    old[0].node.before(...nodes);
    for (const row of old) {
      row.keep(); // what was typed while the answer was on its way is not drawn over
      row.close();
      row.node.remove();
    }
    const made = nodes.map((node) => new Row(node, this));
    this.rows.splice(at, old.length, ...made);
    this.spoken = null;
    this.show(state);
    const next = made.find((row) => row.id === focus);
    if (next) next.area.focus();
    if (next && made.length > 1) next.area.setSelectionRange(0, 0);
  }

  async split(row) {
    if (!row || document.activeElement !== row.area) return;
    // Counted as the server keeps it: one line, single spaces.
    const before = row.area.value.slice(0, row.area.selectionStart);
    const at = before.trim().split(/\s+/).join(" ").length;
    if (!(await row.flush())) return;
    const answer = await row.act("/split", { at });
    if (answer) this.replace([row], answer);
  }

  async merge(row) {
    const next = row && this.rows[this.rows.indexOf(row) + 1];
    if (!row || !(await row.flush()) || (next && !(await next.flush()))) return;
    const answer = await row.act("/merge", {});
    if (answer) this.replace(next && next.id === answer.gone ? [row, next] : [row], answer);
  }
}

function open(form) {
  const desk = new Desk(form);
  desk.news = new News(desk);
  desk.keeping = new Keeping(desk);
  listen(desk);
  form.addEventListener("click", (event) => {
    if (help(desk, event)) return;
    if (event.target.closest("[data-undo]")) undo(desk);
    if (event.target.closest("[data-redo]")) redo(desk);
    if (event.target.closest("[data-from]")) desk.playFrom(desk.rowOf(event.target));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeunload", (event) => {
    if (unsaved().length) event.preventDefault();
  });
  const all = document.querySelector("[data-check-all]");
  if (all) guard(all);
}

// What was typed last is saved before the whole text is marked.
function guard(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // A form whose submit event still runs would ignore another submit.
    if (await flushAll()) setTimeout(() => form.submit());
  });
}

for (const form of document.querySelectorAll("[data-editor]")) open(form);
