// Posts a few fields and answers {status, data}; status 0 is a lost connection.
const token = () => document.querySelector("meta[name=csrf-token]");

async function once(url, fields) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token().content },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  const data = await answer.json().catch(() => ({}));
  return { status: answer.type === "opaqueredirect" ? 401 : answer.status, data };
}

// Signing in again in another tab changes the token; the page then learns the new one.
async function renew() {
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("meta[name=csrf-token]");
  if (fresh) token().content = fresh.content;
}

export async function post(url, fields) {
  try {
    const first = await once(url, fields);
    if (first.status !== 400) return first;
    await renew();
    return await once(url, fields);
  } catch {
    return { status: 0, data: {} };
  }
}
