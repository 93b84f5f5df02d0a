// The page's title says how many words of citizens have not been read; without a sound, it flashes while nobody looks.

const plain = document.title;
let count = 0;
let isOn = true;

/** How many are unread, and how many wait. */
export function setTitle(unread, waiting) {
  count = unread || (document.hidden ? waiting : 0);
  isOn = true;
  draw();
}

setInterval(() => {
  isOn = document.hidden ? !isOn : true;
  draw();
}, 1000);
document.addEventListener("visibilitychange", draw);

function draw() {
  const words = count && isOn ? `(${count}) ${plain}` : plain;
  if (document.title !== words) document.title = words;
}
