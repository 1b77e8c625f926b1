// Sends what is kept, one after the other, each once: the form's own token tells the server.
import { post } from "../foundation/post.js";
import { REFUSED, alone } from "../foundation/queue.js";
import { change, forget, kept } from "./kept.js";

const AGAIN = 10000; // milliseconds until the next try
let timer = 0;

function fieldsOf(one) {
  return { ...one.fields, once: one.once, ago: String(Math.max(0, (Date.now() - one.at) / 1000)) };
}

async function sendOne(one, told) {
  const { status, data } = await post(one.url, fieldsOf(one));
  if (status >= 200 && status < 300) {
    await forget(one.order);
    told.sent(one, data);
    return true;
  }
  if (REFUSED.includes(status)) {
    await change({ ...one, refused: data.sentence || String(status) });
    return true;
  }
  told.state(status === 401 ? "signed-out" : "waiting");
  return false;
}

async function sendAll(owner, told) {
  for (const one of await kept(owner)) {
    if (one.refused) continue;
    told.state("sending");
    if (!(await sendOne(one, told))) return false;
  }
  return true;
}

export async function send(owner, told) {
  clearTimeout(timer);
  const done = await alone("stories-day", () => sendAll(owner, told));
  const left = await kept(owner);
  told.refusals(left.filter((one) => one.refused));
  if (!done) timer = setTimeout(() => send(owner, told), AGAIN);
  else if (left.every((one) => one.refused)) told.state("saved");
  else await send(owner, told); // noted while the others were on their way
}
