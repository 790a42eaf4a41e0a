/* Keeps the page of a desk without network, and only that: names of files, nobody's data. Version {{ version }}. */
"use strict";
const KEPT = "lianxin-offline-{{ version }}", FILES = {{ files|safe }};

self.addEventListener("install", (event) => {
  const fetched = (file) => fetch(file, { credentials: "same-origin", redirect: "error", cache: "reload" });
  event.waitUntil(caches.open(KEPT).then((box) => Promise.all(FILES.map((file) => fetched(file).then((answer) => {
    if (!answer.ok) { throw new Error(file); }
    return box.put(file, answer);
  })))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("lianxin-offline-") && name !== KEPT;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

/* The page and its files from the box; everything else, and what the box has lost, from the network. */
self.addEventListener("fetch", (event) => {
  const at = new URL(event.request.url);
  if (event.request.method !== "GET" || at.origin !== self.location.origin || !FILES.includes(at.pathname)) { return; }
  event.respondWith(caches.match(at.pathname).then((found) => found || fetch(event.request)));
});
