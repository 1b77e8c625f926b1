// Where a segment begins and ends, moved by ear: a tenth of a second by key, to the moment that is
// heard, or dragged on the outline. It is heard at once and saved when it has come to rest.
import { moment } from "../pace.js";

const STEP = 0.1;
const REST = 400; // milliseconds after the last step until it is saved
const HEARD = 1.2; // seconds of sound beside the edge
const WIDE = 24; // pixels of a segment in which its two edges can be told apart
const EDGES = ["start", "end"];
const ms = (seconds) => Math.round(seconds * 1000);

let until = null; // where the sound stops by itself

function hear({ audio }, row, edge) {
  if (!audio) return;
  audio.currentTime = edge === "start" ? row.start : Math.max(row.start, row.end - HEARD);
  until = edge === "start" ? Math.min(row.start + HEARD, row.end) : row.end;
  audio.play().catch(() => {});
}

export function follow({ audio }) {
  if (audio.paused && !audio.seeking) until = null;
  if (until === null || audio.seeking || audio.currentTime < until) return;
  until = null;
  audio.pause();
}

function shift(desk, row, edge, at) {
  if (row.moving && row.moving.edge !== edge) settle(desk, row);
  row.moving = row.moving || { edge, was: row[edge] };
  row[edge] = Math.max(0, at);
  if (desk.stretches) desk.stretches.draw();
  clearTimeout(row.moving.timer);
  row.moving.timer = setTimeout(() => settle(desk, row), REST);
}

// Moves of one row are sent one after the other: each must know where the last one left the edge.
function settle(desk, row) {
  clearTimeout(row.moving.timer);
  const moving = { ...row.moving, at: row[row.moving.edge] };
  row.moving = null;
  row.settled = (row.settled || Promise.resolve()).then(() => save(desk, row, moving));
}

// It waits with everything else that was changed here, and comes into place however bad the line is.
async function save(desk, row, { edge, was, at }) {
  desk.say(desk.words.saving);
  await row.bound({ edge, was: ms(was), at: ms(at) });
}

function step(desk, row, edge, by) {
  if (!row) return;
  shift(desk, row, edge, row[edge] + by);
  hear(desk, row, edge);
}

function here(desk, row, edge) {
  if (!row || !desk.audio) return;
  const playing = !desk.audio.paused;
  shift(desk, row, edge, moment(desk.audio));
  if (!playing) hear(desk, row, edge);
}

export const startEarlier = (desk, row) => step(desk, row, "start", -STEP);
export const startLater = (desk, row) => step(desk, row, "start", STEP);
export const startHere = (desk, row) => here(desk, row, "start");
export const endEarlier = (desk, row) => step(desk, row, "end", -STEP);
export const endLater = (desk, row) => step(desk, row, "end", STEP);
export const endHere = (desk, row) => here(desk, row, "end");

// Two edges to take hold of, on the outline of whichever segment somebody is in.
export function hold(desk) {
  const { stretches } = desk;
  addEventListener("pagehide", () => desk.rows.forEach((row) => row.moving && settle(desk, row)));
  if (!stretches) return;
  stretches.edges = EDGES.map((edge) => grip(desk, edge));
  stretches.moved = () => {
    const row = desk.here;
    const whole = stretches.place.getBoundingClientRect().width;
    const wide = row && ((row.end - row.start) / stretches.seconds) * whole >= WIDE;
    stretches.edges.forEach((node, place) => {
      node.hidden = !wide;
      if (row) stretches.lay(node, row[EDGES[place]]);
    });
  };
  stretches.draw();
}

function grip(desk, edge) {
  const node = document.createElement("div");
  node.className = "edge";
  const { place, seconds } = desk.stretches;
  let row = null;
  const at = ({ clientX }) => {
    const { left, width } = place.getBoundingClientRect();
    return (Math.min(Math.max(clientX - left, 0), width) / width) * seconds;
  };
  node.addEventListener("pointerdown", (event) => {
    row = desk.here;
    node.setPointerCapture(event.pointerId);
    event.stopPropagation();
    event.preventDefault(); // the field that is written in stays so
  });
  node.addEventListener("mousedown", (event) => event.preventDefault());
  node.addEventListener("pointermove", (event) => {
    if (row) shift(desk, row, edge, at(event));
  });
  node.addEventListener("pointerup", (event) => {
    if (!row || !row.moving) return;
    shift(desk, row, edge, at(event));
    settle(desk, row);
    hear(desk, row, edge);
    row = null;
  });
  node.addEventListener("pointercancel", () => {
    row = null;
  });
  node.addEventListener("click", (event) => event.stopPropagation()); // no jump to another place
  return node;
}
