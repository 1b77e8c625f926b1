// On any page of staff that is no editor: what an earlier one left behind.
import { sendLeft } from "./transcripts/leaving.js";

sendLeft();
