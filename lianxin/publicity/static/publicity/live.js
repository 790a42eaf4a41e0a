/* What changes while one looks: asked anew every few seconds. Without script the link on the page does the same. */
(function () {
  var live = document.querySelector("[data-live]");
  if (!live || !window.fetch) { return; }
  setInterval(function () {
    if (document.hidden || live.contains(document.activeElement)) { return; }
    fetch(location.href, { cache: "no-store" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (page) {
      var fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[data-live]");
      if (fresh && fresh.innerHTML !== live.innerHTML) { live.innerHTML = fresh.innerHTML; }
    }).catch(function () { /* no network: the next turn tries again */ });
  }, Number(live.getAttribute("data-live")) * 1000);
})();
