// What is about to be sent, above the field: a picture or a name each, how far it is, and a way to take it back.

import { make, makeButton } from "./dom.js";
import { addressOf, canBeShown, sayBytes } from "./things.js";

const THUMB_PX = 112;
const STATES = { waiting: "等着上传", done: "传好了", failed: "没传上去", refused: "没有收" };

export class Tray {
  /** Shows `uploads` in `place`; `say(words)` reads out what happened. */
  constructor(place, uploads, say) {
    Object.assign(this, { place, uploads, say });
    this.cards = new Map();
  }

  /** After `item` changed, or the list did. */
  show(item) {
    if (item) {
      this.refresh(item);
      return;
    }
    const ids = this.uploads.items.map((one) => one.id);
    this.cards.forEach((card, id) => {
      if (ids.includes(id)) return;
      card.element.remove();
      this.cards.delete(id);
    });
    this.uploads.items.filter((one) => !this.cards.has(one.id)).forEach((one) => this.addCard(one));
    this.place.hidden = ids.length === 0;
  }

  addCard(item) {
    const card = {
      element: make("li", "card"),
      picture: make("span", "card-picture"),
      name: make("span", "card-name"),
      state: make("span", "card-state"),
      bar: make("progress", "card-bar"),
      tools: make("span", "card-tools"),
      shown: "",
    };
    card.bar.max = 1;
    card.element.append(card.picture, make("span", "card-text", card.name, card.state, card.bar), card.tools);
    this.cards.set(item.id, card);
    this.place.append(card.element);
    drawPicture(card.picture, item);
    this.refresh(item);
  }

  refresh(item) {
    const card = this.cards.get(item.id);
    if (!card) return;
    card.bar.value = item.share || 0;
    card.bar.hidden = item.state !== "sending";
    card.bar.setAttribute("aria-label", `${item.name}上传进度`);
    card.name.textContent = item.name;
    card.state.textContent = stateWords(item);
    card.element.className = `card card-${item.state}`;
    if (card.shown === item.state) return;
    if (card.shown && item.state !== "sending") this.say(`${item.name}：${stateWords(item)}`);
    card.shown = item.state;
    this.showTools(card, item);
  }

  showTools(card, item) {
    const hadFocus = card.tools.contains(document.activeElement);
    card.tools.textContent = "";
    if (item.state === "failed") {
      card.tools.append(tool("重试", `重新上传${item.name}`, () => this.uploads.retry(item.id)));
    }
    card.tools.append(tool("删除", `删除${item.name}`, () => this.remove(item)));
    if (hadFocus) card.tools.lastChild.focus();
  }

  remove(item) {
    this.uploads.remove(item.id);
    this.say(`删除了${item.name}`);
    const next = this.place.querySelector("button");
    (next || document.getElementById("attach")).focus();
  }
}

function tool(title, label, onPress) {
  const button = makeButton("card-button", title, onPress);
  button.setAttribute("aria-label", label);
  return button;
}

function stateWords(item) {
  if (item.state === "sending") return `上传中 ${Math.round((item.share || 0) * 100)}%`;
  if (item.why) return item.why;
  return item.state === "done" ? `${STATES.done}，${sayBytes(item.size)}` : STATES[item.state];
}

/** A small picture of a photo; drawn from the file itself where it is still at hand, else as the server keeps it. */
async function drawPicture(place, item) {
  place.textContent = ending(item.name);
  try {
    if (item.file && canBeShown(item.file)) fill(place, pictureAt(addressOf(item.file, true)));
    else if (item.blob && item.blob.type.startsWith("image/")) fill(place, await pictureOf(item.blob));
  } catch (error) {
    place.textContent = ending(item.name); // a photo that this browser cannot show, such as HEIC
  }
}

function fill(place, picture) {
  place.textContent = "";
  place.append(picture);
}

function pictureAt(address) {
  const image = make("img", "card-image");
  Object.assign(image, { src: address, alt: "" });
  return image;
}

async function pictureOf(blob) {
  const bitmap = await window.createImageBitmap(blob);
  const canvas = make("canvas", "card-image");
  const scale = THUMB_PX / Math.min(bitmap.width, bitmap.height);
  canvas.width = canvas.height = THUMB_PX;
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  canvas.getContext("2d").drawImage(bitmap, (THUMB_PX - width) / 2, (THUMB_PX - height) / 2, width, height);
  bitmap.close();
  return canvas;
}

function ending(name) {
  const found = /\.([A-Za-z0-9]{1,5})$/.exec(name);
  return found ? found[1].toUpperCase() : "文件";
}
