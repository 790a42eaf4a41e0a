/* What the page of a desk without network shows. Its markup and words come with the page; here they are only filled in.
   Plain ES2018 for Chromium 78. */
(function () {
  "use strict";
  var doc = document, words = JSON.parse(doc.getElementById("words").textContent);

  function all(sel, from) { return Array.prototype.slice.call((from || doc).querySelectorAll(sel)); }
  function say(name, with_) {
    return words[name].replace(/\{(\w+)\}/g, function (_all, key) { return with_[key]; });
  }
  function put(from, name, text) { all('[data-t="' + name + '"]', from).forEach(function (el) { el.textContent = text; }); }
  function clock(at) {
    return at ? new Date(at).toLocaleTimeString("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" }) : "";
  }
  function grouped(number, size) { return number.replace(new RegExp("(.{" + (size || 4) + "})(?=.)", "g"), "$1 "); }

  /* A list anew: for each of `rows` a copy of its template, filled by name; `data` goes on every button of it. */
  function list(name, template, rows) {
    var place = doc.querySelector('[data-list-of="' + name + '"]'), made = doc.createDocumentFragment();
    rows.forEach(function (row) {
      var copy = doc.importNode(doc.getElementById("t-" + template).content, true);
      Object.keys(row.texts).forEach(function (key) { put(copy, key, row.texts[key]); });
      all("[data-do]", copy).forEach(function (b) { Object.assign(b.dataset, row.data || {}); });
      if (row.then) { row.then(copy); }
      made.appendChild(copy);
    });
    place.textContent = "";
    place.appendChild(made);
    return place;
  }

  function screen(name) {
    all("[data-screen]").forEach(function (part) { part.hidden = part.getAttribute("data-screen") !== name; });
    window.scrollTo(0, 0);
    var found = doc.querySelector('[data-screen="' + name + '"]'), heading = found.querySelector("h2");
    if (doc.readyState === "complete") {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    return found;
  }

  function tell(text, bad) {
    var said = doc.getElementById("said");
    said.textContent = text || "";
    said.className = "of__said" + (text ? (bad ? " of__said--bad" : " of__said--ok") : "");
  }

  /* ── the day ───────────────────────────────────────────────────────────── */
  function about(t) {
    var parts = [t.at ? say("booked", { at: t.at }) : say("walk_in", {})];
    if (t.people > 1) { parts.push(say("people", { n: t.people })); }
    if (t.state === "called" && t.called) { parts.unshift(say("called_at", { at: clock(t.called) })); }
    if (t.skips) { parts.push(say("skips", { n: t.skips })); }
    return parts.join(words.comma);
  }
  function turns(name, rows) {
    var texts = rows.map(function (t) { return { texts: { name: t.name, about: about(t) }, data: { ticket: t.name } }; });
    list(name, name, texts);
    doc.getElementById(name).hidden = !rows.length;
  }
  function seat(s) {
    var came = s.state === "attended";
    return {
      texts: { name: s.name, in: came ? say("came_at", { at: clock(s.at) }) : "", words: came ? "" : s.words },
      data: { seat: s.code },
      then: function (copy) {
        copy.firstElementChild.classList.add("rd__seat--" + s.state);
        if (came) { copy.querySelector("[data-do]").remove(); }
      }
    };
  }
  function sheet(w, at) {
    var first = w.matters[0], text = first.confidential ? words.confidential : first.text.slice(0, 40);
    var more = w.matters.length > 1 ? say("and_more", { n: w.matters.length }) : "";
    return { texts: { at: clock(w.at), name: w.ticket, text: text + more }, data: { sheet: at } };
  }
  function drawDay(bag, day, line, unsent) {
    var part = doc.querySelector('[data-screen="day"]'), state = day.closed ? "closed" : day.open ? "open" : "announced";
    ["station", "day", "hours", "place"].forEach(function (name) { put(part, name, bag.words[name]); });
    put(part, "state", words[state]);
    all("[data-when]", part).forEach(function (el) {
      var when = el.getAttribute("data-when");
      el.hidden = when === "coming" ? day.closed : when !== state;
    });
    list("seats", "seat", Object.keys(day.seats).map(function (code) { return seat(day.seats[code]); }));
    var next = line.waiting[0];
    put(part, "next_said", next ? say("next_said", { n: line.waiting.length }) : words.nobody_waits);
    put(part, "next", next ? next.name : "");
    put(part, "next_at", next ? (next.at ? say("booked", { at: next.at }) : "") : words.take_first);
    put(part, "waiting_count", line.waiting.length);
    ["inside", "waiting", "skipped"].forEach(function (name) { turns(name, line[name]); });
    list("expected", "expected", day.expected.map(function (b) {
      var people = b.people > 1 ? say("people", { n: b.people }) : "";
      return { texts: { at: b.at || words.waits, grouped: grouped(b.number), people: people }, data: { booking: b.number } };
    }));
    doc.getElementById("expected").hidden = !day.expected.length || day.closed;
    list("written", "written", day.written.map(sheet).reverse());
    doc.getElementById("written").hidden = !day.written.length;
    put(part, "written_count", day.written.length);
    put(part, "left", say("numbers_left", { n: bag.numbers.length - day.used }));
    put(part, "unsent", say("unsent", { n: unsent }));
  }

  function drawReceipts(bag, written) {
    list("slips", "slip", written.matters.map(function (m, at) {
      var code = bag.numbers.find(function (pair) { return pair[0] === m.number; })[1];
      return {
        texts: { which: say("which", { n: at + 1 }) },
        then: function (copy) {
          var codes = all(".code", copy), note = copy.querySelector(".receipt__at");
          codes[0].textContent = grouped(m.number);
          codes[1].textContent = grouped(code, 5);
          note.textContent = [bag.words.day + " " + clock(written.at), bag.words.station].join(words.comma);
        }
      };
    }));
  }

  window.lianxinDraw = {
    all: all, say: say, words: words, put: put, clock: clock, grouped: grouped, list: list, screen: screen, tell: tell,
    day: drawDay, receipts: drawReceipts
  };
})();
