// A queue that outlives the page: rows in the order they came, in the browser's own database.
export function queue(name, store) {
  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open(name, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(store, { keyPath: "order", autoIncrement: true });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = asked.onblocked = () => reject(asked.error);
    });

  // `work` gets the store and a place for its result; all of it happens, or nothing.
  async function within(mode, work) {
    const house = await open();
    try {
      return await new Promise((resolve, reject) => {
        const act = house.transaction(store, mode);
        const result = {};
        const asked = work(act.objectStore(store), result);
        act.oncomplete = () => resolve(asked ? asked.result : result.value);
        act.onerror = act.onabort = () => reject(act.error);
      });
    } finally {
      house.close();
    }
  }

  // All rows are read, `change` says what becomes of them, and nobody else writes in between.
  const together = (change) =>
    within("readwrite", (place, result) => {
      place.getAll().onsuccess = ({ target }) => {
        const put = (row) => place.put(row);
        result.value = change(target.result, { put, add: (row) => put(row), remove: (order) => place.delete(order) });
      };
    });

  return {
    together,
    add: (row) => within("readwrite", (place) => place.add(row)),
    all: () => within("readonly", (place) => place.getAll()),
    put: (row) => within("readwrite", (place) => place.put(row)),
    remove: (order) => within("readwrite", (place) => place.delete(order)),
  };
}

// The same without a database: it lasts as long as the page.
export function pageQueue() {
  const rows = new Map();
  let last = 0;
  const put = (row) => {
    if (!row.order) row.order = last += 1;
    rows.set(row.order, { ...row });
    return row.order;
  };
  const all = () => [...rows.values()].sort((one, other) => one.order - other.order);
  const remove = (order) => void rows.delete(order);
  return {
    together: async (change) => change(all(), { put, add: put, remove }),
    add: async (row) => put({ ...row }),
    all: async () => all(),
    put: async (row) => put(row),
    remove: async (order) => remove(order),
  };
}

// One tab at a time; where a browser has no locks, the once-token still keeps it single.
export const alone = (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work());

// What the house does not take, now or later.
export const REFUSED = [403, 404, 409, 410, 413, 422];

// Whether something waits: looked at on every page, so that only then more is fetched.
export const mark = (name) => ({
  set(on) {
    try {
      if (on) localStorage.setItem(name, "yes");
      else localStorage.removeItem(name);
    } catch {
      // Without it, what is kept is sent when its own page is opened again.
    }
  },
  get on() {
    try {
      return localStorage.getItem(name) === "yes";
    } catch {
      return false;
    }
  },
});
