// What became of an edge that was moved, on this page or an earlier one, with or without a connection.
import { clock } from "./clock.js";

const EDGES = ["start", "end"];

export function bounded(row, { entry, status, data }) {
  const { desk } = row;
  row.edging = Math.max(row.edging - 1, 0);
  if (data.again) return desk.news.ask();
  if (status < 300) {
    row.field.revision = data.revision;
    row.node.dataset.revision = data.revision;
    desk.show(data.state);
    desk.say(data.sentence);
  } else {
    desk.say(data.sentence || desk.words.failed, true);
    if (!data.times && !row.moving) row[entry.fields.edge] = entry.fields.was / 1000;
    if (data.current) row.field.again();
  }
  for (const [id, times] of Object.entries(data.times || {})) place(desk, id, times);
  if (desk.stretches) desk.stretches.draw();
  return undefined;
}

function place(desk, id, times) {
  const row = desk.rows.find((one) => one.id === id);
  if (!row) return;
  const before = clock(Number(row.node.dataset.start) / 1000);
  EDGES.forEach((edge, at) => {
    if (Number(row.node.dataset[edge]) !== times[at]) row.stands();
    row.node.dataset[edge] = times[at];
    if (!row.moving || row.moving.edge !== edge) row[edge] = times[at] / 1000;
  });
  const now = clock(times[0] / 1000);
  row.node.querySelector("[data-from]").textContent = now;
  for (const node of row.node.querySelectorAll("[aria-label]")) {
    node.setAttribute("aria-label", node.getAttribute("aria-label").replace(before, now));
  }
}

// What an earlier page left waiting: the edge stands where the person put it.
export function resumed(row, { edge, at }) {
  row[edge] = at / 1000;
  row.edging += 1;
}

// An edge that was not taken, in words; and what is sent where the person wants it all the same.
export const isEdge = ({ key }) => key.startsWith("b:");
export const told = ({ fields }, words) =>
  words[fields.edge === "start" ? "yourStart" : "yourEnd"].replace("{time}", `${clock(fields.at / 1000)}.${Math.floor(fields.at / 100) % 10}`);
export function anew({ key, chain, url, fields, why, recording, segment, place: where }) {
  const was = why.times[segment][EDGES.indexOf(fields.edge)];
  return { key, chain: `${chain}+`, url, revision: why.revision, fields: { ...fields, was }, recording, segment, place: where };
}
