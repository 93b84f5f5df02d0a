// The list of bubbles, in the server's order; what is not yet sent stands at the end. Each line stands there once,
// however often the server tells it.

import { makeBubble } from "./bubble.js";
import { make, makeButton } from "./dom.js";

const ROLE = { citizen: 0, assistant: 1 };
const NOTICES = 1000000;

export class Transcript {
  /** `actions`: press(choice), resend(), edit(message), discard(message). */
  constructor(log, actions) {
    this.log = log;
    this.actions = actions;
    this.entries = [];
    this.written = 0;
  }

  get isEmpty() {
    return this.entries.length === 0;
  }

  /** The highest number that the server has told; 0 before the first. */
  get lastNumber() {
    return this.entries.reduce((most, entry) => (entry.number < Infinity ? Math.max(most, entry.number) : most), 0);
  }

  /** Adds the server's lines that are not there yet; returns those that were new, as entries. */
  place(lines) {
    const seen = new Map();
    const fresh = lines.map((line) => this.placeOne(line, seen)).filter((entry) => entry !== null);
    if (fresh.length) this.markNewest();
    return fresh;
  }

  /** Shows a message that is on its way. */
  write(message) {
    if (this.find(`citizen:${message.id}`)) return;
    this.written += 1;
    const line = { speaker: "citizen", text: message.text, at: message.at, kind: "", buttons: [] };
    Object.assign(line, { files: message.uploads || [], place: message.place });
    this.insert({ key: `citizen:${message.id}`, number: Infinity, rank: this.written, line });
  }

  /** A message arrived at the server and has its number. */
  settle(id, number) {
    const entry = this.find(`citizen:${id}`);
    if (!entry) return;
    this.note(id, "", []);
    if (entry.number === number) return;
    this.entries.splice(this.entries.indexOf(entry), 1);
    Object.assign(entry, { number, rank: 0 });
    this.insert(entry);
  }

  /** The assistant leaves a message to a person: no answer of its own follows. */
  leave(id) {
    const entry = this.find(`citizen:${id}`);
    if (entry) entry.line.answered = true;
  }

  /** What stands under a message on its way: "发送中", "待发送" with 重发, or why it was refused. */
  showState(message, state) {
    if (state === "sending") this.note(message.id, "发送中…", []);
    else if (message.refused) this.note(message.id, `没发出去：${message.refused}`, this.remedies(message));
    else this.note(message.id, "待发送", [makeButton("note-button", "重发", () => this.actions.resend())]);
  }

  clearState(message) {
    this.note(message.id, "", []);
  }

  remove(id) {
    const entry = this.find(`citizen:${id}`);
    if (!entry) return;
    entry.element.remove();
    this.entries.splice(this.entries.indexOf(entry), 1);
  }

  clear() {
    this.entries.forEach((entry) => entry.element.remove());
    this.entries = [];
  }

  /** A person talks: she spoke last on this side, and the assistant looks nothing up. */
  get isWithPerson() {
    const answers = this.entries.filter((entry) => entry.line.speaker === "assistant");
    const last = answers[answers.length - 1];
    return Boolean(last && last.line.data && last.line.data.speaker === "operator");
  }

  /** Whether an answer to message `number` is there. */
  hasAnswer(number) {
    return this.entries.some((entry) => (isAnswer(entry) || entry.line.answered) && entry.number >= number && entry.number < Infinity);
  }

  /** The number of the citizen's last line if no answer follows it, else 0. */
  unansweredNumber() {
    const settled = this.entries.filter((entry) => entry.number < Infinity && !entry.line.notice);
    const last = settled[settled.length - 1];
    return last && last.line.speaker === "citizen" && !last.line.answered ? last.number : 0;
  }

  placeOne(line, seen) {
    if (line.notice) return this.placeNotice(line);
    const group = `${line.speaker}:${line.number}`;
    const rank = seen.get(group) || 0;
    seen.set(group, rank + 1);
    const key = line.speaker === "citizen" && line.message_id ? `citizen:${line.message_id}` : `${group}:${rank}`;
    const known = this.find(key);
    if (known) {
      if (line.speaker === "citizen") this.settle(line.message_id, line.number);
      if (line.answered) known.line.answered = true;
      return null;
    }
    return this.insert({ key, number: line.number, rank, line });
  }

  /** A notice hangs at the message that was newest when it arose; it stands behind that message's answers. */
  placeNotice(line) {
    const key = `notice:${line.notice}`;
    return this.find(key) ? null : this.insert({ key, number: line.number, rank: NOTICES + line.notice, line });
  }

  insert(entry) {
    if (!entry.element) entry.element = makeBubble(entry.line, (choice) => this.actions.press(choice));
    const at = this.entries.findIndex((other) => comesBefore(entry, other));
    const follower = at < 0 ? null : this.entries[at].element;
    this.entries.splice(at < 0 ? this.entries.length : at, 0, entry);
    if (entry.element.parentNode !== this.log || entry.element.nextSibling !== follower) {
      this.log.insertBefore(entry.element, follower);
    }
    return entry;
  }

  find(key) {
    return this.entries.find((entry) => entry.key === key);
  }

  note(id, text, buttons) {
    const entry = this.find(`citizen:${id}`);
    if (!entry) return;
    const old = entry.element.querySelector(".note");
    if (old && old.firstChild.textContent === text) return;
    if (old) old.remove();
    if (text) entry.element.append(make("div", "note", make("span", "note-text", text), ...buttons));
  }

  remedies(message) {
    return [
      makeButton("note-button", "改一改", () => this.actions.edit(message)),
      makeButton("note-button", "删除", () => this.actions.discard(message)),
    ];
  }

  markNewest() {
    const answers = this.entries.filter((entry) => entry.line.speaker === "assistant");
    const newest = answers.length ? answers[answers.length - 1].number : 0;
    answers.forEach((entry) => entry.element.classList.toggle("line-newest", entry.number === newest));
  }
}

function isAnswer(entry) {
  return entry.line.speaker === "assistant" && !entry.line.notice;
}

function comesBefore(one, other) {
  if (one.number !== other.number) return one.number < other.number;
  const roles = ROLE[one.line.speaker] - ROLE[other.line.speaker];
  return roles !== 0 ? roles < 0 : one.rank < other.rank;
}
