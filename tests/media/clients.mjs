// Sends files with tus-js-client, several at a time: a list of them comes by stdin.
import { readFileSync } from "node:fs";
import * as tus from "tus-js-client";

const { headers, files, together } = JSON.parse(readFileSync(0, "utf8"));
const said = {};

function send(file) {
  return new Promise((done) => {
    const end = (word) => {
      said[file.name] = word;
      done();
    };
    const upload = new tus.Upload(readFileSync(file.path), {
      endpoint: file.endpoint,
      headers,
      chunkSize: file.chunk || Infinity,
      metadata: { filename: file.name },
      uploadDataDuringCreation: file.during,
      retryDelays: Array(900).fill(200),
      onShouldRetry: () => true,
      onError: (error) => end(String(error)),
      onSuccess: () => end("whole"),
    });
    upload.start();
  });
}

const waiting = [...files];
const worker = async () => {
  while (waiting.length) await send(waiting.shift());
};
await Promise.all(Array.from({ length: together }, worker));
console.log(JSON.stringify(said));
