// Pages of staff that open without network: each is kept as it is shown then, with what draws it,
// for whoever was signed in. Used by pages and by the worker; nothing else is ever kept.
const NAME = "stories staff";
const STATE = "/kept.state";
const ENOUGH = 7 * 24 * 3600 * 1000; // as long as a family's story, see decision 0008
const COPIED = ["content-type", "content-security-policy", "referrer-policy", "x-content-type-options"];
const able = () => "caches" in self && "serviceWorker" in navigator && "locks" in navigator;
const alone = (work) => navigator.locks.request(NAME, work);
const signedIn = () => (document.querySelector("meta[name=actor]") || { content: "" }).content;

// Looking never opens a cache: that would bring an emptied one back under its name.
const look = (key) => caches.match(key, { cacheName: NAME, ignoreVary: true });

export async function stateOf() {
  const found = "caches" in self && (await look(STATE));
  return found ? found.json() : null;
}

// What is kept for an address; a page past its days, or under a clock set back, is none.
export async function matching(path) {
  const state = await stateOf();
  const at = Date.now();
  const page = state && state.pages[path];
  if (page && (at < page.asked || at > page.asked + ENOUGH)) return null;
  return state ? look(path) : null;
}

// Without its address and its cookies' business: only what it needs to be shown again.
async function copyOf(url) {
  const answer = await fetch(url, { cache: "no-store", redirect: "error" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const headers = {};
  for (const name of COPIED) if (answer.headers.has(name)) headers[name] = answer.headers.get(name);
  return new Response(await answer.blob(), { headers });
}

// Everything of the house's own that this page has loaded; names change with content.
function drawnWith() {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const named = [...document.querySelectorAll("link[href], script[src]")].map((one) => one.href || one.src);
  const paths = [...loaded, ...named].map((url) => new URL(url, location.href));
  return [...new Set(paths.filter((url) => url.origin === location.origin).map((url) => url.pathname))].filter(
    (path) => path.startsWith("/static/"),
  );
}

async function put(path, from, owner, assets) {
  const before = await stateOf();
  if (before && before.owner !== owner) await caches.delete(NAME);
  const cache = await caches.open(NAME);
  for (const asset of assets) if (!(await cache.match(asset))) await cache.put(asset, await copyOf(asset));
  await cache.put(path, await copyOf(from));
  const state = (before && before.owner === owner && before) || { owner, pages: {} };
  state.pages[path] = { asked: Date.now(), assets };
  await sweep(cache, state);
}

// Past pages, and what only they were drawn with.
async function sweep(cache, state) {
  for (const [path, { asked }] of Object.entries(state.pages))
    if (Date.now() > asked + ENOUGH) delete state.pages[path];
  const wanted = new Set([STATE, ...Object.entries(state.pages).flatMap(([path, page]) => [path, ...page.assets])]);
  for (const key of await cache.keys()) if (!wanted.has(new URL(key.url).pathname)) await cache.delete(key);
  await cache.put(STATE, new Response(JSON.stringify(state)));
}

// Keeps the page that is open, under its own address below /sessions/, as `from` answers it: give an
// address that answers without tokens, menu or anybody's name. Whether it opens offline from now on.
export async function keepThisPage(from = location.pathname) {
  const owner = signedIn();
  if (!able() || !owner || !navigator.onLine || "kept" in document.body.dataset) return false;
  try {
    await navigator.serviceWorker.register("/worker.js", { scope: "/sessions/", updateViaCache: "none" });
    await alone(() => put(location.pathname, from, owner, drawnWith()));
    return true;
  } catch {
    return false; // the network went meanwhile, or the device has no room: what was kept stays
  }
}

export const forgetKept = () => alone(() => caches.delete(NAME));

// On every page of staff: signing out forgets, and so does somebody else's sign-in.
export async function lookAfterKept() {
  if (!able()) return;
  document.addEventListener("submit", leave);
  const state = await stateOf();
  if (state && signedIn() && state.owner !== signedIn()) await forgetKept();
}

async function leave(event) {
  const form = event.target;
  if (form.getAttribute("action") !== "/sign-out" || event.defaultPrevented) return;
  event.preventDefault();
  await forgetKept().catch(() => {});
  form.submit();
}
