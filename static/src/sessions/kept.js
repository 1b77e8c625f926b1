// What was noted and not sent yet, in the order it was noted; kept in the browser until it is safe.
import { queue } from "../foundation/queue.js";
import { waits } from "./waiting.js";

const noted = queue("stories-day", "noted");

export async function keep(one) {
  const order = await noted.add(one);
  waits.set(true);
  return order;
}

export async function kept(owner) {
  const all = await noted.all();
  waits.set(all.length > 0);
  return all.filter((one) => one.owner === owner);
}

export const change = noted.put;
export const forget = noted.remove;
