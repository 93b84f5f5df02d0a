// Joins the parts of the page.

import { Attach } from "./attach.js";
import { alarmText } from "./bubble.js";
import { Composer } from "./composer.js";
import { Courier } from "./courier.js";
import { byId, make, makeButton, makeCallLink } from "./dom.js";
import { News } from "./news.js";
import * as outbox from "./outbox.js";
import { Reader } from "./reader.js";
import { offerTextSizes, showPrivacyNotice } from "./settings.js";
import { keep, onForeignChange } from "./storage.js";
import * as title from "./title.js";
import { Transcript } from "./transcript.js";
import { Tray } from "./tray.js";
import { Uploads } from "./uploads.js";

const STARTERS = ["身份证丢了怎么补", "医保异地就医备案", "公积金怎么提取", "营业执照怎么办", "老人高龄津贴", "暖气不热找谁"];
const DOUBLE_PRESS_MS = 1000;
const OFFLINE = {
  offline: "网络断开了，您的话先存着，连上后自动发送。",
  server: "系统暂时连不上，您的话先存着，恢复后自动发送。",
};

const log = byId("log");
const reader = new Reader({ area: byId("main"), chip: byId("chip"), cover: byId("hotline") });
const transcript = new Transcript(log, { press, resend, edit, discard });
const courier = new Courier(transcript, { history, fresh, connection, busy, notice, changed: () => reader.keepEnd() });
const news = new News((lines) => fresh(transcript.place(lines)));
const uploads = new Uploads(uploadsChanged);
const tray = new Tray(byId("tray"), uploads, (words) => { byId("status").textContent = words; });
const composer = new Composer({
  form: byId("composer"),
  text: byId("ask"),
  hint: byId("hint"),
  things: uploads,
  onSend: (text) => say(text, "", { uploads: uploads.take() }),
  onLeave: toLog,
  onGrow: () => reader.keepEnd(),
});
let lastPress = { payload: "", at: 0 };

function say(text, payload, things) {
  byId("alarm").textContent = "";
  courier.post(text, payload, things);
  showWelcome();
  reader.toEnd();
}

/** A second tap of the same button within a second is a slip of the finger. */
function press(choice) {
  const at = Date.now();
  const isSlip = lastPress.payload === choice.title + choice.payload && at - lastPress.at < DOUBLE_PRESS_MS;
  lastPress = { payload: choice.title + choice.payload, at };
  if (!isSlip) say(choice.title, choice.payload);
}

function resend() {
  toLog();
  courier.resume();
}

function edit(message) {
  discard(message);
  composer.fill(message.text);
}

function discard(message) {
  outbox.remove(message.id);
  transcript.remove(message.id);
  showWelcome();
  toLog();
}

function uploadsChanged(item) {
  tray.show(item);
  composer.thingsChanged();
  if (!item) reader.keepEnd();
}

function addFiles(files) {
  composer.say(uploads.add(files));
  byId("ask").focus({ preventScroll: true });
}

function offerAttachments() {
  const parts = { button: byId("attach"), menu: byId("attach-menu"), camera: byId("attach-camera") };
  Object.assign(parts, { file: byId("attach-file"), place: byId("attach-place") });
  Object.assign(parts, { pickFile: byId("pick-file"), pickCamera: byId("pick-camera") });
  const attach = new Attach(parts, {
    onFiles: addFiles,
    onPlace: (place) => say("", "", { place }),
    say: (words) => composer.say(words),
    onGrow: () => reader.keepEnd(),
  });
  attach.listenToPaste(byId("ask"));
  attach.listenToDrop(document, byId("drop"));
  tray.show(null);
  window.addEventListener("beforeunload", (event) => {
    if (!uploads.isBusy) return;
    event.preventDefault();
    event.returnValue = ""; // older browsers ask only then
  });
}

function history(entries, newsFrom) {
  news.start(newsFrom);
  log.setAttribute("aria-live", "off");
  setTimeout(() => log.setAttribute("aria-live", "polite"), 1000);
  showWelcome();
  if (entries.length) reader.toEnd();
}

function fresh(entries) {
  const answers = entries.filter((entry) => entry.line.speaker === "assistant");
  showWelcome();
  if (!answers.length) return;
  title.count(answers.length);
  const alarm = answers.find((entry) => entry.line.kind === "emergency");
  if (alarm) byId("alarm").textContent = alarmText(alarm.line);
  reader.follow(answers[0].element);
}

function connection(state) {
  const bar = byId("offline");
  bar.textContent = "";
  if (state !== "good") {
    bar.append(make("p", "bar-text", OFFLINE[state]), make("p", "bar-text", "急事请直接打 ", ...urgentCalls()));
  }
  showWelcome();
  reader.keepEnd();
}

function urgentCalls() {
  return ["12345", "119", "120", "110"].map((number) => makeCallLink("tel bar-call", number, number));
}

function busy(isBusy) {
  const typing = byId("typing");
  if (typing.hidden === !isBusy) return;
  typing.hidden = !isBusy;
  byId("status").textContent = isBusy ? "助手正在查，请稍等。" : "";
  reader.keepEnd();
}

function notice(text) {
  composer.say(text);
}

function toLog() {
  log.focus({ preventScroll: true });
}

function showWelcome() {
  byId("welcome").hidden = !transcript.isEmpty || !(courier.hasHistory || courier.connection !== "good");
}

function askForNew(isAsked) {
  byId("confirm").hidden = !isAsked;
  byId(isAsked ? "confirm-yes" : "new").focus();
  reader.keepEnd();
}

async function startAnew() {
  askForNew(false);
  const trouble = await courier.startAnew();
  composer.say(trouble);
  if (trouble) return;
  keep("conversation", Date.now());
  uploads.clear();
  news.start(0);
  byId("alarm").textContent = "";
  byId("status").textContent = "新对话开始了。";
  showWelcome();
  byId("main").scrollTop = 0;
  byId("ask").focus();
}

/** The network, or the reader, may be back. */
function back() {
  news.resume();
  uploads.resume();
  return courier.resume();
}

function onScreen() {
  return document.visibilityState === "visible";
}

function listen() {
  byId("new").addEventListener("click", () => askForNew(byId("confirm").hidden));
  byId("confirm-yes").addEventListener("click", startAnew);
  byId("confirm-no").addEventListener("click", () => askForNew(false));
  byId("confirm").addEventListener("keydown", (event) => event.key === "Escape" && askForNew(false));
  byId("chip").addEventListener("click", toLog);
  window.addEventListener("online", back);
  window.addEventListener("offline", () => courier.networkGone());
  document.addEventListener("visibilitychange", () => {
    if (!onScreen()) return;
    title.seen();
    back().then(() => courier.refresh());
  });
  onForeignChange("outbox", () => onScreen() && courier.refresh());
  onForeignChange("conversation", () => window.location.reload());
}

function begin() {
  document.documentElement.classList.add("ready");
  offerTextSizes(byId("text-size"), (words) => {
    byId("status").textContent = words;
    composer.fit();
    reader.keepEnd();
  });
  showPrivacyNotice(byId("privacy"), byId("privacy-ok"), () => byId("ask").focus({ preventScroll: true }));
  STARTERS.forEach((title) => byId("starters").append(makeButton("choice", title, () => {
    press({ title, payload: "" });
    toLog();
  })));
  listen();
  offerAttachments();
  composer.fit();
  courier.start();
  if (navigator.onLine === false) courier.networkGone();
}

begin();
