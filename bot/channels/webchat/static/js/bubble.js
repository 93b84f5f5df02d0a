// One bubble: a citizen's line or one part of an answer.

import { make, makeButton, makeCallLink } from "./dom.js";
import { makeThings } from "./things.js";
import { numbersIn } from "./phones.js";
import { layOut } from "./prose.js";

const WHO = { citizen: "您说", assistant: "助手回答" };
const CALL_NAMES = { 119: "火警", 120: "急救", 110: "报警", 122: "交通事故", 12345: "政务热线", 12356: "心理援助", 96110: "反诈" };
const MOST_CALLS = 4;
const VERDICTS = ["有用", "没用"];
const SVG = "http://www.w3.org/2000/svg";

/** The element of a line; `onPress(button)` is called with a pressed choice of an answer. */
export function makeBubble(line, onPress) {
  const bubble = make("div", `line line-${line.speaker}`, makeLabel(line), makeBody(line), makeThings(line));
  if (line.kind) bubble.classList.add(`line-${line.kind}`);
  if (line.buttons && line.buttons.length) bubble.append(makeButtons(line, onPress));
  return bubble;
}

/** What is said aloud at once of an emergency; the numbers come first. */
export function alarmText(line) {
  return `紧急！请马上打${numbersIn(line.text).slice(0, MOST_CALLS).join("、")}。`;
}

function makeLabel(line) {
  return make("p", "who", make("span", "who-name", sayWho(line)), " ", makeTime(line.at));
}

/** An operator is named by number and family name. */
function sayWho(line) {
  const data = line.data || {};
  return data.speaker === "operator" ? `${data.operator}说` : WHO[line.speaker];
}

function makeBody(line) {
  if (line.speaker === "citizen") return line.text ? make("div", "body body-citizen", line.text) : null;
  if (line.kind === "emergency") return makeEmergency(line);
  const text = line.kind === "clarify" ? withoutOptions(line) : withoutName(line);
  return make("div", "body", ...layOut(text));
}

/** An operator's words; her name stands above them already. */
function withoutName(line) {
  const { speaker, operator } = line.data || {};
  const name = `${operator}：`;
  return speaker === "operator" && line.text.startsWith(name) ? line.text.slice(name.length) : line.text;
}

/** The question of a clarifying answer; its options stand below as numbered buttons. */
function withoutOptions(line) {
  const titles = line.buttons.map((choice) => choice.title);
  return line.text.split("\n").filter((row) => !titles.includes(row.replace(/^\d+\.\s*/, ""))).join("\n");
}

function makeEmergency(line) {
  const title = make("h2", "alarm-title", makeWarningSign(), "紧急");
  const calls = make("div", "calls", ...numbersIn(line.text).slice(0, MOST_CALLS).map(makeCall));
  const blocks = layOut(line.text.replace(/^【紧急】/, ""));
  return make("div", "body", title, calls, ...blocks);
}

function makeCall(number) {
  const name = CALL_NAMES[number] || "";
  return makeCallLink("call", number, make("span", "call-verb", "拨打"), " ", make("span", "call-number", number), " ", make("span", "call-name", name));
}

function makeWarningSign() {
  const sign = document.createElementNS(SVG, "svg");
  sign.setAttribute("viewBox", "0 0 24 24");
  sign.setAttribute("class", "alarm-sign");
  sign.setAttribute("aria-hidden", "true");
  const triangle = document.createElementNS(SVG, "path");
  triangle.setAttribute("d", "M12 2 1 21h22L12 2zm-1.2 7h2.4v6h-2.4V9zm0 7.6h2.4V19h-2.4v-2.4z");
  sign.append(triangle);
  return sign;
}

function makeButtons(line, onPress) {
  const place = make("div", `buttons buttons-${line.kind}`);
  line.buttons.forEach((choice) => {
    const quiet = VERDICTS.includes(choice.title);
    place.append(makeButton(quiet ? "choice choice-quiet" : "choice", choice.title, () => onPress(choice)));
  });
  return place;
}

function makeTime(at) {
  const moment = new Date(at);
  const time = make("time", "when", isNaN(moment) ? "" : sayTime(moment));
  if (at) time.dateTime = at;
  return time;
}

function sayTime(moment) {
  const clock = `${moment.getHours()}:${String(moment.getMinutes()).padStart(2, "0")}`;
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday ? clock : `${moment.getMonth() + 1}月${moment.getDate()}日 ${clock}`;
}
