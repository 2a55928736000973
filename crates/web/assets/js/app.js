// Enhancement only: every page works without this file.

/** 字数 as the plans count it: each Han character and each mark is 1, a run of Latin letters or digits is 1. */
export function count(text) {
  const runs = text.match(/[\p{Script=Latin}\p{Nd}]+|[^\s\p{Script=Latin}\p{Nd}\p{M}\p{Cc}\p{Cf}]/gu);
  return runs ? runs.length : 0;
}

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
/** Writes a sentence whose **figures** are strong, as the server does, without parsing markup. */
function write(place, sentence) {
  place.replaceChildren(...sentence.split("**").map((part, i) => {
    if (i % 2 === 0) return document.createTextNode(part);
    const strong = document.createElement("b");
    strong.textContent = part;
    return strong;
  }));
}

for (const area of all("textarea[data-count-limit]")) {
  const limit = Number(area.dataset.countLimit);
  const says = document.createElement("p");
  says.className = "count";
  says.setAttribute("role", "status");
  area.after(says);
  const update = () => {
    const n = count(area.value);
    const over = n - limit;
    says.toggleAttribute("data-over", over > 0);
    says.textContent = fill(over > 0 ? area.dataset.countOver : area.dataset.countSays, { n, over });
  };
  area.addEventListener("input", update);
  update();
}

for (const field of all("[data-find]")) {
  const says = field.closest("form").querySelector("[data-find-says]");
  const people = all("[data-key]");
  const update = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const person of people) {
      person.hidden = !words.every((word) => person.dataset.key.includes(word));
      if (!person.hidden) found += 1;
    }
    says.textContent = words.length === 0 ? "" : found === 0 ? field.dataset.none : fill(field.dataset.found, { n: found });
  };
  field.addEventListener("input", update);
  field.form.addEventListener("submit", (event) => event.preventDefault());
  if (field.value) update();
}

for (const bar of all("[data-bar-of]")) {
  const form = document.getElementById(bar.dataset.barOf);
  const ballot = form?.querySelector("[data-choose-max]");
  if (!ballot) continue;
  const max = Number(ballot.dataset.chooseMax);
  const [who, left] = [bar.querySelector(".bar__who"), bar.querySelector(".bar__left")];
  const asked = who.textContent;
  const chosen = () => all("input:checked", ballot);
  const update = (limit = false) => {
    const names = chosen().map((box) => box.dataset.name);
    bar.toggleAttribute("data-limit", limit);
    if (names.length === 0) {
      who.textContent = asked;
      left.textContent = "";
      return;
    }
    write(who, fill(bar.dataset.chosen, { n: names.length }) + bar.dataset.colon + names.join(bar.dataset.comma));
    left.textContent = limit ? bar.dataset.full : fill(bar.dataset.left, { n: max - names.length });
  };
  ballot.addEventListener("change", (event) => {
    const over = event.target.type === "checkbox" && chosen().length > max;
    if (over) event.target.checked = false;
    update(over);
  });
  update();
}

for (const button of all("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(button.dataset.copy || location.href, location.href).href);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

// A line of a text that stands in a field: it is marked, and scrolled into sight as the field wraps it.
for (const link of all("a[data-line]")) {
  link.addEventListener("click", (event) => {
    const area = document.querySelector(link.hash);
    const lines = area.value.split("\n");
    const line = Math.min(Number(link.dataset.line), lines.length) - 1;
    const before = lines.slice(0, line).join("\n").length + (line > 0 ? 1 : 0);
    const probe = area.cloneNode();
    probe.removeAttribute("id");
    probe.removeAttribute("name");
    Object.assign(probe.style, { position: "absolute", visibility: "hidden", blockSize: "0", minBlockSize: "0", inlineSize: `${area.offsetWidth}px` });
    area.after(probe);
    probe.value = area.value.slice(0, before);
    const top = probe.scrollHeight;
    probe.remove();
    event.preventDefault();
    area.focus();
    area.setSelectionRange(before, before + lines[line].length);
    area.scrollTop = top - area.clientHeight / 3;
    area.scrollIntoView({ block: "nearest" });
  });
}

for (const part of all("[data-scripted]")) part.hidden = false;

for (const form of all("form[data-guard]")) {
  let dirty = false;
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}

document.querySelector("[data-focus]")?.focus();
