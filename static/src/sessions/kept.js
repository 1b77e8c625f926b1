// What was noted and not sent yet, in the order it was noted; kept in the browser until it is safe.
import { mark } from "./waiting.js";

const NAME = "stories-day";
const STORE = "noted";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "order", autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(mode, work) {
  const house = await open();
  try {
    return await new Promise((resolve, reject) => {
      const act = house.transaction(STORE, mode);
      const asked = work(act.objectStore(STORE));
      act.oncomplete = () => resolve(asked.result);
      act.onerror = act.onabort = () => reject(act.error);
    });
  } finally {
    house.close();
  }
}

export async function keep(noted) {
  const order = await within("readwrite", (store) => store.add(noted));
  mark(true);
  return order;
}

export async function kept(owner) {
  const all = await within("readonly", (store) => store.getAll());
  mark(all.length > 0);
  return all.filter((one) => one.owner === owner);
}

export const change = (noted) => within("readwrite", (store) => store.put(noted));
export const forget = (order) => within("readwrite", (store) => store.delete(order));
