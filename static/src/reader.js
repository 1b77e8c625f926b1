import { players } from "./foundation/player.js";
import { follow } from "./reading/follow.js";
import { keeping } from "./reading/keep.js";
import { leaving, listening } from "./reading/listening.js";
import { largerLetters, showChoice } from "./reading/show.js";

players();
const text = document.querySelector("[data-text]");
const audio = document.querySelector("audio");
const larger = document.querySelector("[data-larger]");
if (text && audio) follow(text, audio);
if (text) showChoice(text);
if (text && larger) largerLetters(larger, text);
const settings = document.querySelector("[data-listening]");
if (settings && text && audio) listening(settings, audio, text);
leaving();
keeping();
