import "./moderation/redaction.js";
