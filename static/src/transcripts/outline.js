// The outline of the sound, drawn from the server's peaks. It weighs as much as the rest of the
// editor, so it is fetched by itself: see sound.js.
import WaveSurfer from "wavesurfer.js";

const ZOOMS = [0, 10, 20, 40]; // pixels a second; 0 shows everything, 40 a bar for each point

// Answers the outline, or null where there is none.
export function outline(root, audio) {
  const style = getComputedStyle(root);
  const colour = (name) => style.getPropertyValue(name).trim();
  const peaks = JSON.parse(root.dataset.peaks || "[]").map((peak) => peak / 100);
  if (!peaks.length) return null;
  const wave = WaveSurfer.create({
    container: root.querySelector("[data-outline]"),
    media: audio,
    peaks: [peaks],
    duration: Number(root.dataset.seconds),
    sheet: root.dataset.sheet,
    height: matchMedia("(min-width: 48em)").matches ? 72 : 44,
    barWidth: 2,
    barGap: 2,
    barRadius: 2,
    cursorWidth: 2,
    waveColor: colour("--trim"),
    progressColor: colour("--madder"),
    cursorColor: colour("--ink"),
  });
  const repaint = () =>
    wave.setOptions({
      waveColor: colour("--trim"),
      progressColor: colour("--madder"),
      cursorColor: colour("--ink"),
    });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  if (root.dataset.fine) zoom(root, wave);
  return wave;
}

// The overview is drawn first; the finer outline is fetched when somebody wants to see more of it.
function zoom(root, wave) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const duration = Number(root.dataset.seconds);
  let level = 0;
  let fine;
  const fetched = async () => {
    const answer = await fetch(root.dataset.fine);
    if (!answer.ok) throw new Error(String(answer.status));
    const points = new Uint8Array(await answer.arrayBuffer());
    return Array.from(points, (point) => point / 100);
  };
  const go = async (step) => {
    try {
      fine ??= fetched();
      wave.setOptions({ peaks: [await fine], duration });
    } catch {
      fine = undefined; // without a connection the overview is magnified, and asked for again later
    }
    level = Math.min(Math.max(level + step, 0), ZOOMS.length - 1);
    wave.zoom(ZOOMS[level]);
    find("nearer").disabled = level === ZOOMS.length - 1;
    find("farther").disabled = level === 0;
  };
  find("nearer").addEventListener("click", () => go(1));
  find("farther").addEventListener("click", () => go(-1));
  find("zoom").hidden = false;
}
