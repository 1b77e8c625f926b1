import { codes } from "./accounts/codes.js";
import { appearance } from "./foundation/appearance.js";
import { lookAfterKept } from "./foundation/kept.js";
import { players } from "./foundation/player.js";
import { calendar } from "./sessions/calendar.js";
import { sendNoted } from "./sessions/waiting.js";
import { sendTexts } from "./transcripts/left.js";
import { submitOnce } from "./foundation/submit_once.js";

appearance();
submitOnce();
players();
codes();
calendar();
lookAfterKept();
sendNoted();
sendTexts();
