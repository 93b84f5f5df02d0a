// A form that brings a file leaves its page open: it may be sent again.

const AGAIN_MS = 4000;

for (const form of document.querySelectorAll("form[data-repeats]")) {
  form.addEventListener("submit", () => setTimeout(() => { delete form.dataset.sent; }, AGAIN_MS));
}
