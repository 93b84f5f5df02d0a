// The live desk: the queue on the left, my talks side by side, everything by keyboard.

import { ask } from "../confirm.js";
import { post, postJson } from "../fetch.js";
import { alarm } from "./alarm.js";
import { registerAlt } from "./alt_keys.js";
import { countUp, setNow } from "./clock.js";
import { askOutcome, askTransfer } from "./dialogs.js";
import { tidy, watchOtherTabs } from "./drafts.js";
import { fill, freshId } from "./elements.js";
import { Panes } from "./panes.js";
import { showMine, showOthers, showWaiting } from "./side.js";
import { listen } from "./stream.js";
import { setTitle } from "./title.js";

const $ = (id) => document.getElementById(id);
const root = $("talks");
const desk = {
  login: root.dataset.login,
  most: Number(root.dataset.most),
  texts: JSON.parse(root.dataset.texts),
  candidates: root.dataset.candidates,
};
const panes = new Panes($("panes"), desk, redraw);
const leaving = new Set();
const alarmed = new Set();
const MOST_TOLD = 1500;
let queue = { waiting: [], mine: [], others: [] };
let isBusy = false;
let isFirst = true;

tidy();
watchOtherTabs(desk.login, (number) => {
  const pane = panes.all.get(number);
  if (pane && !pane.composer.isSending) pane.composer.renew();
});
listen("/desk/talks/events", { queue: heardQueue, lines: heardLines, gone: heardGone }, setLine, isAtDesk);
setInterval(countUp, 1000);
if ($("take-next")) $("take-next").addEventListener("click", takeNext);
$("fault-close").addEventListener("click", () => { tellFault(""); });
$("panes").addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) act(button.dataset.act, Number(button.closest(".pane").dataset.number));
});
$("panes").addEventListener("keydown", (event) => {
  const pane = event.key === "Escape" && panes.all.get(Number((event.target.closest(".pane") || {}).dataset?.number));
  if (pane && pane.isOver) panes.remove(pane.number);
});
registerKeys();

function heardQueue(told) {
  setNow(told.now);
  const before = new Set(queue.waiting.map((one) => one.number));
  queue = told;
  panes.update(told.mine.filter((talk) => !leaving.has(talk.number)));
  const fresh = told.waiting.filter((one) => !before.has(one.number));
  if (!isFirst && fresh.length) {
    const urgent = fresh.find((one) => one.is_urgent || one.is_for_me);
    say(urgent ? `${urgent.is_for_me ? "有会话转给您" : "紧急会话"}，共${told.waiting.length}人排队` : `有人排队，共${told.waiting.length}人`);
  }
  const unheard = told.waiting.concat(told.mine).filter((one) => one.is_urgent && !alarmed.has(one.number));
  for (const one of unheard) alarmed.add(one.number);
  if (unheard.length) alarm();
  isFirst = false;
  redraw();
}

function heardLines(told) {
  const pane = panes.all.get(told.talk);
  if (!pane || pane.isOver) return;
  const unread = pane.add(told.lines, panes.isLookedAt(told.talk));
  if (unread && !panes.shown.includes(told.talk)) say(`${pane.talk.who || pane.talk.channel}有新消息`);
  redraw();
}

function heardGone(told) {
  const pane = panes.all.get(told.talk);
  if (!pane || leaving.has(told.talk)) return;
  const hadFocus = pane.root.contains(document.activeElement);
  pane.over(told.words);
  if (hadFocus) pane.focus();
  redraw();
}

/** Operators always; overseers while they lead a talk. */
function isAtDesk() {
  return JSON.parse(root.dataset.mayTake) || panes.inOrder.some((pane) => !pane.isOver);
}

function setLine(isUp) {
  $("offline").hidden = isUp;
  if (isUp) for (const pane of panes.all.values()) pane.composer.flush();
}

function redraw() {
  showWaiting(queue.waiting, { take: (talk) => take(talk), join: (talk) => join(talk), transfer: (talk) => transfer(talk) });
  showMine(panes.inOrder, panes.active, { show: (talk) => show(talk.number) });
  showOthers(queue.others, { join: (talk) => join(talk), transfer: (talk) => transfer(talk) });
  $("panes-none").hidden = panes.all.size > 0;
  const unread = panes.unread;
  for (const pane of panes.all.values()) {
    const elsewhere = unread - pane.unread;
    fill(pane.root, "elsewhere", elsewhere ? `${elsewhere}条未读` : "");
  }
  setTitle(unread, queue.waiting.length, queue.waiting.some((one) => one.is_urgent));
  countUp();
}

