import { follow } from "./transcripts/writing.js";

for (const place of document.querySelectorAll("[data-writing]")) follow(place);
