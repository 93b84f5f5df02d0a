// The title counts what came in while the page was out of sight.

const NAME = document.title;
let unseen = 0;

export function count(lines) {
  if (document.visibilityState === "visible") return;
  unseen += lines;
  show();
}

export function seen() {
  unseen = 0;
  show();
}

function show() {
  document.title = unseen ? `(${unseen}) ${NAME}` : NAME;
}
