// What stood in a request's way, and whether it passes by itself.
const PASSING = [401, 408, 409, 423, 425, 429, 460];

export class Refused extends Error {
  constructor(method, status, sentence) {
    super(`${method} ${status}`);
    Object.assign(this, { method, status, sentence });
  }

  // A session that takes nothing says 409 when an upload begins; later, a stretch came late.
  get passes() {
    if (this.status === 507) return false; // the disk is full, and somebody has to be told
    if (this.status === 409 && this.method === "POST") return false;
    return this.status >= 500 || PASSING.includes(this.status);
  }
}

function sentenceIn(body) {
  try {
    return JSON.parse(body).sentence || "";
  } catch {
    return "";
  }
}

// After every answer: what is no yes is thrown, so that nothing is forgotten over it. A look at an
// upload that is over (404, 410) goes through: it begins anew. A way to the sign-in page is a 401.
export function judge(request, answer) {
  const status = answer.getStatus();
  const [method, url] = [request.getMethod(), request.getURL()];
  const led = request.getUnderlyingObject().responseURL;
  if (led && new URL(led).pathname !== new URL(url, location.href).pathname)
    throw new Refused(method, 401, "");
  if (status < 400 || (method === "HEAD" && [404, 410].includes(status))) return;
  throw new Refused(method, status, sentenceIn(answer.getBody()));
}

// null is a lost connection.
export function refusalIn(error) {
  return error.causingError instanceof Refused ? error.causingError : null;
}
