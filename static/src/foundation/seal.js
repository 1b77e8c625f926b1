// What waits on a device is sealed with a key that only the house gives, to whoever wrote it and is
// signed in: whoever else uses the device, or looks into its storage, finds nothing to read.
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

const given = () => {
  const meta = document.querySelector("meta[name=actor]");
  return (meta && meta.dataset.key) || "";
};

export const canSeal = () => Boolean(given() && self.crypto && crypto.subtle);

let key = null;
const opened = () => (key ??= crypto.subtle.importKey("raw", bytes(given()), "AES-GCM", false, ["encrypt", "decrypt"]));

export async function seal(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const words = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await opened(), words) };
}

// The value again; null where another key sealed it.
export async function unseal({ iv, data }) {
  try {
    const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await opened(), data);
    return JSON.parse(new TextDecoder().decode(words));
  } catch {
    return null;
  }
}
