/* What a device keeps for a day without network: rows in IndexedDB, each sealed by itself with AES-256-GCM.
   The data key is never kept in clear: once it is wrapped by a key made from the passphrase (PBKDF2), and once by a
   key that only the product can make anew, so that a forgotten passphrase costs nobody's words.
   A row's name is sealed in with it: rows cannot be swapped. Plain ES2018 for Chromium 78. */
(function () {
  "use strict";
  var ROUNDS = 600000, NAME = "lianxin-offline", subtle = window.crypto && window.crypto.subtle;
  var letters = new TextEncoder(), words = new TextDecoder();
  var opened;

  function octets(count) { return window.crypto.getRandomValues(new Uint8Array(count)); }

  function base() {
    opened = opened || new Promise(function (done, failed) {
      var asked = window.indexedDB.open(NAME, 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("desks", { keyPath: "code" });
        asked.result.createObjectStore("rows", { keyPath: ["desk", "name"] });
      };
      asked.onsuccess = function () {
        asked.result.onversionchange = function () { asked.result.close(); opened = null; };
        done(asked.result);
      };
      asked.onerror = function () { opened = null; failed(asked.error); };
      asked.onblocked = asked.onerror;
    });
    return opened;
  }

  /* One transaction; what `act` returns (a request, or nothing) once everything of it is on the disk. */
  function run(stores, mode, act) {
    return base().then(function (db) {
      return new Promise(function (done, failed) {
        var whole = db.transaction(stores, mode, { durability: "strict" }), asked = act(whole);
        whole.oncomplete = function () { done(asked ? asked.result : undefined); };
        whole.onabort = whole.onerror = function () { failed(whole.error || new Error("storage")); };
      });
    });
  }

  /* ── keys ──────────────────────────────────────────────────────────────── */
  function fromPassphrase(said, salt, rounds) {
    return subtle.importKey("raw", letters.encode(said.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]).then(function (raw) {
      var how = { name: "PBKDF2", salt: salt, iterations: rounds, hash: "SHA-256" };
      return subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    });
  }
  function imported(raw) { return subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]); }
  function locked(key, name, clear) {
    var iv = octets(12);
    return subtle.encrypt({ name: "AES-GCM", iv: iv, additionalData: letters.encode(name) }, key, clear).then(function (text) {
      return { iv: iv, text: new Uint8Array(text) };
    });
  }
  function freed(key, name, kept) {
    return subtle.decrypt({ name: "AES-GCM", iv: kept.iv, additionalData: letters.encode(name) }, key, kept.text);
  }
  function fromText(text) { return Uint8Array.from(window.atob(text), function (c) { return c.charCodeAt(0); }); }

  /* ── one desk ──────────────────────────────────────────────────────────── */
  function Desk(about, key) { this.code = about.code; this.about = about; this.key = key; }
  Desk.prototype.sealed = function (name, value) {
    var desk = this;
    return locked(this.key, this.code + "/" + name, letters.encode(JSON.stringify(value))).then(function (kept) {
      return { desk: desk.code, name: name, iv: kept.iv, text: kept.text };
    });
  };
  Desk.prototype.put = function (name, value) {
    return this.sealed(name, value).then(function (row) {
      return run(["rows"], "readwrite", function (t) { t.objectStore("rows").put(row); });
    });
  };
  /* An event is added, never overwritten; with it goes the draft that it came from. */
  Desk.prototype.add = function (name, value, without) {
    var desk = this;
    return this.sealed(name, value).then(function (row) {
      return run(["rows"], "readwrite", function (t) {
        t.objectStore("rows").add(row);
        if (without) { t.objectStore("rows").delete([desk.code, without]); }
      });
    });
  };
  Desk.prototype.drop = function (name) {
    var desk = this;
    return run(["rows"], "readwrite", function (t) { t.objectStore("rows").delete([desk.code, name]); });
  };
  Desk.prototype.all = function () {
    var desk = this;
    return run(["rows"], "readonly", function (t) { return t.objectStore("rows").getAll(range(desk.code)); }).then(function (rows) {
      return Promise.all(rows.map(function (row) {
        return freed(desk.key, row.desk + "/" + row.name, row).then(function (clear) {
          return { name: row.name, value: JSON.parse(words.decode(clear)) };
        });
      }));
    });
  };
  function range(code) { return window.IDBKeyRange.bound([code, ""], [code, "\uffff"]); }

  window.lianxinStore = {
    /* Secure contexts alone have what sealing needs. */
    usable: Boolean(window.isSecureContext && subtle && window.indexedDB),

    desks: function () { return run(["desks"], "readonly", function (t) { return t.objectStore("desks").getAll(); }); },

    /* `about`: code, title, letter. `rescue`: 33 octets in base64, the number of the product's key and the key. */
    create: function (about, passphrase, rescue, rows) {
      var raw = octets(32), salt = octets(16), way = fromText(rescue), desk;
      return imported(raw).then(function (key) {
        desk = new Desk(about, key);
        return Promise.all([
          fromPassphrase(passphrase, salt, ROUNDS).then(function (kek) { return locked(kek, about.code, raw); }),
          imported(way.slice(1)).then(function (kek) { return locked(kek, about.code, raw); })
        ].concat(Object.keys(rows).map(function (name) { return desk.sealed(name, rows[name]); })));
      }).then(function (made) {
        var kept = Object.assign({}, about, { salt: salt, rounds: ROUNDS, own: made[0], rescued: made[1], rescuer: way[0] });
        raw.fill(0);
        return run(["desks", "rows"], "readwrite", function (t) {
          t.objectStore("desks").add(kept);
          made.slice(2).forEach(function (row) { t.objectStore("rows").add(row); });
        });
      }).then(function () { return desk; });
    },

    /* Rejects with an OperationError when the passphrase is another. */
    unlock: function (about, passphrase) {
      return fromPassphrase(passphrase, about.salt, about.rounds).then(function (kek) {
        return freed(kek, about.code, about.own);
      }).then(function (raw) { return imported(raw); }).then(function (key) { return new Desk(about, key); });
    },
    rescue: function (about, rescue) {
      return imported(fromText(rescue).slice(1)).then(function (kek) {
        return freed(kek, about.code, about.rescued);
      }).then(function (raw) { return imported(raw); }).then(function (key) { return new Desk(about, key); });
    },

    /* With the wrapped keys gone nobody reads what a disk may still hold of the rows. */
    forget: function (code) {
      return run(["desks", "rows"], "readwrite", function (t) {
        t.objectStore("desks").delete(code);
        t.objectStore("rows").delete(range(code));
      });
    }
  };
})();
