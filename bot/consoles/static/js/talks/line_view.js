// One line of a talk as an element. Whatever was said is text, never markup.

import { moment } from "./clock.js";
import { el } from "./elements.js";

/** The element of a line; files lead to this talk's files. */
export function lineView(line, talk) {
  const item = el("li", `line line-${line.side}${line.is_mine ? " is-mine" : ""}`);
  item.dataset.number = line.number;
  const time = el("time", "", moment(line.at));
  time.dateTime = line.at;
  item.append(el("p", "line-head", el("span", "line-by", line.by), " ", time));
  if (line.text) item.append(el("p", "line-text", line.text));
  for (const file of line.files) item.append(fileView(file, talk));
  setDelivery(item, line);
  return item;
}

/** Only how far it has come changes afterwards. */
export function setDelivery(item, line) {
  item.dataset.delivery = line.delivery;
  let words = item.querySelector(".line-delivery");
  if (!line.delivery_words) {
    if (words) words.remove();
    return;
  }
  if (!words) {
    words = el("p", "line-delivery");
    item.append(words);
  }
  if (words.textContent !== line.delivery_words) words.textContent = line.delivery_words;
}

function fileView(file, talk) {
  const link = el("a", "", file.name || "附件");
  link.href = `/desk/talks/${talk}/files/${file.key}`;
  link.download = "";
  const box = el("p", "line-file", link, ` ${Math.ceil(file.size / 1024)} KB`);
  if (file.kind !== "photo") return box;
  const photo = el("img", "");
  photo.src = `/desk/talks/${talk}/previews/${file.key}`;
  photo.alt = `照片：${file.name}`;
  photo.loading = "lazy";
  photo.width = 160;
  photo.height = 120;
  photo.addEventListener("error", () => photo.remove());
  box.prepend(photo);
  return box;
}
