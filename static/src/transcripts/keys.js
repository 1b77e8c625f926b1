// Every command of the editor and the key it usually has; what it is called stands on the page of
// keys (templates/transcripts/keys.html). Whoever works here may choose other keys, kept in the
// browser: a foot pedal sends keys as well. Keys are places on the keyboard, whatever its letters.
import { own, keep } from "./own.js";

export const USUAL = {
  play: "Ctrl+Space",
  back: "Ctrl+Comma",
  word: "Ctrl+Period",
  slower: "Alt+Minus",
  faster: "Alt+Equal",
  loop: "Alt+KeyL",
  next: "Alt+ArrowDown",
  previous: "Alt+ArrowUp",
  doubt: "Ctrl+KeyJ",
  flag: "Alt+KeyJ",
  remark: "Alt+KeyN",
  checked: "Alt+KeyC",
  split: "Ctrl+Enter",
  merge: "Ctrl+KeyM",
  startEarlier: "Alt+Comma",
  startLater: "Alt+Period",
  startHere: "Alt+BracketLeft",
  endEarlier: "Alt+Semicolon",
  endLater: "Alt+Quote",
  endHere: "Alt+BracketRight",
  kazakh: "Alt+KeyK",
  russian: "Alt+KeyR",
  inaudible: "Alt+KeyI",
  untranslated: "Alt+KeyU",
  letters: "Alt+KeyG",
  speaker1: "Alt+Digit1",
  speaker2: "Alt+Digit2",
  speaker3: "Alt+Digit3",
  speaker4: "Alt+Digit4",
  speaker5: "Alt+Digit5",
  speaker6: "Alt+Digit6",
  speaker7: "Alt+Digit7",
  speaker8: "Alt+Digit8",
  speaker9: "Alt+Digit9",
  speaker0: "Alt+Digit0",
  undo: "Alt+KeyZ",
  redo: "Alt+Shift+KeyZ",
  keys: "Alt+Slash",
};
const SIGNS = {
  Space: "Space", Minus: "−", Equal: "=", Comma: ",", Period: ".", Semicolon: ";", Quote: "'", Slash: "/",
  BracketLeft: "[", BracketRight: "]", Backquote: "`", Backslash: "\\",
  ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→",
};

// Two places for each command: the key, and another beside it, such as a pedal's.
export const keysOf = (code) => own("keys", {})[code] || [USUAL[code], ""];

export function choose(code, keys) {
  const chosen = { ...own("keys", {}), [code]: keys };
  if (keys[0] === USUAL[code] && !keys[1]) delete chosen[code];
  keep("keys", chosen);
}

export const asUsual = () => keep("keys", {});

export function pressed(event) {
  const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", event.metaKey && "Meta"];
  return [...held.filter(Boolean), event.code || event.key].join("+");
}

// What a key says on a button: Ctrl+M for Ctrl+KeyM.
export function shown(key) {
  const parts = key.split("+");
  const last = parts.pop();
  return [...parts, SIGNS[last] || last.replace(/^(Key|Digit)/, "")].join("+");
}

export const commandOf = (key) => key && Object.keys(USUAL).find((code) => keysOf(code).includes(key));
