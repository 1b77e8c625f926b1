// The run sheet; on any other page of staff it sends what an earlier sheet left behind.
import { daySheet } from "./sessions/day.js";

daySheet();
