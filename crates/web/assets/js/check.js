// The page that checks a receipt: pasted, opened, or scanned. The checking itself is `receipt.js`, which reads the published
// files and nothing else. Where this file cannot run, the form goes to the server, which answers from the same files.

const root = document.querySelector("[data-check]");

/** A sentence with **figures** made strong, as the server writes it. */
function sentence(words, figures, lang) {
  const shown = (value) => (typeof value === "number" ? value.toLocaleString(lang) : value);
  const filled = words.replace(/\{(\w+)\}/g, (_, name) => shown(figures[name] ?? ""));
  return filled.split("**").map((part, i) => {
    if (i % 2 === 0) return document.createTextNode(part);
    const strong = document.createElement("b");
    strong.textContent = part;
    return strong;
  });
}

function begin({ Fault, base64, check, fail, hex, read, readKeys }) {
  const { log, fallback, zone } = root.dataset;
  const lang = document.documentElement.lang;
  const names = JSON.parse(root.dataset.names);
  const form = root.querySelector("form");
  const place = root.querySelector("[data-found]");
  const field = { text: form.elements.receipt, file: form.elements.file, key: form.elements.key };
  const said = Object.fromEntries([...root.querySelector("[data-says]").content.querySelectorAll("[data-say]")].map((row) => [row.dataset.say, row.textContent]));

  /** A piece of the page that the server drew, its blanks filled in. */
  const drawn = (name, figures = {}) => {
    const piece = root.querySelector(`template[data-told="${name}"]`).content.cloneNode(true);
    const texts = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
    for (const text of [...iterate(texts)]) text.replaceWith(...sentence(text.data, figures, lang));
    return piece;
  };
  function* iterate(walker) {
    while (walker.nextNode()) yield walker.currentNode;
  }
  const show = (...pieces) => {
    place.replaceChildren(...pieces);
    const first = place.firstElementChild;
    first?.setAttribute("tabindex", "-1");
    first?.focus();
  };
  const quiet = (name) => {
    const line = document.createElement("p");
    line.className = "quiet";
    line.textContent = said[name];
    return line;
  };

  const fetched = new Map();
  const fetchFile = async (path) => {
    // Tiles stay as they are; heads and keys are asked for anew each time.
    if (fetched.has(path)) return fetched.get(path);
    const response = await fetch(`${log}/${path}`).catch(() => fail("offline"));
    if (response.status === 404) return null;
    if (!response.ok) fail("offline");
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (path.includes("/tile/")) fetched.set(path, bytes);
    return bytes;
  };

  const holds = (outcome, steps, own) => {
    const piece = drawn("holds", { n: outcome.ballot.n, now: outcome.now.size });
    const list = piece.querySelector("[data-steps]");
    for (const [name, figures] of steps) {
      const step = root.querySelector('template[data-told="step"]').content.cloneNode(true);
      step.querySelector("span").replaceChildren(...sentence(said[name], figures, lang));
      list.append(step);
    }
    const { ballot, hash, now, key } = outcome;
    const facts = {
      category: names[ballot.cat] ?? ballot.cat,
      channel: names[ballot.channel] ?? ballot.channel,
      at: new Date(ballot.at).toLocaleString(lang, { dateStyle: "long", timeStyle: "medium", timeZone: zone || undefined }),
      leaf: hex(hash),
      root: base64(now.root),
      key: key.word,
    };
    for (const slot of piece.querySelectorAll("[data-slot]")) slot.textContent = facts[slot.dataset.slot];
    piece.querySelector("[data-by]").textContent = `${said["by-browser"]}${said[own ? "by-key" : "by-site"]}`;
    return piece;
  };

  const run = async (given) => {
    show(quiet("working"));
    const steps = [];
    try {
      const handed = read(given);
      const own = field.key.value.trim() ? await readKeys(field.key.value.trim()) : null;
      if (own?.length === 0) fail("key-unreadable");
      const once = () => {
        steps.length = 0;
        return check(handed, { fetchFile, keys: own, fallback, tell: (...step) => steps.push(step) });
      };
      let outcome;
      for (let times = 0; ; times += 1) {
        try {
          outcome = await once();
          break;
        } catch (fault) {
          // Who has just voted may be a moment ahead of what is published.
          if (!["behind", "beyond"].includes(fault.fault) || times === 3) throw fault;
          show(quiet("waiting"));
          await new Promise((resolve) => { setTimeout(resolve, 2500); });
        }
      }
      show(holds(outcome, steps, own));
      place.dataset.outcome = "holds";
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      show(drawn(fault.fault, fault.figures));
      place.dataset.outcome = fault.fault;
    }
  };

  /** What a picture shows a code of; null where there is none, or this browser reads none. */
  const scan = async (picture) => {
    const codes = await new BarcodeDetector({ formats: ["qr_code"] }).detect(picture);
    return codes[0]?.rawValue ?? null;
  };
  const reads = "BarcodeDetector" in globalThis;

  const handedIn = async () => {
    const file = field.file.files[0];
    if (!file) return field.text.value;
    if (!file.type.startsWith("image/")) return file.text();
    if (!reads) fail("no-scan");
    return (await scan(await createImageBitmap(file))) ?? fail("no-code");
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const given = await handedIn();
      if (given.trim()) await run(given);
      else show(drawn("missing"));
    } catch (fault) {
      if (fault instanceof Fault) show(drawn(fault.fault, fault.figures));
      else form.submit(); // this browser cannot; the server can
    }
  });

  const camera = root.querySelector("[data-camera]");
  const lead = root.querySelector("[data-scan-says]");
  lead.hidden = false;
  if (reads && navigator.mediaDevices?.getUserMedia) {
    field.file.accept += ",image/*";
    camera.hidden = false;
    camera.addEventListener("click", () => film(camera, root.querySelector("[data-film]"), scan, run, () => show(drawn("no-camera"))));
  } else {
    lead.textContent = said["no-scan-here"];
  }

  const asked = new URLSearchParams(location.search);
  if (asked.get("n") && asked.get("leaf")) run(location.href);
}

/** Shows what the camera sees until a code is in it. */
async function film(button, video, scan, run, refused) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    refused();
    return;
  }
  button.hidden = true;
  video.hidden = false;
  video.srcObject = stream;
  await video.play();
  try {
    while (!video.paused) {
      const code = await scan(video);
      if (code) {
        run(code);
        return;
      }
      await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.hidden = true;
    button.hidden = false;
  }
}

// Without Web Crypto (an address that is not https) the form goes to the server.
if (globalThis.crypto?.subtle) begin(await import(root.dataset.receipt));
