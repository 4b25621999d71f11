// Runs before the first paint, so that nobody who works in the dark is blinded by a white page.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("penstock.theme");
  } catch (e) {
    // a browser that keeps nothing follows the system
  }
  var dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
