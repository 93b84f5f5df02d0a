// Files on their way up, a few at a time; what is lost on the way is tried again. Finished ones outlive a reload.

import * as api from "./api.js";
import { freshId } from "./outbox.js";
import { keep, read } from "./storage.js";

const NAME = "uploads";
const AT_ONCE = 2;
const MOST_TRIES = 6;
const MOST_SECONDS = 60;
const MOST_FILES = 9;
const MOST_BYTES = 20 * 1024 * 1024;

export class Uploads {
  /** `onChange(item)`: one was added or changed; null: the list did. An item: {id, name, size, state, share, file,
   * blob, why}; `state` is waiting, sending, done, failed (may be tried again) or refused. */
  constructor(onChange) {
    this.onChange = onChange;
    this.items = kept().map((file) => ({ id: freshId(), name: file.name, size: file.size, state: "done", file }));
  }

  get isEmpty() {
    return this.items.length === 0;
  }

  get isBusy() {
    return this.items.some((item) => item.state === "waiting" || item.state === "sending");
  }

  get isStuck() {
    return this.items.some((item) => item.state === "failed" || item.state === "refused");
  }

  /** Takes files from the device; returns why some were left out, "" if none was. */
  add(files) {
    const room = Math.max(0, MOST_FILES - this.items.length);
    const taken = files.slice(0, room);
    taken.forEach((blob) => this.items.push(newItem(blob)));
    this.onChange(null);
    this.work();
    return taken.length < files.length ? `一次最多发${MOST_FILES}个文件，多的没有加上，可以分几次发。` : "";
  }

  remove(id) {
    const item = this.items.find((one) => one.id === id);
    if (item && item.stop) item.stop();
    this.items = this.items.filter((one) => one.id !== id);
    this.keepFinished();
    this.onChange(null);
    this.work();
  }

  retry(id) {
    const item = this.items.find((one) => one.id === id);
    if (!item || item.state !== "failed") return;
    Object.assign(item, { state: "waiting", tries: 0, notBefore: 0, why: "" });
    this.onChange(item);
    this.work();
  }

  /** The network may be back. */
  resume() {
    this.items.filter((item) => item.state === "failed").forEach((item) => this.retry(item.id));
    this.items.forEach((item) => Object.assign(item, { notBefore: 0 }));
    this.work();
  }

  /** The finished files, which from now on belong to a message. */
  take() {
    const finished = this.items.filter((item) => item.state === "done").map((item) => item.file);
    this.clear();
    return finished;
  }

  clear() {
    this.items.forEach((item) => item.stop && item.stop());
    this.items = [];
    this.keepFinished();
    this.onChange(null);
  }

  work() {
    clearTimeout(this.timer);
    const now = Date.now();
    const waiting = this.items.filter((item) => item.state === "waiting");
    const free = AT_ONCE - this.items.filter((item) => item.state === "sending").length;
    waiting.filter((item) => item.notBefore <= now).slice(0, Math.max(0, free)).forEach((item) => this.send(item));
    const later = waiting.map((item) => item.notBefore).filter((at) => at > now);
    if (later.length) this.timer = setTimeout(() => this.work(), Math.min(...later) - now + 20);
  }

  async send(item) {
    const way = api.uploadFile(item.blob, (share) => {
      item.share = share;
      this.onChange(item);
    });
    Object.assign(item, { state: "sending", share: 0, why: "", stop: way.stop });
    this.onChange(item);
    const outcome = await way.outcome;
    if (!this.items.includes(item)) return;
    this.settle(item, outcome);
    this.keepFinished();
    this.onChange(item);
    this.work();
  }

  settle(item, outcome) {
    item.stop = null;
    if (outcome.name === "uploaded") {
      Object.assign(item, { state: "done", file: outcome.file, name: outcome.file.name, share: 1 });
    } else if (outcome.name === "refused") {
      Object.assign(item, { state: "refused", why: outcome.message });
    } else {
      this.tryLater(item, outcome.seconds);
    }
  }

  tryLater(item, seconds) {
    item.tries += 1;
    if (item.tries >= MOST_TRIES) {
      Object.assign(item, { state: "failed", why: "没传上去，请检查网络。" });
      return;
    }
    const pause = seconds || Math.min(MOST_SECONDS, Math.pow(2, item.tries)) * (0.75 + Math.random() / 2);
    Object.assign(item, { state: "waiting", notBefore: Date.now() + pause * 1000, why: "网络不好，过一会儿自动再传" });
  }

  keepFinished() {
    keep(NAME, this.items.filter((item) => item.state === "done").map((item) => item.file));
  }
}

function newItem(blob) {
  const item = { id: freshId(), name: blob.name || "照片", size: blob.size, blob, share: 0, tries: 0, notBefore: 0 };
  if (blob.size > MOST_BYTES) return Object.assign(item, { state: "refused", why: "文件太大了，请发小于20MB的。" });
  if (blob.size === 0) return Object.assign(item, { state: "refused", why: "这个文件是空的。" });
  return Object.assign(item, { state: "waiting", why: "" });
}

function kept() {
  const files = read(NAME, []);
  return Array.isArray(files) ? files.filter((file) => file && file.key) : [];
}
