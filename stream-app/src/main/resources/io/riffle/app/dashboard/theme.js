// Runs before the page is painted, so that no theme flashes: the system's until somebody chooses.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    const chosen = localStorage.getItem("riffle-theme");
    const known = chosen === "light" || chosen === "dark";
    document.documentElement.dataset.theme = known ? chosen : dark.matches ? "dark" : "light";
  }
  follow();
  dark.addEventListener("change", follow);
})();
