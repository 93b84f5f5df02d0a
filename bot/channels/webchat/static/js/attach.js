// The ways by which files and a place come in: the paper-clip and its menu, the camera, paste, drag and drop.

const PLACE_TIMEOUT_MS = 15000;
const PLACE_AGE_MS = 60000;
const OTHERWISE = "可以打字告诉我地址，比如“郑家屯街道某某小区3号楼”。";
const NO_PLACE = {
  1: `没有得到您的允许，取不到位置。${OTHERWISE}想再试，请在浏览器设置里允许本网页使用位置。`,
  2: `这会儿取不到位置。${OTHERWISE}`,
  3: `等了一会儿还没取到位置，可能信号不好。${OTHERWISE}`,
};

export class Attach {
  /** Elements: button, menu, camera, file, place, pickFile, pickCamera. `onFiles(files)`, `onPlace({lat, lon})`,
   * `say(words)` below the field, `onGrow()` after the menu opened or closed. */
  constructor(parts, { onFiles, onPlace, say, onGrow }) {
    Object.assign(this, parts, { onFiles, onPlace, say, onGrow });
    this.camera.hidden = !window.matchMedia("(pointer: coarse)").matches;
    this.button.addEventListener("click", () => this.open(this.menu.hidden));
    this.camera.addEventListener("click", () => this.pick(this.pickCamera));
    this.file.addEventListener("click", () => this.pick(this.pickFile));
    this.place.addEventListener("click", () => this.askPlace());
    this.menu.addEventListener("keydown", (event) => event.key === "Escape" && this.open(false));
    [this.pickFile, this.pickCamera].forEach((input) => input.addEventListener("change", () => this.picked(input)));
  }

  open(isOpen) {
    this.menu.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.menu.querySelector("button:not([hidden])").focus();
    else this.button.focus();
    this.onGrow();
  }

  pick(input) {
    this.open(false);
    input.click();
  }

  picked(input) {
    const files = Array.from(input.files);
    input.value = ""; // the same file may be chosen again
    if (files.length) this.onFiles(files);
  }

  askPlace() {
    this.open(false);
    if (!window.isSecureContext || !navigator.geolocation) {
      this.say(`这个浏览器不让网页取位置。${OTHERWISE}`);
      return;
    }
    this.say("正在取位置，请稍等。浏览器问的时候，请点“允许”。");
    const options = { enableHighAccuracy: true, timeout: PLACE_TIMEOUT_MS, maximumAge: PLACE_AGE_MS };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.say("");
        this.onPlace({ lat: coords.latitude, lon: coords.longitude });
      },
      (trouble) => this.say(NO_PLACE[trouble.code] || NO_PLACE[2]),
      options,
    );
  }

  /** Pictures from the clipboard go along; pasted text stays the field's business. */
  listenToPaste(field) {
    field.addEventListener("paste", (event) => {
      const files = filesOf(event.clipboardData);
      if (!files.length) return;
      event.preventDefault();
      this.onFiles(files);
    });
  }

  /** Files that are dropped anywhere on the page go along; `sign` shows itself while they hover. */
  listenToDrop(page, sign) {
    page.addEventListener("dragover", (event) => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      sign.hidden = false;
    });
    page.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) sign.hidden = true;
    });
    page.addEventListener("drop", (event) => {
      sign.hidden = true;
      if (!bringsFiles(event)) return;
      event.preventDefault();
      const files = filesOf(event.dataTransfer);
      if (files.length) this.onFiles(files);
    });
  }
}

function bringsFiles(event) {
  return event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
}

function filesOf(transfer) {
  return transfer ? Array.from(transfer.files) : [];
}
