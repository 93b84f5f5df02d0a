// Only browsers without ES modules run this file.
document.getElementById("old-browser").hidden = false;
