export * from "./transcripts/tools/index.js";
