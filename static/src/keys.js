import { openChooser } from "./transcripts/tools/choosing.js";

for (const place of document.querySelectorAll("[data-keys-page]")) openChooser(place);
