// The screen stays on while something is recorded: a phone that sleeps may stop the microphone.
let wanted = false;
let lock = null;

async function ask() {
  if (!wanted || !("wakeLock" in navigator) || document.hidden) return;
  lock = await navigator.wakeLock.request("screen").catch(() => null);
}

document.addEventListener("visibilitychange", ask); // a hidden page loses it

export function awake(yes) {
  wanted = yes;
  if (yes) return ask();
  if (lock) lock.release().catch(() => {});
  lock = null;
  return Promise.resolve();
}
