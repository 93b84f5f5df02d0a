// Before anything is drawn: the size of text that this person chose on this machine.
(function () {
  try {
    document.documentElement.dataset.text = localStorage.getItem("shuangliao.desk.text") || "1";
  } catch (refused) {
    document.documentElement.dataset.text = "1";
  }
})();
