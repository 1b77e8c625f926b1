// SHA-256 of something too large to be read at once; the page stays usable meanwhile.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const PIECE = 1 << 20;

export const digestOfText = (text) => bytesToHex(sha256(utf8ToBytes(text)));

// Rejects when the file was changed or removed while it was read.
export async function digestOf(blob) {
  const running = sha256.create();
  for (let at = 0; at < blob.size; at += PIECE)
    running.update(new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer()));
  return bytesToHex(running.digest());
}
