import "./transcripts/editor.js";
