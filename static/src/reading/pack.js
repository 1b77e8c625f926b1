// What a family's link keeps on this phone, and whether it still may. Used by page and worker.
// The house's list is the law: whatever is not on it, or not the same, is dropped. A house that
// cannot be reached leaves things as they are until their own end has come.

const PATIENCE = 8000;
const COPIED = ["content-type", "content-security-policy", "referrer-policy", "x-content-type-options"];

export const baseOf = (path) => (/^\/r\/[^/]+/.exec(path) || [null])[0];
export const pageOf = (base, id) => `${base}/story/${id}`;
export const shelfOf = (base) => `${base}/kept`;
const nameOf = (base) => `stories ${base}`;
const stateKey = (base) => `${base}/kept.state`;

// Looking never opens a cache: that would bring an emptied one back under its name.
export async function matching(base, key) {
  return (await caches.match(key, { cacheName: nameOf(base), ignoreVary: true })) || null;
}

export async function stateOf(base) {
  const found = await matching(base, stateKey(base));
  return found ? found.json() : null;
}

async function writeState(base, state) {
  const cache = await caches.open(nameOf(base));
  await cache.put(stateKey(base), new Response(JSON.stringify(state)));
}

// A clock that was set back tells nothing: then nothing is played.
const inTime = (state) => Date.now() >= state.asked && Date.now() < state.until;
export const mayPlay = (state, id) => Boolean(state && id in state.stories && inTime(state));

// Page and worker write the same state: one at a time, or one would bring back what another drops.
const alone = (base, work) => navigator.locks.request(nameOf(base), work);

export const dropAll = (base) => alone(base, () => caches.delete(nameOf(base)));
export const drop = (base, ids) => alone(base, () => remove(base, ids));

async function remove(base, ids) {
  const state = await stateOf(base);
  if (!state) return;
  for (const id of ids) delete state.stories[id];
  if (!Object.keys(state.stories).length) return caches.delete(nameOf(base));
  await writeState(base, state);
  const cache = await caches.open(nameOf(base));
  for (const key of await cache.keys()) {
    const { pathname } = new URL(key.url);
    if (ids.some((id) => pathname.startsWith(pageOf(base, id)))) await cache.delete(key);
  }
}

// Other links of this phone whose end has come; nobody may ever open them again to ask.
export async function sweep() {
  for (const name of await caches.keys()) {
    const base = name.startsWith("stories /r/") ? name.slice(8) : null;
    if (base) await alone(base, () => endIfOver(base));
  }
}

async function endIfOver(base) {
  const state = await stateOf(base);
  if (!state || !inTime(state)) await caches.delete(nameOf(base));
}

async function fetchInTime(url, options) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE);
  try {
    return await fetch(url, { cache: "no-store", signal: giveUp.signal, ...options });
  } finally {
    clearTimeout(timer);
  }
}

const shut = (answer) => answer.type === "opaqueredirect" || [401, 403, 404, 410].includes(answer.status);

// The house's list; null when the house could not be asked.
export async function ask(base) {
  let pack = null;
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetchInTime(`${base}/pack.json`, { redirect: "manual", headers });
    if (shut(answer)) {
      await dropAll(base);
      return null;
    }
    if (answer.ok) pack = await answer.json();
  } catch {
    pack = null;
  }
  if (pack && pack.stories) await alone(base, () => obey(base, pack));
  else await sweep();
  return pack;
}

async function obey(base, pack) {
  const state = await stateOf(base);
  if (!state) return;
  const gone = Object.keys(state.stories).filter((id) => pack.stories[id] !== state.stories[id].mark);
  Object.assign(state, terms(pack));
  await writeState(base, state);
  await remove(base, gone);
}

const terms = (pack) => ({ asked: Date.now(), until: Date.now() + 1000 * pack.seconds });

// Without its address and its cookies' business: only what a page needs to be shown again.
async function copyOf(url) {
  const answer = await fetch(url, { cache: "no-store", redirect: "error" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const headers = {};
  for (const name of COPIED) if (answer.headers.has(name)) headers[name] = answer.headers.get(name);
  return new Response(await answer.blob(), { headers });
}

export const keep = (base, pack, story) => alone(base, () => put(base, pack, story));

async function put(base, pack, { id, title, sound }) {
  const cache = await caches.open(nameOf(base));
  for (const asset of pack.assets)
    if (!(await cache.match(asset))) await cache.put(asset, await copyOf(asset));
  await cache.put(shelfOf(base), await copyOf(shelfOf(base)));
  await cache.put(sound, await copyOf(sound));
  await cache.put(pageOf(base, id), await copyOf(`${pageOf(base, id)}/kept`));
  const state = (await stateOf(base)) || { stories: {} };
  state.stories[id] = { mark: pack.stories[id], title };
  await writeState(base, { ...state, ...terms(pack) });
}
