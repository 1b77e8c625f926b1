// The worker of staff's pages below /sessions/: the network comes first, and only where it does not
// answer is a page shown that was kept on purpose (foundation/kept.js).
import { matching, stateOf } from "./foundation/kept.js";

const WAIT = 6000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(asset(request, pathname));
});

async function page(request, path) {
  try {
    const answer = await patient(fetch(request), path);
    if (answer.status < 502) return answer;
    return (await matching(path)) || answer; // the house itself is away
  } catch {
    return (await matching(path)) || Response.error();
  }
}

// Whoever waits for a kept page on a slow line gets it from the device.
async function patient(answer, path) {
  const state = await stateOf();
  if (!state || !(path in state.pages)) return answer;
  const late = new Promise((_, refuse) => setTimeout(refuse, WAIT, new Error("too slow")));
  return Promise.race([answer, late]);
}

async function asset(request, path) {
  return (await matching(path)) || fetch(request);
}
