// The worker of one family's link. It shows what is kept only when the network is not there, asks
// the house before a kept voice is played, and lets go of whatever the house does not list.
import { ask, baseOf, matching, mayPlay, pageOf, shelfOf, stateOf } from "./reading/pack.js";

const base = baseOf(self.location.pathname);
const WAIT = 8000;
const FRESH = 20_000;
let asking = null;
let askedAt = 0;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const sound = /\/story\/([0-9a-f-]+)\/sound\.\w+$/.exec(pathname);
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (sound && pathname.startsWith(`${base}/`)) event.respondWith(voice(request, sound[1]));
  else if (pathname.startsWith("/static/")) event.respondWith(asset(request));
});

// One question at a time; many stretches of one voice are one listening.
function askOnce() {
  if (Date.now() - askedAt < FRESH) return asking;
  askedAt = Date.now();
  asking = ask(base);
  return asking;
}

async function page(event, path) {
  try {
    const answer = await patient(fetch(event.request), await stateOf(base), path);
    if (!answer.ok) event.waitUntil(ask(base));
    return answer;
  } catch {
    return (await fromPhone(path)) || Response.error();
  }
}

// Whoever waits for a kept story on a slow line gets it from the phone.
function patient(answer, state, path) {
  if (!state || !Object.keys(state.stories).some((id) => path === pageOf(base, id))) return answer;
  const late = new Promise((_, refuse) => setTimeout(refuse, WAIT, new Error("too slow")));
  return Promise.race([answer, late]);
}

async function fromPhone(path) {
  await ask(base);
  const state = await stateOf(base);
  const ids = state ? Object.keys(state.stories).filter((id) => mayPlay(state, id)) : [];
  const id = ids.find((one) => path === pageOf(base, one));
  if (id) return matching(base, pageOf(base, id));
  return ids.length ? matching(base, shelfOf(base)) : null;
}

async function voice(request, id) {
  if (!mayPlay(await stateOf(base), id)) return fetch(request);
  await askOnce();
  const kept = mayPlay(await stateOf(base), id) && (await matching(base, new URL(request.url).pathname));
  return kept ? stretch(kept, request.headers.get("range")) : fetch(request);
}

async function stretch(kept, range) {
  const whole = await kept.blob();
  const type = kept.headers.get("content-type");
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range || "");
  const headers = { "Content-Type": type, "Accept-Ranges": "bytes" };
  if (!asked || (!asked[1] && !asked[2])) return new Response(whole, { headers });
  const start = asked[1] ? Number(asked[1]) : Math.max(0, whole.size - Number(asked[2]));
  const end = asked[1] && asked[2] ? Math.min(Number(asked[2]), whole.size - 1) : whole.size - 1;
  if (start > end) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${whole.size}` } });
  }
  headers["Content-Range"] = `bytes ${start}-${end}/${whole.size}`;
  headers["Content-Length"] = String(end - start + 1);
  return new Response(whole.slice(start, end + 1, type), { status: 206, headers });
}

async function asset(request) {
  return (await matching(base, new URL(request.url).pathname)) || fetch(request);
}
