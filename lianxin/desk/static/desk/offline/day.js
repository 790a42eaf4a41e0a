/* The day as a device knows it: what it took along, and every event written since, played in their order.
   Pure: no clock, no storage, no page. The order of the queue is that of the product (receptions/rules.py, in_order);
   a test holds the two against each other. Plain ES2018 for Chromium 78. */
(function () {
  "use strict";

  /* Of tickets from before; what the device gave comes after all of them. */
  var OWN = 1000;

  function place(ticket, now) {
    if (!ticket.at) { return [1, "", ticket.order]; }
    return [ticket.at <= now ? 0 : 2, ticket.at, ticket.order];
  }
  /* Whoever booked keeps his time: once it has come he is before all who just came. `now`: "09:20". */
  function inOrder(tickets, now) {
    return tickets.slice().sort(function (one, other) {
      var a = place(one, now), b = place(other, now);
      return a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0) || a[2] - b[2];
    });
  }

  function start(bag) {
    var day = {
      letter: bag.letter, open: bag.state === "open", closed: false, given: 0, used: 0, tickets: {}, seats: {},
      expected: bag.bookings.slice(), written: []
    };
    bag.tickets.forEach(function (t) {
      var order = /^[0-9]+$/.test(t.name) ? Number(t.name) : OWN / 2;
      day.tickets[t.name] = { name: t.name, at: t.at, people: t.people || 1, skips: t.skips, state: t.state, order: order, taken: "", called: "" };
    });
    bag.seats.forEach(function (s) {
      day.seats[s.code] = { code: s.code, deputy: s.deputy, name: s.name, state: s.state, words: s.words, at: s.at || "" };
    });
    return day;
  }

  var ACTS = {
    open: function (day) { day.open = true; },
    close: function (day) { day.closed = true; },
    attend: function (day, data, at) {
      var seat = day.seats[data.seat];
      if (seat) { seat.state = "attended"; seat.at = at; }
    },
    ticket: function (day, data, at) {
      var booking = day.expected.find(function (b) { return b.number === data.booking; });
      day.given = Math.max(day.given, Number(data.label.slice(1)));
      day.expected = day.expected.filter(function (b) { return b !== booking; });
      day.tickets[data.label] = {
        name: data.label, at: booking ? booking.at : "", people: booking ? booking.people : 1, skips: 0, state: "waiting",
        order: OWN + Number(data.label.slice(1)), taken: at, called: ""
      };
    },
    call: function (day, data, at) { move(day, data.ticket, "called", at); },
    skip: function (day, data) { move(day, data.ticket, "skipped"); },
    come_back: function (day, data) { move(day, data.ticket, "waiting"); },
    leave: function (day, data) { move(day, data.ticket, "left"); },
    sheet: function (day, data, at) {
      day.written.push({ ticket: data.ticket, at: at, headcount: data.headcount, matters: data.matters });
      day.used += data.matters.length;
      move(day, data.ticket, "served");
    }
  };
  function move(day, name, state, at) {
    var ticket = day.tickets[name];
    if (!ticket) { return; }
    if (state === "skipped") { ticket.skips += 1; }
    if (state === "called") { ticket.called = at; }
    ticket.state = state;
  }

  window.lianxinDay = {
    inOrder: inOrder,
    play: function (bag, events) {
      var day = start(bag);
      events.forEach(function (event) { ACTS[event.kind](day, event.data, event.at); });
      return day;
    },
    line: function (day, now) {
      var all = Object.keys(day.tickets).map(function (name) { return day.tickets[name]; });
      function those(state) { return all.filter(function (t) { return t.state === state; }); }
      return {
        inside: those("called").sort(function (a, b) { return a.called < b.called ? 1 : -1; }),
        waiting: inOrder(those("waiting"), now),
        skipped: those("skipped").sort(function (a, b) { return a.order - b.order; }),
        served: those("served").length
      };
    }
  };
})();
