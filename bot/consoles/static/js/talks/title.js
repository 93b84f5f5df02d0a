// The page's title says how many words of citizens have not been read, and flashes while nobody looks or an emergency waits.

const plain = document.title;
let count = 0;
let isOn = true;
let mark = "";

/** How many are unread, how many wait, and whether an emergency waits: it is in the title until somebody has it. */
export function setTitle(unread, waiting, isUrgent) {
  count = unread || (document.hidden ? waiting : 0);
  mark = isUrgent ? "【紧急】" : "";
  isOn = true;
  draw();
}

setInterval(() => {
  isOn = document.hidden || mark ? !isOn : true;
  draw();
}, 1000);
document.addEventListener("visibilitychange", draw);

function draw() {
  const words = (isOn ? mark : "") + (count && isOn ? `(${count}) ${plain}` : plain);
  if (document.title !== words) document.title = words;
}
