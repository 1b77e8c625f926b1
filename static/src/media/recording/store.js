// Recordings on this device: a row for each, and its sound in pieces, written as it is spoken.
// Strict durability: a piece that was acknowledged survives an empty battery.
const NAME = "stories recordings";
const AT_ONCE = 200; // pieces read together

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opened = null;
function open() {
  if (opened) return opened;
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("recordings", { keyPath: "id" });
    asked.result.createObjectStore("pieces", { keyPath: ["recording", "place"] });
  };
  opened = answer(asked);
  opened.catch(() => (opened = null));
  return opened;
}

async function change(work) {
  const base = await open();
  const unit = base.transaction(["recordings", "pieces"], "readwrite", { durability: "strict" });
  const kept = new Promise((resolve, reject) => {
    unit.oncomplete = resolve;
    unit.onabort = unit.onerror = () => reject(unit.error || new Error("not kept"));
  });
  await Promise.all([work(unit.objectStore("recordings"), unit.objectStore("pieces")), kept]);
}

async function read(name, work) {
  const base = await open();
  return answer(work(base.transaction(name).objectStore(name)));
}

export const create = (recording) => change((rows) => answer(rows.add(recording)));

async function merge(rows, id, values) {
  const row = await answer(rows.get(id));
  if (row) await answer(rows.put({ ...row, ...values }));
}

export const update = (id, values) => change((rows) => merge(rows, id, values));

export const addPiece = (id, place, data, values) =>
  change((rows, pieces) => {
    const added = answer(pieces.add({ recording: id, place, data }));
    return Promise.all([added, merge(rows, id, values)]);
  });

// The oldest first.
export async function all() {
  const rows = await read("recordings", (store) => store.getAll());
  return rows.sort((one, other) => one.began - other.began);
}

const within = (id, from = 0) => IDBKeyRange.bound([id, from], [id, Infinity]);

export async function soundOf({ id, type }) {
  const parts = [];
  for (let from = 0; ; ) {
    const pieces = await read("pieces", (store) => store.getAll(within(id, from), AT_ONCE));
    if (!pieces.length) return new Blob(parts, { type });
    parts.push(new Blob(pieces.map(({ data }) => data)));
    from = pieces[pieces.length - 1].place + 1;
  }
}

// Only what the house has whole, and said so with the digest of what is here.
export const remove = (id) =>
  change(async (rows, pieces) => {
    const row = await answer(rows.get(id));
    if (!row || row.state !== "sent") return;
    await Promise.all([answer(pieces.delete(within(id))), answer(rows.delete(id))]);
  });

// What was never sent, by whoever recorded it, who was asked twice; whether it is gone.
export async function discard(id, owner) {
  let gone = false;
  await change(async (rows, pieces) => {
    const row = await answer(rows.get(id));
    gone = !row || (row.owner === owner && row.state !== "sent");
    if (row && gone) await Promise.all([answer(pieces.delete(within(id))), answer(rows.delete(id))]);
  });
  return gone;
}

// One that ended before anything of it was there.
export const removeEmpty = (id) =>
  change(async (rows, pieces) => {
    if (!(await answer(pieces.count(within(id))))) await answer(rows.delete(id));
  });
