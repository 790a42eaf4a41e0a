/* 连心: improvements only. Every page works without this file. Plain ES2018 for Chromium 78. */
(function () {
  "use strict";
  var doc = document, root = doc.documentElement;
  function all(sel, from) { return Array.prototype.slice.call((from || doc).querySelectorAll(sel)); }

  /* 关怀版 in place: the cookie is the server's; here only the letters grow without a reload. */
  all("button[data-care]").forEach(function (button) {
    button.form.addEventListener("submit", function (event) {
      if (!window.fetch || !window.URLSearchParams) { return; }
      event.preventDefault();
      var form = button.form, on = button.value === "1", said = button.querySelector("span");
      var body = new URLSearchParams({ care: button.value, next: form.next.value });
      window.fetch(form.action, { method: "POST", body: body, credentials: "same-origin", redirect: "manual" }).then(function () {
        root.classList.toggle("care", on);
        button.value = on ? "0" : "1";
        var words = said.textContent;
        said.textContent = button.getAttribute("data-care");
        button.setAttribute("data-care", words);
      }, function () { form.submit(); });
    });
  });

  /* A form goes once. */
  doc.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.hasAttribute("data-plain") || form.method !== "post") { return; }
    if (form.getAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "1");
    all("button:not([type=button])", form).forEach(function (b) { b.setAttribute("aria-disabled", "true"); });
  });
  window.addEventListener("pageshow", function () {
    all("form[data-sent]").forEach(function (form) {
      form.removeAttribute("data-sent");
      all("[aria-disabled]", form).forEach(function (b) { b.removeAttribute("aria-disabled"); });
    });
  });

  /* How many letters are written. */
  all("[data-count-for]").forEach(function (line) {
    var box = doc.getElementById(line.getAttribute("data-count-for"));
    if (!box) { return; }
    function say() {
      var n = Array.from(box.value).length, most = line.getAttribute("data-most");
      line.textContent = line.getAttribute("data-said").replace("{n}", n).replace("{most}", most);
      line.classList.toggle("count--over", n > +most);
    }
    box.addEventListener("input", say);
    if (box.value) { say(); }
  });

  /* 念给我听: reads what data-read points at, in the order of the page. */
  all("[data-read]").forEach(function (button) {
    if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var synth = window.speechSynthesis, on = synth.speaking;
      synth.cancel();
      button.setAttribute("aria-pressed", String(!on));
      if (on) { return; }
      var part = doc.querySelector(button.getAttribute("data-read")) || doc.getElementById("main");
      part.innerText.split(/\n+/).filter(Boolean).forEach(function (text) {
        var words = new window.SpeechSynthesisUtterance(text);
        words.lang = root.lang; words.rate = 0.9;
        synth.speak(words);
      });
    });
  });

  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  /* One open box of a group at a time. */
  all("details[data-one]").forEach(function (box) {
    box.addEventListener("toggle", function () {
      if (!box.open) { return; }
      all('details[data-one="' + box.getAttribute("data-one") + '"]').forEach(function (other) {
        if (other !== box) { other.open = false; }
      });
    });
  });

  /* A receipt's drawing leads here with its number behind the #; it goes into the field and out of the address. */
  var asked = doc.querySelector("input[data-of-receipt]");
  if (asked && !asked.value && /^#[0-9]{12}$/.test(window.location.hash)) {
    asked.value = window.location.hash.slice(1).replace(/(.{4})(?=.)/g, "$1 ");
    window.history.replaceState(null, "", window.location.pathname);
    var code = asked.form.elements.code;
    if (code) { code.focus(); }
  }

  /* Keys: j k walk the list, / searches, any data-key presses its control. Never while typing. */
  if (!root.classList.contains("desk-ui")) { return; }
  function walk(step) {
    var rows = all("[data-list] a.it, [data-list] tr a");
    if (!rows.length) { return; }
    var at = rows.indexOf(doc.activeElement);
    if (at < 0) { at = rows.findIndex(function (r) { return r.classList.contains("on"); }) - (step > 0 ? 0 : -1); }
    var next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
  doc.addEventListener("keydown", function (event) {
    var el = event.target, key = event.key;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) || el.isContentEditable) {
      if (key === "Escape") { el.blur(); }
      return;
    }
    if (key === "j" || key === "k") { walk(key === "j" ? 1 : -1); event.preventDefault(); return; }
    var target = all("[data-key]").filter(function (t) {
      return t.getAttribute("data-key").toLowerCase() === key.toLowerCase() && !t.disabled && t.offsetParent;
    })[0];
    if (!target) { return; }
    event.preventDefault();
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) { target.focus(); } else { target.click(); }
  });
})();
