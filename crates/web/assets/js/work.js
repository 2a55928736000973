// The proof of work of a ballot without a code: an ALTCHA challenge (version 2, PBKDF2/SHA-256), solved while its voter is
// still choosing. This file is both the page's part and the worker that counts. Nobody but our own server is asked.
(() => {
  "use strict";

  // The worker: tries one number after another, several at a time, until a key begins with what the challenge shows.
  if (typeof document === "undefined") {
    const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    const text = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const solve = async ({ parameters: p, from, lanes }) => {
      if (p.algorithm !== "PBKDF2/SHA-256") throw new Error(p.algorithm);
      const [nonce, salt, wanted] = [p.nonce, p.salt, p.keyPrefix].map(bytes);
      const derive = async (counter) => {
        const password = new Uint8Array(nonce.length + 4);
        password.set(nonce);
        new DataView(password.buffer).setUint32(nonce.length, counter);
        const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
        const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: p.cost };
        return new Uint8Array(await crypto.subtle.deriveBits(how, key, p.keyLength * 8));
      };
      let [next, found] = [from, null];
      const under = new Set();
      const lane = async () => {
        while (!found) {
          const counter = next++;
          under.add(counter);
          const key = await derive(counter);
          under.delete(counter);
          if (wanted.every((byte, i) => key[i] === byte)) found = { counter, derivedKey: text(key) };
          // Everything below the least that is still under way has been tried.
          if (counter % 64 === 0) postMessage({ at: Math.min(next, ...under) });
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      return found;
    };
    onmessage = ({ data }) => solve(data).then(
      (solution) => postMessage({ solution }),
      (fault) => postMessage({ fault: String(fault) }),
    );
    return;
  }

  const box = document.querySelector("[data-work]");
  const form = box && document.getElementById(box.dataset.form);
  if (!form) return;
  const source = document.currentScript.src;
  const field = form.elements.namedItem("altcha");
  const [says, bar] = [box.querySelector("[data-says]"), box.querySelector("progress")];
  const say = (state, n = "") => {
    box.dataset.state = state;
    says.textContent = box.dataset[state].replace("{n}", n);
  };
  box.hidden = false;

  // What is known of the challenge outlives this page, so that reading over, going back and reloading begin nothing anew.
  const name = `work ${box.dataset.work}`;
  let kept = null;
  const keep = () => {
    try {
      if (kept) sessionStorage.setItem(name, JSON.stringify(kept));
      else sessionStorage.removeItem(name);
    } catch { /* A browser that keeps nothing begins anew. */ }
  };
  try {
    kept = JSON.parse(sessionStorage.getItem(name));
  } catch { /* Likewise. */ }
  const good = () => kept && kept.until > Date.now() && kept.challenge.parameters.data.place === box.dataset.place;

  // It buys one ballot; the next one needs its own.
  const spend = () => {
    kept = null;
    keep();
  };

  let worker = null;
  let waiting = null; // The button that was pressed before the work was done.
  const finish = () => {
    if (field) field.value = kept.payload;
    bar.value = bar.max;
    say("done");
    if (!waiting) return;
    const button = waiting;
    waiting = null;
    if (form.requestSubmit) return form.requestSubmit(button);
    spend();
    form.submit();
  };
  const fail = () => {
    waiting = null;
    say("failed");
  };
  const count = () => {
    const { parameters } = kept.challenge;
    bar.max = parameters.data.most;
    bar.value = kept.at;
    if (kept.payload) return finish();
    say(waiting ? "sending" : "working");
    try {
      worker = new Worker(source);
    } catch {
      return fail();
    }
    const begun = performance.now();
    worker.onerror = fail;
    worker.onmessage = ({ data: { at, solution, fault } }) => {
      if (fault) return fail();
      if (at) {
        kept.at = bar.value = at;
        return keep();
      }
      const time = Math.round(performance.now() - begun);
      const { challenge } = kept;
      kept.payload = btoa(JSON.stringify({ challenge, solution: { ...solution, time } }));
      keep();
      worker.terminate();
      finish();
    };
    const cores = navigator.hardwareConcurrency || 2;
    worker.postMessage({ parameters, from: kept.at, lanes: Math.max(1, Math.min(4, cores - 1)) });
  };

  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  const begin = async () => {
    worker?.terminate();
    if (field) field.value = "";
    for (let tries = 0; !good(); tries += 1) {
      say(waiting ? "sending" : "working");
      let answer = null;
      try {
        answer = await fetch(box.dataset.work, { headers: { accept: "application/json" } });
      } catch { /* No network: once more, after a while. */ }
      if (answer?.ok) {
        const challenge = await answer.json();
        kept = { challenge, until: Date.now() + challenge.parameters.data.lasts, at: 0 };
        if (challenge.parameters.data.place !== box.dataset.place) return fail();
        keep();
      } else if (answer && answer.status < 500 && answer.status !== 429) {
        return fail();
      } else {
        const seconds = Number(answer?.headers.get("retry-after")) || Math.min(2 ** tries, 30);
        say("wait", seconds);
        await pause(seconds);
      }
    }
    renew();
    count();
  };
  // A challenge that ends while its page stays open is renewed, once somebody looks at the page again.
  let timer = 0;
  const renew = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (document.hidden) document.addEventListener("visibilitychange", renew, { once: true });
      else begin();
    }, Math.max(0, (kept?.until ?? 0) - Date.now()));
  };

  form.addEventListener("submit", (event) => {
    if (!field || event.submitter?.name === "change") return;
    if (field.value) return spend();
    if (!globalThis.crypto?.subtle) return;
    event.preventDefault();
    waiting = event.submitter;
    if (box.dataset.state === "failed") begin();
    else if (box.dataset.state === "working") say("sending");
  });

  if (!globalThis.crypto?.subtle || !globalThis.Worker) fail();
  else if (field?.value) {
    // The same ballot is to be sent again: it must be the same to the server.
    bar.value = bar.max;
    say("done");
  } else begin();
})();
