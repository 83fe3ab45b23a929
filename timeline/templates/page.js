"use strict";
{
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = one("#ui"), field = form.elements, everything = one("#ui-all"), count = one("#ui-count"), root = document.documentElement;
  const texts = form.dataset, selects = ["who", "where", "type", "status", "source"].filter(name => field[name]);
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // The days that a <time> names, first and last: of 2025-06 the first and the thirtieth of June.
  function days(value) {
    if (value.length > 7) return [value];
    const [year, month] = value.split("-"), end = new Date(Date.UTC(year, month ?? 12, 0));
    return [`${year}-${month ?? "01"}-01`, end.toISOString().slice(0, 10)];
  }

  const events = all(".ev > li").map(item => {
    const [first, last] = item.dataset.d?.split("/") ?? all("article > a time", item).flatMap(time => days(time.dateTime));
    return { item, first, last: last || first, keys: new Set(item.dataset.k.split(" ")), sources: +(item.dataset.n ?? 1), lesser: item.classList.contains("x") };
  });

  // Where an event's days lie in their month, or else in their year: the text tells it too, this shows it at a glance.
  for (const { item, first, last } of events) {
    if (!first || first === last) continue;
    const [start, end] = [new Date(first), new Date(last)], year = first.slice(0, 4);
    const [from, to] = first.slice(0, 7) === last.slice(0, 7)
      ? [Date.UTC(year, start.getUTCMonth()), Date.UTC(year, start.getUTCMonth() + 1)]
      : year === last.slice(0, 4) ? [Date.UTC(year, 0), Date.UTC(+year + 1, 0)] : [+start, +end + 864e5];
    const bar = document.createElement("i");
    bar.style.setProperty("--from", (start - from) / (to - from));
    bar.style.setProperty("--days", Math.max((+end + 864e5 - start) / (to - from), .02));
    one("a", item).insertBefore(bar, one("a small", item));
  }

  for (const link of all("svg a")) {  // what a piece of a picture leads to
    const event = document.getElementById(link.getAttribute("href").slice(1));
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = event ? one("a", event).firstChild.textContent + ": " + one("h3, h4", event).firstChild.data : "";
    link.prepend(title);
  }

  const chosen = name => field[name].selectedIndex > 0 ? field[name].value : "";

  function matches(event) {
    if (selects.some(name => chosen(name) && !event.keys.has(chosen(name)))) return false;
    if (event.sources < +field.min.value) return false;
    if (field.from.value && !(event.last >= field.from.value)) return false;
    if (field.to.value && !(event.first && event.first <= field.to.value)) return false;
    const words = fold(field.q.value).split(/\s+/).filter(Boolean);
    if (words.length) event.text ??= fold(event.item.textContent);
    return words.every(word => event.text.includes(word));
  }

  function apply() {
    let shown = 0, lesser = 0;
    for (const event of events) {
      const hit = matches(event);
      event.item.hidden = !hit;
      if (hit && (everything.checked || !event.lesser)) shown++;
      else if (hit) lesser++;
    }
    count.textContent = (shown ? texts.shown.replace("#", shown) : texts.none) + (lesser ? " · " + texts.hidden.replace("#", lesser) : "");
  }

  function save() {
    const state = new URLSearchParams();
    for (const name of ["q", "from", "to", "min"]) if (field[name].value) state.set(name, field[name].value);
    for (const name of selects) if (chosen(name)) state.set(name, field[name].selectedOptions[0].text);
    if (everything.checked) state.set("all", "1");
    const hash = state.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }

  function decoded(text) {
    try { return decodeURIComponent(text); } catch { return text; }
  }

  function load() {
    const hash = location.hash.slice(1);
    if (hash.includes("=")) {
      const state = new URLSearchParams(hash);
      for (const name of ["q", "from", "to", "min"]) field[name].value = state.get(name) ?? "";
      for (const name of selects) {
        const index = [...field[name].options].findIndex(option => option.text === state.get(name));
        field[name].selectedIndex = Math.max(index, 0);
      }
      everything.checked = state.has("all");
      if ([...state.keys()].some(name => !["q", "all"].includes(name))) one(".filters").open = true;
    }
    apply();
    const target = hash ? document.getElementById(decoded(hash)) : null;
    if (target?.hidden) { form.reset(); apply(); }
    if (target?.matches(".ev > li")) { const quotes = one("details", target); if (quotes) quotes.open = true; target.scrollIntoView(); }
  }

  form.addEventListener("input", () => { apply(); save(); });
  form.addEventListener("submit", event => event.preventDefault());
  one("[type=reset]", form).addEventListener("click", () => setTimeout(() => { apply(); save(); }));
  addEventListener("hashchange", load);

  const stored = (name, value) => {
    try { return value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value); } catch { return null; }
  };
  if (stored("timeline-theme")) root.dataset.theme = stored("timeline-theme");
  one(".theme").addEventListener("click", () => {
    const dark = getComputedStyle(root).colorScheme === "dark" || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset.theme = dark ? "light" : "dark";
    stored("timeline-theme", root.dataset.theme);
  });

  const help = one("dialog"), single = one("#ui-keys");
  single.checked = stored("timeline-keys") !== "off";
  single.addEventListener("change", () => stored("timeline-keys", single.checked ? "on" : "off"));
  one("#ui-help").addEventListener("click", () => help.showModal());

  let at = null;
  function step(by) {
    const visible = events.map(event => event.item).filter(item => item.offsetParent);
    if (!visible.length) return;
    const index = visible.indexOf(at);
    at = visible[index < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(Math.max(index + by, 0), visible.length - 1)];
    at.tabIndex = -1;
    at.focus();
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => { const quotes = at && one("details", at); if (quotes) quotes.open = !quotes.open; },
    a: () => everything.click(),
    "/": () => field.q.focus(),
    "?": () => help.showModal(),
  };
  addEventListener("keydown", event => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
    if (event.key === "Escape" && typing && !help.open) event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !single.checked || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  addEventListener("beforeprint", () => all(".ev details").forEach(quotes => { quotes.open = true; }));

  for (const part of all("[data-js]")) part.hidden = false;
  one("#ui .check small").hidden = true;  // the count beside it says so
  load();
}
