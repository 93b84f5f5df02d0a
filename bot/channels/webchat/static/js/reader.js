// Keeps the newest lines in view, unless the reader has scrolled up: then a chip says that there is something new.

const NEAR_PX = 48;
const GAP_PX = 8;

export class Reader {
  /** `cover` lies over the top of the conversation while the whole page scrolls. */
  constructor({ area, chip, cover }) {
    Object.assign(this, { area, chip, cover });
    this.isAtEnd = false;
    const look = () => this.look();
    area.addEventListener("scroll", look, { passive: true });
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", () => this.keepEnd());
    chip.addEventListener("click", () => this.toEnd());
  }

  /** After an answer: its beginning comes into view, and its end too if there is room. */
  follow(element) {
    if (!this.isAtEnd) {
      this.chip.hidden = false;
      return;
    }
    this.toEnd();
    const box = this.scroller();
    const top = this.area === box ? box.getBoundingClientRect().top : this.cover.offsetHeight;
    const hiddenPx = top + GAP_PX - element.getBoundingClientRect().top;
    if (hiddenPx <= 0) return;
    box.scrollTop -= hiddenPx;
    this.isAtEnd = false;
  }

  /** After something grew or shrank that is not news. */
  keepEnd() {
    if (this.isAtEnd) this.toEnd();
  }

  toEnd() {
    const box = this.scroller();
    box.scrollTop = box.scrollHeight;
    this.isAtEnd = true;
    this.chip.hidden = true;
  }

  look() {
    const box = this.scroller();
    this.isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (this.isAtEnd) this.chip.hidden = true;
  }

  /** On a very low or narrow screen the whole page scrolls, else only the conversation. */
  scroller() {
    const isPage = window.getComputedStyle(this.area).overflowY === "visible";
    return isPage ? document.scrollingElement || document.documentElement : this.area;
  }
}
