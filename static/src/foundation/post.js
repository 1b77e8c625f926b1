// Posts a few fields and answers {status, data}; status 0 is a lost connection.
import { owner, renew, token } from "./token.js";

const PATIENCE = 30000; // milliseconds; a line that is dead without saying so is a lost one

async function once(url, fields) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    return await sent(url, fields, patience.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function sent(url, fields, signal) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token() },
    body: new URLSearchParams(fields),
    redirect: "manual",
    signal,
  });
  const data = await answer.json().catch((error) => {
    if (answer.ok) throw error; // cut off in the middle: it may have been taken in, and is asked again
    return {};
  });
  return { status: answer.type === "opaqueredirect" ? 401 : answer.status, data };
}

export async function post(url, fields) {
  try {
    const first = await once(url, fields);
    if (first.status !== 400) return first;
    if ((await renew()) !== owner()) return { status: 401, data: {} };
    return await once(url, fields);
  } catch {
    return { status: 0, data: {} };
  }
}
