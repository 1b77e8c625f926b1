// The page's token against forged requests, and who is signed in; asked for anew when it grew old.
const meta = (page, name) => (page.querySelector(`meta[name=${name}]`) || { content: "" }).content;

let current = null; // a page kept on the device comes without one
export const token = () => (current === null ? meta(document, "csrf-token") : current);

// Whoever the page was made for.
export const owner = () => meta(document, "actor");

// Signing in again in another tab changes the token. Returns who is signed in now, "" for nobody;
// throws while the house cannot be reached.
export async function renew() {
  const answer = await fetch(location.pathname, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const who = meta(page, "actor");
  if (who === owner()) current = meta(page, "csrf-token");
  return who;
}
