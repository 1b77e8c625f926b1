import { players } from "./foundation/player.js";

players();
