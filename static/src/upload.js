import "./media/upload.js";
