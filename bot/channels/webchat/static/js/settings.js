// What a visitor has set for herself on this device: the size of the text, and that the privacy notice was read.

import { keep, read } from "./storage.js";

const SIZES = [
  { next: "大字", name: "标准" },
  { next: "更大", name: "大" },
  { next: "还原", name: "特大" },
];

/** A button that goes through the three sizes; its title says what it does next. */
export function offerTextSizes(button, onChange) {
  const show = (size) => {
    document.documentElement.setAttribute("data-text", String(size + 1));
    button.textContent = SIZES[size].next;
    button.setAttribute("aria-label", `${SIZES[size].next}，现在字号是${SIZES[size].name}`);
  };
  show(keptSize());
  button.addEventListener("click", () => {
    const size = (keptSize() + 1) % SIZES.length;
    keep("text-size", size);
    show(size);
    onChange(`字号：${SIZES[size].name}`);
  });
}

export function showPrivacyNotice(notice, button, onRead) {
  notice.hidden = read("privacy-read", false) === true;
  button.addEventListener("click", () => {
    keep("privacy-read", true);
    notice.hidden = true;
    onRead();
  });
}

function keptSize() {
  const size = read("text-size", 0);
  return SIZES[size] ? size : 0;
}
