// What every page of somebody who is signed in keeps an eye on.

import { watchBell } from "./bell.js";
import { watchHeartbeat } from "./heartbeat.js";
import { register } from "./keys.js";
import { watchObjections } from "./objections/waiting.js";

const bell = document.getElementById("bell");
if (bell) register("g r", "提醒", () => bell.click());
watchBell();
watchHeartbeat();
watchObjections();
