// A button to print the page; without scripts the browser's own does.

const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => window.print());
