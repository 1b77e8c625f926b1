import "./foundation/htmx.js";
