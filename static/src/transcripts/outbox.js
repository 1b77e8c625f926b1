// Every change of a text waits here until the house has it: in order, each once, under the name of
// whoever made it. Sealed in the browser's database where it can be, else on the page alone.
import { post } from "../foundation/post.js";
import { REFUSED, alone, mark, pageQueue, queue } from "../foundation/queue.js";
import { canSeal, seal, unseal } from "../foundation/seal.js";
import { owner } from "../foundation/token.js";
import { uuid } from "../foundation/uuid.js";

const NAME = "stories-texts";
const SHORTEST = 2000; // milliseconds until the next try, doubled up to the longest
const LONGEST = 30000;
export const lasting = "indexedDB" in self && canSeal();
export const waits = mark("texts-waiting");
const rows = lasting ? queue(NAME, "changes") : pageQueue();
const page = uuid();
const listeners = new Set();
const channel = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;
let wait = SHORTEST;
let timer = 0;
let last = Promise.resolve();

const wrap = async (inner) => (lasting ? { sealed: await seal(inner) } : { inner });
const bare = async (row) => {
  const inner = row.inner || (row.sealed && (await unseal(row.sealed)));
  return inner && { ...row, ...inner };
};
const live = (row) => !row.answered && row.owner === owner();

// Who listens is told what became of each change: {entry, status, data}, or {state}.
export const listen = (hear) => listeners.add(hear);

function tell(told, abroad = true) {
  for (const hear of listeners) hear(told);
  if (abroad && channel) channel.postMessage({ ...told, owner: owner() });
}
if (channel)
  channel.onmessage = ({ data }) => {
    if (data.owner === owner() && !data.state) tell(data, false);
  };

// One after the other: what was typed first is put first.
function next(work) {
  last = last.then(work, work);
  return last;
}

// `change`: {key, chain, revision, url, fields, …}. A chain is what one field of one drawing of a row
// sends: a text of it that was not tried yet is written over; a later one goes on from the revision
// that the one before it will get. Between chains nothing is taken for the same text.
export const put = (change) => next(() => enter(change));

async function enter({ key, chain, revision, ...inner }) {
  const once = uuid();
  const sealed = await wrap(inner);
  const kept = await rows.together((all, { put: write, add }) => {
    const mine = all.filter((row) => row.owner === owner() && row.page === page);
    const open = mine.filter((row) => !row.answered && !row.refused && row.chain === chain);
    const before = open[open.length - 1];
    if (inner.written && before && before.key === key && !before.tried) {
      write({ ...before, ...sealed });
      return before.once;
    }
    const done = mine.filter((row) => row.answered && row.chain === chain).pop();
    const from = done && revision !== undefined ? Math.max(done.answered, revision) : revision;
    const place = before ? { after: before.once } : { revision: from };
    add({ owner: owner(), page, key, chain, once, ...sealed, ...place });
    return once;
  });
  waits.set(true);
  return kept;
}

// Everything of this person's that waits or was refused, in order, opened.
export async function waiting() {
  const all = await rows.all();
  waits.set(all.some((row) => !row.answered));
  const open = await Promise.all(all.filter(live).map(bare));
  return open.filter(Boolean);
}

// A page that is opened anew goes on with what an earlier one left.
export const adopt = (mine) =>
  rows.together((all, { put: write, remove }) => {
    for (const row of all) {
      if (row.answered) remove(row.order);
      else if (mine.has(row.order)) write({ ...row, page });
    }
  });

export const drop = (order) => next(() => rows.remove(order)).then(waiting);

// What a person typed further into a text that was refused.
export const amend = (entry, fields) =>
  next(async () => {
    const { order, owner: who, page: where, key, chain, once, refused, folded, sealed, inner, ...rest } = entry;
    const fresh = await wrap({ ...rest, fields });
    await rows.together((all, { put: write }) => {
      const row = all.find((one) => one.order === order);
      if (row) write({ ...row, ...fresh });
    });
  });

