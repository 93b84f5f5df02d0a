// What was written and is not yet safely with the server. It outlives a reload; every change reads the kept list
// anew, because another tab may have changed it.

import { keep, read } from "./storage.js";

const NAME = "outbox";

/** A message on its way: {id, text, payload, at, refused, uploads, place}; `refused` is the server's reason, "" while
 * it waits; `uploads` are files that the server has already, `place` is {lat, lon} or null. */
export function add(text, payload, { uploads = [], place = null } = {}) {
  const message = { id: freshId(), text, payload, at: new Date().toISOString(), refused: "", uploads, place };
  keep(NAME, all().concat(message));
  return message;
}

export function all() {
  const kept = read(NAME, []);
  return Array.isArray(kept) ? kept : [];
}

/** The one to send next; undefined if nothing waits. */
export function next() {
  return all().find((message) => !message.refused);
}

export function remove(id) {
  keep(NAME, all().filter((message) => message.id !== id));
}

export function refuse(id, reason) {
  keep(NAME, all().map((message) => (message.id === id ? Object.assign({}, message, { refused: reason }) : message)));
}

export function dropRefused() {
  keep(NAME, all().filter((message) => !message.refused));
}

/** A random UUID (version 4), also where crypto.randomUUID is missing. */
export function freshId() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => (byte + 0x100).toString(16).slice(1)).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
