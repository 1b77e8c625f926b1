// Drags a session to another day or hour, and its lower edge to lengthen it. The server is asked
// first; nothing sticks before it is confirmed. The session's own page does the same with buttons.
import { post } from "../foundation/post.js";

const STEP = 15;
const PIXELS = 24; // dragged so far, a quarter of an hour
const EDGE = 10;
const SHORTEST = 20;
const LONGEST = 90;
const NEAR = 6;

const clock = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const within = (value, least, most) => Math.min(most, Math.max(least, value));

class Drag {
  constructor(root, event, press) {
    this.root = root;
    this.event = event;
    this.from = press;
    this.home = event.closest("[data-day]");
    this.label = event.querySelector("b");
    this.told = this.label.textContent;
    const [hours, minutes] = event.dataset.starts.split(":").map(Number);
    this.starts = hours * 60 + minutes;
    this.minutes = Number(event.dataset.minutes);
    this.timed = root.dataset.moving === "week";
    const box = event.getBoundingClientRect();
    this.edge = this.timed && box.bottom - press.clientY < EDGE;
    this.wanted = { day: this.home.dataset.day, starts: this.starts, minutes: this.minutes };
    this.moved = false;
  }

  follow(point) {
    const across = point.clientX - this.from.clientX;
    const down = point.clientY - this.from.clientY;
    if (!this.moved && Math.hypot(across, down) < NEAR) return;
    this.moved = true;
    this.event.classList.add("dragged");
    const quarters = this.timed ? Math.round(down / PIXELS) * STEP : 0;
    if (this.edge) {
      this.wanted.minutes = within(this.minutes + quarters, SHORTEST, LONGEST);
    } else {
      this.event.style.transform = `translate(${across}px, ${down}px)`;
      this.over(point);
      this.wanted.starts = within(this.starts + quarters, 0, 24 * 60 - STEP);
    }
    if (this.timed) {
      const { starts, minutes } = this.wanted;
      this.label.textContent = `${clock(starts)}–${clock((starts + minutes) % (24 * 60))}`;
    }
  }

  over(point) {
    const days = document.elementsFromPoint(point.clientX, point.clientY);
    const day = days.map((one) => one.closest(".calendar [data-day]")).find(Boolean);
    for (const one of this.root.querySelectorAll(".target")) one.classList.remove("target");
    if (!day) return;
    day.classList.add("target");
    this.wanted.day = day.dataset.day;
  }

  back() {
    this.event.classList.remove("dragged");
    this.event.style.transform = "";
    this.label.textContent = this.told;
    for (const one of this.root.querySelectorAll(".target")) one.classList.remove("target");
  }

  get changed() {
    const { day, starts, minutes } = this.wanted;
    return day !== this.home.dataset.day || starts !== this.starts || minutes !== this.minutes;
  }

  fields(step) {
    const { day, starts, minutes } = this.wanted;
    const { sequence } = this.event.dataset;
    return { day, start: clock(starts), minutes, sequence, view: this.root.dataset.moving, step };
  }

  async drop() {
    if (!this.changed) return this.back();
    const { data } = await post(this.event.dataset.move, this.fields("look"));
    ask(this, data.sentence ? data : { fits: false, sentence: this.root.dataset.lost, when: "" });
  }
}

function element(name, given = {}, ...inside) {
  const made = Object.assign(document.createElement(name), given);
  made.append(...inside);
  return made;
}

function form(drag) {
  const token = document.querySelector("meta[name=csrf-token]").content;
  const fields = Object.entries({ ...drag.fields("keep"), csrf_token: token });
  const hidden = fields.map(([name, value]) => element("input", { type: "hidden", name, value }));
  const button = element("button", { className: "btn do", textContent: drag.root.dataset.keep });
  return element("form", { method: "post", action: drag.event.dataset.move }, ...hidden, button);
}

function ask(drag, { fits, sentence, when }) {
  const title = element("h2", { id: "moving", textContent: when || drag.label.textContent });
  const leave = element("button", { type: "button", className: "btn" }, drag.root.dataset.leave);
  const choice = element("div", { className: "cluster" }, ...(fits ? [form(drag)] : []), leave);
  const told = element("p", { textContent: sentence });
  const dialog = element("dialog", { className: "moving" }, title, told, choice);
  dialog.setAttribute("aria-labelledby", "moving");
  leave.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    drag.back();
    dialog.remove();
    drag.event.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

export function calendar() {
  const root = document.querySelector(".calendar[data-moving]");
  if (!root) return;
  let drag = null;
  root.addEventListener("dragstart", (event) => event.preventDefault());
  root.addEventListener("pointerdown", (press) => {
    const event = press.target.closest("[data-move]");
    // A finger scrolls; on a phone the session's page moves it.
    if (!event || press.button !== 0 || press.pointerType === "touch") return;
    drag = new Drag(root, event, press);
  });
  addEventListener("pointermove", (point) => drag && drag.follow(point));
  addEventListener("pointerup", () => {
    const done = drag;
    drag = null;
    if (!done || !done.moved) return;
    addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    // Without a click to come, the next one is not swallowed.
    setTimeout(() => dispatchEvent(new Event("click", { cancelable: true })));
    done.drop();
  });
  addEventListener("keydown", (key) => {
    if (key.key !== "Escape" || !drag) return;
    drag.back();
    drag = null;
  });
}