function tried(order) {
  return rows.together((all, { put: write }) => {
    const row = all.find((one) => one.order === order);
    if (!row || row.refused || row.answered) return null;
    write({ ...row, tried: true });
    return { ...row, tried: true };
  });
}

// The change is in the house; those behind it go on from there.
function answered(entry, revision) {
  return rows.together((all, { put: write, remove }) => {
    for (const row of all) {
      if (row.chain === entry.chain && row.answered) remove(row.order);
      if (row.after === entry.once) {
        const { after, ...rest } = row;
        write({ ...rest, revision });
      }
    }
    const { order, owner: who, page: where, chain } = entry;
    if (revision === undefined) remove(order);
    else write({ order, owner: who, page: where, chain, answered: revision });
  });
}

// Refused: it stays with its words and the reason. What was typed behind it goes along with it.
async function refuse(entry, status, data) {
  const all = await Promise.all((await rows.all()).filter((row) => row.order > entry.order && live(row)).map(bare));
  const behind = all.filter((row) => row && row.key === entry.key && row.written && row.chain === entry.chain);
  const words = behind.length ? behind[behind.length - 1].fields : entry.fields;
  const { order, owner: who, page: where, key, chain, once, tried: _, sealed, inner, revision, ...rest } = entry;
  const refused = { ...rest, fields: words, why: { status, ...data } };
  const fresh = await wrap(refused);
  await rows.together((now, { put: write, remove }) => {
    for (const row of behind) remove(row.order);
    const gone = new Set(behind.map((row) => row.order));
    for (const row of now) if (row.after === once && !gone.has(row.order)) write({ ...row, after: undefined, revision });
    write({ order, owner: who, page: where, key, chain, once, refused: true, ...fresh });
  });
  const folded = behind.map((row) => row.once);
  return { order, owner: who, page: where, key, chain, once, refused: true, folded, ...refused };
}

// Sent again, the house answers where the change can be seen, and which revision it made.
function revisionOf(data) {
  if (!data.again) return data.revision;
  const found = new URL(data.location || "/", location.href).searchParams.get("revision");
  return found === null ? undefined : Number(found);
}

async function sendOne(row) {
  const held = await tried(row.order);
  const entry = held && (await bare(held));
  if (!entry) return true;
  const fields = { ...entry.fields, once: entry.once, as: entry.owner };
  if (entry.revision !== undefined) fields.revision = entry.revision;
  const { status, data } = await post(entry.url, fields);
  if (status >= 200 && status < 300) {
    await answered(entry, revisionOf(data));
    tell({ entry, status, data: { ...data, revision: revisionOf(data) } });
    return true;
  }
  if (REFUSED.includes(status)) {
    const refused = await refuse(entry, status, data);
    tell({ entry: refused, status, data });
    return true;
  }
  tell({ state: status === 401 ? "signedOut" : status ? "failed" : "offline" });
  return false;
}

async function sendAll() {
  const gone = new Set();
  for (;;) {
    const row = (await rows.all()).find((one) => live(one) && !one.refused && !gone.has(one.order));
    if (!row) return true;
    gone.add(row.order);
    if (!(await sendOne(row))) return false;
  }
}

let sending = null;
let more = false;

// Whether everything of this person's that can be sent is in the house.
export function send() {
  clearTimeout(timer);
  if (sending) more = true;
  else sending = rounds();
  return sending;
}

async function rounds() {
  let done;
  try {
    do {
      more = false;
      done = await run();
    } while (more && done);
  } catch {
    done = false; // the browser's storage failed: tried again like a lost line
    timer = setTimeout(send, LONGEST);
  } finally {
    sending = null;
  }
  return done;
}

async function run() {
  await last;
  const done = await alone(NAME, sendAll);
  if (done) {
    wait = SHORTEST;
    await waiting();
    return true;
  }
  timer = setTimeout(send, wait);
  wait = Math.min(wait * 2, LONGEST);
  return false;
}

addEventListener("online", () => send());
document.addEventListener("visibilitychange", () => document.hidden || !waits.on || send());
