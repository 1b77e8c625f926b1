import { VoiceNote } from "./translations/note.js";

const box = document.querySelector("[data-note]");
const able = "MediaRecorder" in window && navigator.mediaDevices;
if (box && able) new VoiceNote(box);
