// What helps with the other language of a segment, and drafts of it, without leaving the editor.
// Without this the same links and forms lead to the segment's own page.
import { post } from "../foundation/post.js";

const LOOK = 2000; // milliseconds between looks at a machine that drafts

async function fetched(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

class Panel {
  constructor(desk, row, link) {
    Object.assign(this, { desk, row, url: link.href });
    this.node = document.createElement("div");
    this.node.className = "helping";
    this.node.tabIndex = -1;
    this.node.setAttribute("role", "group");
    this.node.setAttribute("aria-label", link.textContent);
    this.node.addEventListener("click", (event) => this.press(event));
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  get link() {
    return this.row.node.querySelector("[data-aids]");
  }

  async open() {
    if (!(await this.row.flush())) return;
    const found = await fetched(this.url);
    if (!found) {
      this.desk.say(this.desk.words.failed, true);
      return;
    }
    this.row.node.append(this.node);
    this.fill(found);
    this.node.focus();
  }

  fill(found) {
    const mould = document.createElement("template"); // a form within a form is lost elsewhere
    mould.innerHTML = found.help;
    this.node.replaceChildren(mould.content);
    if (this.link) this.link.setAttribute("aria-expanded", "true");
    clearTimeout(this.timer);
    if (found.moving) this.timer = setTimeout(() => this.look(), LOOK);
  }

  async look() {
    if (!this.node.isConnected) return;
    const found = await fetched(this.url);
    if (!this.node.isConnected) return;
    if (!found) this.timer = setTimeout(() => this.look(), LOOK);
    else if (found.moving) this.fill(found);
    else this.renew(found);
  }

  // The cell as it is now; what somebody typed meanwhile stays and is kept as theirs.
  renew(found) {
    this.row.changeOther(found.cell);
    this.fill(found);
    const told = this.row.node.querySelector("[data-draft]");
    if (told) this.desk.say(told.textContent);
  }

  async press(event) {
    const button = event.target.closest("button");
    if (!button || !button.form) return;
    event.preventDefault();
    event.stopPropagation();
    if (!(await this.row.flush())) return;
    const { status, data } = await post(button.form.action, Object.fromEntries(new FormData(button.form)));
    if (status !== 200) {
      this.desk.say(data.sentence || this.desk.words.failed, true);
      return;
    }
    const found = await fetched(this.url);
    if (found) this.renew(found);
    this.node.focus();
  }

  close() {
    clearTimeout(this.timer);
    this.node.remove();
    if (!this.link) return;
    this.link.setAttribute("aria-expanded", "false");
    this.link.focus();
  }
}

const panels = new WeakMap();

// A click on a segment's help; true if it was one.
export function help(desk, event) {
  const link = event.target.closest("[data-aids]");
  const row = link && desk.rowOf(link);
  if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return false;
  event.preventDefault();
  const open = panels.get(row);
  if (open && open.node.isConnected) open.close();
  else {
    const panel = new Panel(desk, row, link);
    panels.set(row, panel);
    panel.open();
  }
  return true;
}
