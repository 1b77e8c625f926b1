// The page of suggestions: each can be answered by one key while it is chosen.
import { answerByKeys } from "./moderation/suggestions.js";

for (const place of document.querySelectorAll("[data-suggestions]")) answerByKeys(place);
