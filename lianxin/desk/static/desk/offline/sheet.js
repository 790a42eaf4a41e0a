/* The sheet of a desk without network: read from the form, checked as far as a device can. Plain ES2018 for Chromium 78. */
(function () {
  "use strict";
  var doc = document, draw = window.lianxinDraw, form = doc.getElementById("sheet");
  var ANSWER = "answer", INFORM = "inform", SECRET = "confidential";

  function box(at, name) { return form.elements["m" + at + "-" + name]; }
  function text(at, name) { return box(at, name).value.trim(); }
  function wrong(el, words) {
    var field = el.closest(".field, .rs__d") || el.parentNode, note = doc.createElement("p");
    field.classList.add("field--err");
    note.className = "err";
    note.setAttribute("role", "alert");
    note.textContent = words;
    field.insertBefore(note, el.closest(".field") === field ? el : field.children[1]);
    var block = el.closest("details");
    if (block) { block.open = true; }
    return el;
  }
  function cleaned() {
    draw.all(".err", form).forEach(function (el) { el.remove(); });
    draw.all(".field--err", form).forEach(function (el) { el.classList.remove("field--err"); });
  }
  function blocks() { return draw.all("details.rs__m", form).map(function (_el, at) { return at + 1; }); }
  function filled(at) {
    return at === 1 || ["text", "place", "answer", "source", "target"].some(function (name) { return text(at, name); });
  }

  /* What is wrong with one matter, as [field, words]; the product asks the same. */
  function faults(at) {
    var door = box(at, "door").value, found = [];
    function need(name, word) { if (!text(at, name)) { found.push([box(at, name), draw.words[word]]); } }
    need("text", "need_text");
    if (door === ANSWER) { need("answer", "need_answer"); need("source", "need_source"); }
    if (door === INFORM) {
      if (!text(at, "target") && !text(at, "preset")) { found.push([box(at, "preset"), draw.words.need_target]); }
      need("why", "need_why");
    }
    return found;
  }
  function matter(at, number) {
    var door = box(at, "door").value, words = { answer: text(at, "answer"), inform: text(at, "why") };
    return {
      number: number, text: text(at, "text"), place: text(at, "place"),
      door: door === ANSWER || door === INFORM ? door : "",
      deputy: door === ANSWER ? box(at, "deputy").value : "", words: words[door] || "", source: door === ANSWER ? text(at, "source") : "",
      target: door === INFORM ? text(at, "target") || text(at, "preset") : "",
      contact: form.elements.contact.value.trim(), tell_by: form.elements.tell_by.value,
      confidential: door === SECRET, told: Boolean(words[door]) && box(at, "told").checked
    };
  }

  window.lianxinSheet = {
    /* The form empty, for a number or none, with the choices that came along. */
    open: function (bag, ticket, people, present) {
      form.reset();
      cleaned();
      form.dataset.ticket = ticket;
      form.elements.headcount.value = people;
      blocks().forEach(function (at) {
        var names = [["", draw.words.choose]].concat(bag.seats.map(function (s) { return [s.deputy, s.name]; }));
        options(box(at, "deputy"), names, present);
        options(box(at, "preset"), [["", draw.words.choose]].concat(bag.targets.map(function (t) { return [t, t]; })), "");
        Array.prototype.forEach.call(form.elements["m" + at + "-door"], function (radio) {
          var offered = radio.value === SECRET || radio.value === "later" || bag.doors.indexOf(radio.value) >= 0;
          radio.disabled = !offered;
          doc.querySelector('label[for="' + radio.id + '"]').hidden = !offered;
        });
      });
    },
    draft: function () {
      var kept = { ticket: form.dataset.ticket, values: {} };
      draw.all("input, textarea, select", form).forEach(function (el) {
        if (el.type === "radio") { if (el.checked) { kept.values[el.name] = el.value; } return; }
        kept.values[el.name] = el.type === "checkbox" ? el.checked : el.value;
      });
      return kept;
    },
    restore: function (kept) {
      draw.all("input, textarea, select", form).forEach(function (el) {
        if (!(el.name in kept.values)) { return; }
        var value = kept.values[el.name];
        if (el.type === "radio") { el.checked = el.value === value; } else if (el.type === "checkbox") { el.checked = value; } else { el.value = value; }
      });
      blocks().forEach(function (at) { if (filled(at)) { box(at, "text").closest("details").open = true; } });
    },
    /* The contents of a sheet event with the next of `numbers`; null when something is to be put right first. */
    read: function (numbers) {
      cleaned();
      var which = blocks().filter(filled), found = [].concat.apply([], which.map(faults));
      var count = Number(form.elements.headcount.value), tell = form.elements.tell_by.value;
      if (!(count >= 1 && count <= 99 && count % 1 === 0)) { found.push([form.elements.headcount, draw.words.need_count]); }
      if (tell !== "lookup" && !form.elements.contact.value.trim()) { found.push([form.elements.contact, draw.words.need_contact]); }
      if (!found.length && which.length > numbers.length) { found.push([box(1, "text"), draw.words.no_numbers]); }
      if (found.length) {
        found.forEach(function (pair) { wrong(pair[0], pair[1]); });
        found[0][0].focus();
        return null;
      }
      return {
        ticket: form.dataset.ticket, headcount: count, signed: form.elements.signed.checked,
        matters: which.map(function (at, index) { return matter(at, numbers[index][0]); })
      };
    },
    onInput: function (act) { form.addEventListener("input", act); },
    onSubmit: function (act) { form.addEventListener("submit", function (event) { event.preventDefault(); act(); }); }
  };
  function options(select, pairs, chosen) {
    select.textContent = "";
    pairs.forEach(function (pair) { select.add(new Option(pair[1], pair[0], false, pair[0] === chosen)); });
  }
})();
