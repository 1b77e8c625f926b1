// Reads an iCalendar object from standard input with ical.js and tells each occurrence as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const component = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of component.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
const found = component.getAllSubcomponents("vevent").map((part) => {
  const event = new ICAL.Event(part);
  return {
    uid: event.uid,
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
    wall: event.startDate.toString(),
    zone: event.startDate.zone.tzid,
    sequence: event.sequence,
    status: part.getFirstPropertyValue("status"),
    alarms: part.getAllSubcomponents("valarm").length,
  };
});
process.stdout.write(JSON.stringify(found));
