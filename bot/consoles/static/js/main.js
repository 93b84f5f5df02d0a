// What every page of the staff does. Pages add modules of their own in the block `scripts`.

import { watchForms } from "./confirm.js";
import { watchIdling } from "./idle.js";
import { register, start } from "./keys.js";
import { watchSmallThings } from "./small_things.js";
import { watchTextSize } from "./text_size_switch.js";

for (const link of document.querySelectorAll(".nav [data-go]")) {
  register(`g ${link.dataset.go}`, link.textContent.trim(), () => link.click());
}
if (document.getElementById("password") === null) {
  register("/", "搜索", focusSearch);
}
register("?", "显示快捷键", () => document.getElementById("show-keys").click());
start();
watchForms();
watchIdling();
watchSmallThings();
watchTextSize();
document.documentElement.classList.add("ready");

function focusSearch() {
  const field = document.querySelector("[data-search]");
  if (field) {
    field.focus();
    field.select();
  } else {
    const list = document.querySelector('.nav [href="/desk/tickets"]');
    if (list) list.click();
  }
}
