/* What the page says to the product while there is network. Plain ES2018 for Chromium 78.
   Everything ends in one of: the answer; { said } for a refusal in words; { out: true } when somebody must sign in;
   { gone: true } without network. Nothing is thrown. */
(function () {
  "use strict";
  var csrf = "", LARGEST = 600000, MOST = 100, PATIENCE = 30000;

  function ask(address, body) {
    var cut = new AbortController(), timer = window.setTimeout(function () { cut.abort(); }, PATIENCE);
    var how = { credentials: "same-origin", redirect: "manual", cache: "no-store", signal: cut.signal };
    if (body !== undefined) {
      how.method = "POST";
      how.headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
      how.body = JSON.stringify(body);
    }
    return window.fetch(address, how).then(function (answer) {
      if (answer.type === "opaqueredirect") { return { out: true }; }
      return answer.json().then(function (found) { found.ok = answer.ok; return found; }, function () {
        return answer.status === 403 ? { out: true } : { gone: true };
      });
    }, function () { return { gone: true }; }).then(function (found) { window.clearTimeout(timer); return found; });
  }

  /* As many of the events, from the first on, as one sending may hold. */
  function part(events) {
    var size = 0, count = 0;
    while (count < events.length && count < MOST) {
      size += new Blob([JSON.stringify(events[count])]).size;
      if (count && size > LARGEST) { break; }
      count += 1;
    }
    return events.slice(0, count);
  }

  /* Who is signed in and what may be taken along; it also brings the token that every sending needs. */
  function days(at) {
    return ask(at + "days").then(function (found) { csrf = found.csrf || csrf; return found; });
  }

  window.lianxinNet = {
    days: days,
    take: function (at, said) { return ask(at + "take", said); },
    key: function (at, code, number) {
      return days(at).then(function (found) { return found.ok ? ask(at + code + "/key", { number: number }) : found; });
    },
    /* Send all, part by part; `each(sent)` after every part. Ends with { ok, answers } or with why not. */
    send: function (at, code, events, each) {
      var answers = [];
      function next(rest) {
        if (!rest.length) { return { ok: true, answers: answers }; }
        var now = part(rest);
        return ask(at + code + "/events", { events: now }).then(function (found) {
          if (!found.ok) { return found; }
          answers = answers.concat(found.answers);
          each(answers.length);
          return next(rest.slice(now.length));
        });
      }
      return days(at).then(function (found) { return found.ok ? next(events) : found; });
    },
    finish: function (at, code, ids) { return ask(at + code + "/finish", { ids: ids }); }
  };
})();
