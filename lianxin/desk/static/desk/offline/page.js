/* 断网接待台: what is pressed on its page. Each act is an event, sealed and on the disk before the screen shows it;
   the screen is what all events make of the day. Plain ES2018 for Chromium 78. */
(function () {
  "use strict";
  var doc = document, store = window.lianxinStore, net = window.lianxinNet, draw = window.lianxinDraw;
  var sheet = window.lianxinSheet, main = doc.getElementById("main"), at = main.dataset.at, say = draw.say;
  var IDLE = 30 * 60000, desk = null, bag, events, day, chosen, locks, busy = Promise.resolve(), lastTouch = Date.now();

  function fresh() { return Array.from(window.crypto.getRandomValues(new Uint8Array(16)), function (n) { return ("0" + n.toString(16)).slice(-2); }).join(""); }
  function now() { return new Date(Date.now() + (bag ? bag.skew : 0)); }
  function online(yes) {
    doc.getElementById("net").textContent = yes ? draw.words.online : draw.words.offline;
    doc.getElementById("net").className = "of__net" + (yes ? " of__net--on" : "");
  }
  /* One thing after another: a second press waits for the first. Whatever fails is said; nothing is half done. */
  function turn(act) {
    busy = busy.then(act).catch(function (error) {
      draw.tell(error && error.said || say("failed", { why: error && error.name || "" }), true);
    });
    return busy;
  }

  /* ── an event ──────────────────────────────────────────────────────────── */
  /* What happens on another day is no part of this reception: it is said here, while there still is paper. */
  function notToday() {
    var today = now().toLocaleDateString("en-CA", { timeZone: "Asia/Shanghai" });
    return today < bag.day ? draw.words.not_yet : today > bag.day ? draw.words.past : "";
  }
  function write(kind, data, without) {
    var wrong = notToday();
    if (wrong) { return Promise.reject({ said: wrong }); }
    var event = { id: fresh(), seq: events.length, kind: kind, at: now().toISOString(), data: data };
    return desk.add("e" + ("00000" + event.seq).slice(-6), event, without).then(function () {
      events.push(event);
      day = window.lianxinDay.play(bag, events);
      show();
    });
  }
  function line() { return window.lianxinDay.line(day, draw.clock(now().toISOString())); }
  /* The day anew; the keyboard stays on what it was on, if that is still there. */
  function show() {
    var was = doc.activeElement && doc.activeElement.dataset.do ? Object.assign({}, doc.activeElement.dataset) : null;
    draw.day(bag, day, line(), events.length);
    var same = was && draw.all("[data-do]").filter(function (b) {
      return Object.keys(was).every(function (key) { return b.dataset[key] === was[key]; });
    })[0];
    if (same) { same.focus({ preventScroll: true }); }
  }
  function did(kind, data, words) { return turn(function () { return write(kind, data).then(function () { draw.tell(words); }); }); }

  var ACTS = {
    home: function () { draw.tell(""); return home(); },
    choose: function (on) {
      chosen = { code: on.code, title: on.title, key: fresh() };
      draw.put(draw.screen("take"), "title", on.title);
    },
    unlock: function (on) {
      return store.desks().then(function (rows) {
        chosen = rows.find(function (row) { return row.code === on.code; });
        draw.put(draw.screen("unlock"), "title", chosen.title);
        doc.getElementById("passphrase").focus();
      });
    },
    rescue: rescue,
    lock: function () { window.location.reload(); },
    begin: function () { return did("open", {}, draw.words.begun); },
    attend: function (on) { return did("attend", { seat: on.seat }, say("came", { name: day.seats[on.seat].name })); },
    ticket: function () { return give(""); },
    arrive: function (on) { return give(on.booking); },
    next: function () {
      var first = line().waiting[0];
      if (!first) { draw.tell(draw.words.take_first, true); return null; }
      return did("call", { ticket: first.name }, say("called", { name: first.name }));
    },
    call: function (on) { return did("call", { ticket: on.ticket }, say("called", { name: on.ticket })); },
    skip: function (on) { return did("skip", { ticket: on.ticket }, say("skipped", { name: on.ticket })); },
    come_back: function (on) { return did("come_back", { ticket: on.ticket }, say("back", { name: on.ticket })); },
    leave: function (on) { return did("leave", { ticket: on.ticket }, say("left", { name: on.ticket })); },
    sheet: function (on) { openSheet(on.ticket || ""); },
    back: function () {
      window.clearTimeout(drafting);
      draw.screen("day");
      return turn(function () { return desk.drop("draft"); });
    },
    receipts: function (on) { draw.receipts(bag, day.written[Number(on.sheet)]); draw.screen("receipts"); },
    close: function () { return did("close", {}, draw.words.over); },
    send: function () { return turn(function () { return send(false); }); },
    finish: function () { return turn(function () { return send(true); }); }
  };
  function give(booking) {
    return turn(function () {
      var label = day.letter + (day.given + 1);
      return write("ticket", booking ? { label: label, booking: booking } : { label: label }).then(function () {
        draw.tell(say("given", { name: label }));
      });
    });
  }

  /* ── a sheet ───────────────────────────────────────────────────────────── */
  function present() {
    var came = Object.keys(day.seats).map(function (code) { return day.seats[code]; }).filter(function (s) { return s.state === "attended"; });
    return bag.mine || (came.length ? came[0].deputy : "");
  }
  function openSheet(ticket) {
    var part, t = day.tickets[ticket];
    draw.tell("");
    sheet.open(bag, ticket, t ? t.people : 1, present());
    part = draw.screen("sheet");
    draw.put(part, "title", ticket ? say("sheet_of", { name: ticket }) : draw.words.sheet);
  }
  function keepSheet() {
    window.clearTimeout(drafting);
    return turn(function () {
      var data = sheet.read(bag.numbers.slice(day.used));
      return data && write("sheet", data, "draft").then(function () {
        draw.tell("");
        draw.receipts(bag, day.written[day.written.length - 1]);
        draw.screen("receipts");
      });
    });
  }
  var drafting;
  function keepDraft() {
    window.clearTimeout(drafting);
    drafting = window.setTimeout(function () {
      if (desk) { turn(function () { return desk.put("draft", sheet.draft()).then(function () { main.dataset.draft = "1"; }); }); }
    }, 800);
  }

  /* ── what is on this device ────────────────────────────────────────────── */
  function home() {
    draw.screen("start");
    return store.desks().then(function (rows) {
      draw.list("desks", "desk", rows.map(function (row) {
        return { texts: { title: row.title, about: say("letter", { letter: row.letter }) }, data: { code: row.code } };
      }));
      doc.getElementById("mine").hidden = !rows.length;
      return askDays();
    });
  }
  function askDays() {
    return net.days(at).then(function (found) {
      online(!found.gone);
      var said = found.ok ? (found.days.length ? say("you", { name: found.name }) : draw.words.no_days) : found.out ? draw.words.sign_in : draw.words.no_net;
      doc.getElementById("days-said").textContent = said;
      draw.list("days", "dayrow", found.ok ? found.days.map(function (row) {
        var title = row.day + " " + row.hours;
        return { texts: { title: title, about: [row.station, row.place].join(draw.words.comma) }, data: { code: row.code, title: title + " " + row.station } };
      }) : []);
    });
  }
  function take() {
    var form = doc.getElementById("take"), one = form.elements.passphrase.value, two = form.elements.again.value;
    if (one.length < Number(main.dataset.shortest)) { draw.tell(draw.words.short, true); return null; }
    if (one !== two) { draw.tell(draw.words.differ, true); return null; }
    return turn(function () {
      return net.take(at, { reception: chosen.code, device: form.elements.device.value, key: chosen.key }).then(function (got) {
        if (!got.ok) { throwAway(got); return null; }
        got.skew = new Date(got.now).getTime() - Date.now();
        if (Math.abs(got.skew) < 60000) { got.skew = 0; }
        var about = { code: got.desk, title: chosen.title, letter: got.letter }, rescuer = got.rescue;
        delete got.rescue;
        return store.create(about, one, rescuer, { bag: got }).then(function (made) {
          if (window.navigator.storage && window.navigator.storage.persist) { window.navigator.storage.persist(); }
          form.reset();
          return opened(made).then(function () { draw.tell(say("taken", { letter: got.letter })); });
        });
      });
    });
  }
  function throwAway(got) { draw.tell(got.said || (got.out ? draw.words.sign_in : draw.words.no_net), true); }
  function unlock() {
    var field = doc.getElementById("passphrase"), said = field.value;
    return turn(function () {
      return store.unlock(chosen, said).then(function (found) { field.value = ""; draw.tell(""); return opened(found); }, function () {
        draw.tell(draw.words.wrong, true);
        field.select();
      });
    });
  }
  function rescue() {
    return turn(function () {
      return net.key(at, chosen.code, chosen.rescuer).then(function (got) {
        if (!got.ok) { throwAway(got); return null; }
        return store.rescue(chosen, got.key).then(function (found) { draw.tell(draw.words.rescued); return opened(found); });
      });
    });
  }
  /* One window at a time writes for a desk; the other one says so. */
  function alone(code) {
    if (!window.navigator.locks) { return Promise.resolve(true); }
    return new Promise(function (done) {
      window.navigator.locks.request("lianxin-desk-" + code, { ifAvailable: true }, function (lock) {
        done(Boolean(lock));
        return lock ? new Promise(function (free) { locks = free; }) : null;
      });
    });
  }
  function opened(found) {
    return alone(found.code).then(function (mine) {
      if (!mine) { draw.tell(draw.words.elsewhere, true); return null; }
      return found.all().then(function (rows) {
        var kept = {};
        rows.forEach(function (row) { kept[row.name] = row.value; });
        desk = found;
        bag = kept.bag;
        events = Object.keys(kept).filter(function (name) { return /^e[0-9]+$/.test(name); }).sort().map(function (name) { return kept[name]; });
        day = window.lianxinDay.play(bag, events);
        show();
        draw.screen("day");
        if (kept.draft) { openSheet(kept.draft.ticket); sheet.restore(kept.draft); draw.tell(draw.words.draft); }
      });
    });
  }

  /* ── brought back ──────────────────────────────────────────────────────── */
  function send(all) {
    draw.tell(draw.words.sending);
    return net.send(at, desk.code, events, function (count) {
      draw.tell(say("sent_so_far", { n: count, all: events.length }));
    }).then(function (got) {
      online(!got.gone);
      doc.getElementById("sign-in").hidden = !got.out;
      if (!got.ok) { throwAway(got); return null; }
      if (!all) { draw.tell(say("sent", { n: events.length })); return null; }
      return finish(got.answers);
    });
  }
  function finish(answers) {
    return net.finish(at, desk.code, events.map(function (event) { return event.id; })).then(function (got) {
      if (!got.ok) { throwAway(got); return null; }
      var part, by = {};
      events.forEach(function (event) { by[event.id] = event; });
      return store.forget(desk.code).then(function () {
        part = draw.screen("done");
        draw.tell("");
        draw.put(part, "summary", say("summary", { n: events.length, voided: got.voided, waiting: got.waiting }));
        draw.put(part, "closing", got.said || (got.closed ? draw.words.closed_there : ""));
        draw.list("asides", "aside", answers.filter(function (a) { return a.reason; }).map(function (a) {
          var event = by[a.id];
          return { texts: { at: draw.clock(event.at), what: draw.words["kind_" + event.kind], reason: a.reason } };
        }));
        desk = bag = events = day = null;
        if (locks) { locks(); }
      });
    });
  }

  /* ── the page ──────────────────────────────────────────────────────────── */
  doc.addEventListener("click", function (event) {
    var button = event.target.closest("[data-do]");
    lastTouch = Date.now();
    if (button) { ACTS[button.dataset.do](button.dataset); }
  });
  function onSubmit(id, act) {
    doc.getElementById(id).addEventListener("submit", function (event) { event.preventDefault(); act(); });
  }
  onSubmit("take", take);
  onSubmit("unlock", unlock);
  sheet.onInput(keepDraft);
  sheet.onSubmit(keepSheet);
  window.addEventListener("online", function () { online(true); });
  window.addEventListener("offline", function () { online(false); });
  doc.addEventListener("keydown", function () { lastTouch = Date.now(); });
  window.setInterval(function () {
    if (desk && Date.now() - lastTouch > IDLE) { window.location.reload(); } else if (desk && !doc.querySelector('[data-screen="day"]').hidden) { show(); }
  }, 60000);

  if (!store.usable) {
    draw.screen("start");
    doc.getElementById("unusable").hidden = false;
    doc.getElementById("days-said").textContent = "";
    return;
  }
  if (window.navigator.serviceWorker) {
    window.navigator.serviceWorker.register(main.dataset.worker, { scope: at }).then(function () {
      return window.navigator.serviceWorker.ready;
    }).then(function () { main.dataset.ready = "1"; }, function () { /* without network: the one from before serves */ });
  }
  online(window.navigator.onLine);
  home();
})();