function show(number) {
  root.dataset.view = "talk";
  panes.show(number);
}

async function doing(work) {
  if (isBusy) return null;
  isBusy = true;
  tellFault("");
  try {
    return await work();
  } catch (refused) {
    if (refused.code === "csrf") location.reload();
    else tellFault(refused.message);
    return null;
  } finally {
    isBusy = false;
  }
}

async function takeNext() {
  began(await doing(() => post("/desk/talks/next")));
}

async function take(talk) {
  began(await doing(() => post(`/desk/talks/${talk.number}/take`, { version: talk.version })));
}

async function join(talk) {
  if (await ask(`介入后，第${talk.number}号会话改由您接待。`, "介入")) {
    began(await doing(() => post(`/desk/talks/${talk.number}/join`)));
  }
}

function began(answer) {
  if (!answer) return;
  leaving.delete(answer.talk.number);
  queue.waiting = queue.waiting.filter((one) => one.number !== answer.talk.number);
  panes.add(answer.talk);
  root.dataset.view = "talk";
  panes.current.focus();
}

/** Something that takes a talk off the desk: the pane goes once the server has said yes. */
async function leave(number, path, values, words) {
  leaving.add(number);
  const pane = panes.all.get(number);
  const version = (pane ? pane.talk : queue.others.concat(queue.waiting).find((one) => one.number === number)).version;
  const answer = await doing(() => post(`/desk/talks/${number}/${path}`, Object.assign({ version }, values)));
  if (answer) {
    panes.remove(number);
    if (!panes.all.size) toList();
    say(words);
  }
  if (!answer || !pane) leaving.delete(number);
  else setTimeout(() => leaving.delete(number), 5000);
}

async function transfer(talk) {
  const chosen = await askTransfer();
  if (chosen) await leave(talk.number, "transfer", chosen, chosen.to ? "已转接" : "已退回排队");
}

async function act(name, number) {
  const pane = panes.all.get(number);
  if (name === "list") toList();
  else if (name === "dismiss") panes.remove(number);
  else if (name === "texts") pane.composer.texts();
  else if (name === "guides") pane.composer.guides();
  else if (name === "file") pane.composer.chooseFile();
  else if (!pane || pane.isOver) return;
  else if (name === "transfer") await transfer(pane.talk);
  else if (name === "ticket") openTicket(pane);
  else if (name === "return" && (await ask("交回后由助手继续回答，市民会收到提示。", "交回助手"))) await leave(number, "return", {}, "已交回助手");
  else if (name === "close") {
    const outcome = await askOutcome();
    if (outcome) await leave(number, "close", { outcome }, "会话已结束");
  }
}

function toList() {
  root.dataset.view = "list";
  const first = $("take-next") || $("waiting-title");
  first.focus();
}

/** The call pad with what the citizen said, as a draft of its own; the talk stays where it is. */
async function openTicket(pane) {
  const call = freshId(16);
  const draft = { text: pane.words().slice(-MOST_TOLD), caller: "", version: 0 };
  const answer = await doing(() => postJson(`${root.dataset.callPad}${call}/draft`, draft));
  if (answer) window.open(`${root.dataset.callPad}?call=${call}`, "_blank", "noopener");
}

function registerKeys() {
  const current = (name) => () => { if (panes.current) act(name, panes.active); };
  if ($("take-next")) registerAlt("T", "接下一位", takeNext);
  registerAlt("1", "看第1个会话（到 Alt+9）", () => nth(1));
  for (let at = 2; at < 10; at += 1) registerAlt(String(at), "", () => nth(at));
  registerAlt("R", "交回助手", current("return"));
  registerAlt("X", "转接", current("transfer"));
  registerAlt("E", "结束会话", current("close"));
  if (root.dataset.callPad) registerAlt("N", "为市民登记工单", current("ticket"));
  if (desk.candidates) registerAlt("G", "查指南", current("guides"));
  registerAlt("U", "发文件", current("file"));
  registerAlt("Q", "到排队列表", toList);
  registerAlt("/", "显示快捷键", () => $("show-keys").click());
}

function nth(at) {
  const pane = panes.inOrder[at - 1];
  if (pane) show(pane.number);
}

function say(words) {
  $("talks-word").textContent = words;
}

function tellFault(words) {
  $("fault-word").textContent = words;
  $("fault").hidden = !words;
}
