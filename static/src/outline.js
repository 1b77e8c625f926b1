export { outline } from "./transcripts/outline.js";
export { Stretches } from "./transcripts/stretches.js";
