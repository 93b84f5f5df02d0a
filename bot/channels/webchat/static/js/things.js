// What stands below a citizen's words: her photos and files, which only she can open, and her place.

import { make } from "./dom.js";

const SHOWN = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const KIND_NAMES = { photo: "照片", voice: "录音", video: "视频", file: "文件" };

/** The element for files and place of a line; null if it has none. */
export function makeThings(line) {
  const files = line.files || (line.data && line.data.files) || [];
  const parts = files.map(makeFile);
  if (line.place) parts.push(makePlace(line.place));
  return parts.length ? make("div", "things", ...parts) : null;
}

/** The address of a file; a photo's preview is without the place where it was taken. */
export function addressOf(file, isPreview) {
  return `/chat/files/${encodeURIComponent(file.key)}${isPreview ? "?preview=1" : ""}`;
}

export function canBeShown(file) {
  return SHOWN.includes(file.media_type);
}

export function kindName(file) {
  return KIND_NAMES[file.kind] || KIND_NAMES.file;
}

export function sayBytes(size) {
  if (size < 1024) return `${size}字节`;
  return size < 1024 * 1024 ? `${Math.round(size / 1024)}KB` : `${(size / 1024 / 1024).toFixed(1)}MB`;
}

function makeFile(file) {
  return canBeShown(file) ? makePhoto(file) : makeChip(file);
}

function makePhoto(file) {
  const image = make("img", "photo");
  Object.assign(image, { alt: `照片：${file.name}`, loading: "lazy", src: addressOf(file, true) });
  const link = make("a", "photo-link", image);
  Object.assign(link, { href: addressOf(file, true), target: "_blank", rel: "noopener" });
  image.addEventListener("error", () => link.replaceWith(makeChip(file)));
  return link;
}

function makeChip(file) {
  const size = make("span", "chip-size", sayBytes(file.size));
  const link = make("a", "file-chip", make("span", "chip-kind", kindName(file)), " ", make("span", "chip-name", file.name), " ", size);
  Object.assign(link, { href: addressOf(file, false), download: file.name });
  return link;
}

function makePlace({ lat, lon }) {
  const spot = `北纬${lat.toFixed(5)}，东经${lon.toFixed(5)}`;
  return make("div", "file-chip", make("span", "chip-kind", "位置"), " ", make("span", "chip-name", spot));
}
