// Search and filters of the entries, and years of the pictures. What there is to choose stands in the form, what each entry answers
// to in the numbers of #facets, in the order of the page. Without this script the page is whole, it only cannot be searched.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const READ_AT_ONCE = 400; // entries read for search in one idle moment
  const MOST_MARKED = 2000; // places of the words that are marked
  const ROW_HEIGHT = 70; // pixels, a guess for rows that are out of sight
  const TYPING_MS = 120;
  const ONE_NUMBER = /^(?:no\.?|#)\s*(\d+)$/i; // "No. 12" asks for that one entry

  for (const one of document.querySelectorAll(".scripted")) one.hidden = false;

  // A picture along time: a button a year makes that year as wide as the whole. What is marked `stretch` is stretched, what has a
  // place in `data-x` moves and keeps its shape; the names at the sides stay.
  for (const drawing of document.querySelectorAll(".drawing")) {
    const years = [...drawing.querySelectorAll("[data-year][data-x-start][data-x-end]")];
    if (years.length < 2) continue;
    const left = Math.min(...years.map((one) => Number(one.dataset.xStart)));
    const right = Math.max(...years.map((one) => Number(one.dataset.xEnd)));
    const bar = document.createElement("div");
    bar.className = "years";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Part of the time to show");
    const show = (start, end) => {
      const factor = (right - left) / (end - start);
      for (const one of drawing.querySelectorAll(".stretch")) {
        one.setAttribute("transform", `matrix(${factor} 0 0 1 ${left - start * factor} 0)`);
      }
      for (const one of drawing.querySelectorAll("[data-x]")) {
        const at = Number(one.dataset.x);
        const x = left + (at - start) * factor;
        if (one.hasAttribute("x")) one.setAttribute("x", x);
        else one.setAttribute("transform", one.getAttribute("transform").replace(/\(\S+/, `(${x}`));
        one.setAttribute("display", at >= start && at <= end ? "inline" : "none");
      }
    };
    const offer = (name, start, end, pressed) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.setAttribute("aria-pressed", String(pressed));
      button.addEventListener("click", () => {
        show(start, end);
        for (const other of bar.children) other.setAttribute("aria-pressed", String(other === button));
      });
      bar.append(button);
    };
    offer("Whole period", left, right, true);
    for (const year of years) offer(year.dataset.year, Number(year.dataset.xStart), Number(year.dataset.xEnd), false);
    drawing.before(bar);
  }

  const form = byId("find");
  if (!form) return;

  const facets = JSON.parse(byId("facets").textContent);
  const rows = [...document.querySelectorAll("table.entries > tbody > tr")];
  const total = rows.length;
  const texts = new Array(total);
  const tables = [...document.querySelectorAll(".table")].filter((one) => one.querySelector("table.entries"));
  const tableOf = new Int32Array(total);
  const place = new Map(tables.map((one, index) => [one, index]));
  rows.forEach((row, index) => { tableOf[index] = place.get(row.closest(".table")); });
  const sections = [...new Set(tables.map((one) => one.closest("section")).filter(Boolean))];
  const shown = new Uint8Array(total).fill(1);
  const count = byId("find-count");
  const first = byId("find-first");
  const clear = byId("find-clear");
  const note = document.createElement("p");
  note.className = "left-out";
  note.hidden = true;
  (sections[0] || tables[0]).before(note);

  const fold = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
  const textOf = (index) => (texts[index] ??= fold(rows[index].textContent));
  const numberOf = (index) => rows[index].firstElementChild.textContent;
  const say = (number) => number.toLocaleString("en-GB");

  // Reading all the text takes a while on a large page, so it is done between other things, before anybody searches.
  const idle = window.requestIdleCallback || ((work) => setTimeout(work, 50));
  const readOn = (from) => {
    const until = Math.min(from + READ_AT_ONCE, total);
    for (let index = from; index < until; index += 1) textOf(index);
    if (until < total) idle(() => readOn(until));
  };
  idle(() => readOn(0));

  const isDated = (index) => facets.first[index] > 0 || facets.last[index] > 0;
  const asNumber = (day) => Number(day.replaceAll("-", ""));

  // The tests that an entry has to pass, each a function of its index; the one of its date, if there is one, by itself.
  function wanted() {
    const tests = [];
    const words = form.words.value.trim();
    const number = words.match(ONE_NUMBER);
    if (number) tests.push((index) => numberOf(index) === number[1]);
    else for (const word of fold(words).split(/\s+/).filter(Boolean)) tests.push((index) => textOf(index).includes(word));
    for (const { name, value } of form.querySelectorAll("select")) {
      if (value === "") continue;
      const answers = facets[name];
      const choice = Number(value);
      tests.unshift(value === "any" ? (index) => answers[index].length > 0 : (index) => answers[index].includes(choice));
    }
    const from = form.from.value ? asNumber(form.from.value) : 0;
    const to = form.to.value ? asNumber(form.to.value) : Infinity;
    // A vague date is kept where it may lie in the time asked for; no date at all is not.
    const inTime = (index) => isDated(index) && facets.first[index] <= to && (facets.last[index] || Infinity) >= from;
    return [tests, from || to < Infinity ? inTime : null];
  }

  // What is asked for, in words, for the note that stands above the entries and in print.
  function described() {
    const parts = [];
    if (form.words.value.trim()) parts.push(`words “${form.words.value.trim()}”`);
    for (const select of form.querySelectorAll("select")) {
      if (select.value !== "") {
        const label = form.querySelector(`label[for="${select.id}"]`).textContent.toLowerCase();
        parts.push(`${label}: ${select.selectedOptions[0].textContent.replace(/ \([\d,]+\)$/, "")}`);
      }
    }
    if (form.from.value) parts.push(`from ${form.from.value}`);
    if (form.to.value) parts.push(`to ${form.to.value}`);
    return parts.join("; ");
  }

  // The entry that is read now: the topmost one that can be seen below the form and the headings.
  function readNow() {
    const below = form.getBoundingClientRect().bottom + 60;
    const row = document.elementFromPoint(innerWidth / 2, Math.max(below, 60))?.closest("tr");
    return row ? rows.indexOf(row) : -1;
  }

  function apply(said = "") {
    const reading = readNow();
    const [tests, inTime] = wanted();
    const left = new Int32Array(tables.length);
    let matches = 0;
    let undated = 0; // that only the lack of a date leaves out
    let firstMatch = -1;
    for (let index = 0; index < total; index += 1) {
      let keep = tests.every((test) => test(index));
      if (keep && inTime && !inTime(index)) {
        keep = false;
        if (!isDated(index)) undated += 1;
      }
      if (keep) {
        matches += 1;
        left[tableOf[index]] += 1;
        if (firstMatch < 0) firstMatch = index;
      }
      if (keep !== Boolean(shown[index])) {
        shown[index] = Number(keep);
        rows[index].hidden = !keep;
      }
    }
    tables.forEach((table, index) => {
      table.hidden = left[index] === 0;
      table.style.containIntrinsicHeight = `auto ${left[index] * ROW_HEIGHT}px`;
    });
    for (const section of sections) section.hidden = ![...section.querySelectorAll(".table")].some((one) => !one.hidden);
    const filtered = tests.length > 0 || inTime !== null;
    const without = undated ? ` (${say(undated)} undated left out)` : "";
    const entries = total === 1 ? "entry" : "entries";
    const counted = filtered ? `${say(matches)} of ${say(total)} ${entries}${without}` : `${say(total)} ${entries}`;
    count.textContent = said ? `${said} ${counted}` : counted;
    clear.hidden = !filtered;
    first.hidden = !(filtered && matches);
    if (firstMatch >= 0) first.href = `#${encodeURIComponent(rows[firstMatch].id)}`;
    note.hidden = !filtered;
    note.textContent = filtered ? `Filtered here: ${counted}. Asked for: ${described()}.` : "";
    mark();
    if (reading >= 0) {
      // Whoever was among the entries stays there: at the same one, or at the next that is left.
      const next = shown.indexOf(1, reading);
      const kept = next >= 0 ? next : shown.lastIndexOf(1);
      if (kept >= 0) rows[kept].scrollIntoView();
      else note.scrollIntoView();
    }
  }

  // Marks the words searched for in the rows that are shown.
  function mark() {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete("words");
    const asked = form.words.value.trim();
    if (ONE_NUMBER.test(asked)) return;
    const words = asked.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
    if (!words.length) return;
    const ranges = [];
    for (let index = 0; index < total && ranges.length < MOST_MARKED; index += 1) {
      if (!shown[index]) continue;
      const walker = document.createTreeWalker(rows[index], NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue;
        for (const word of words) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    if (ranges.length) CSS.highlights.set("words", new Highlight(...ranges));
  }

  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(apply, TYPING_MS); };
  form.addEventListener("input", (event) => { if (event.target === form.words) soon(); else apply(); });
  clear.addEventListener("click", () => {
    form.reset();
    clearTimeout(waiting);
    apply();
    form.words.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    apply();
    if (!first.hidden) first.click();
  });

  const more = byId("find-more");
  more.addEventListener("click", () => {
    const open = byId("find-filters").classList.toggle("open");
    more.setAttribute("aria-expanded", String(open));
  });

  // A link to an entry that the filter hides leads there all the same: the filter is lifted, and that is said.
  function reveal(hash) {
    let target = null;
    try { target = byId(decodeURIComponent(hash.slice(1))); } catch { return; }
    if (target && target.closest("[hidden]") && document.querySelector("main").contains(target)) {
      form.reset();
      clearTimeout(waiting);
      apply("Filter lifted to show what was linked to.");
      target.scrollIntoView();
    }
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link) reveal(link.getAttribute("href"));
  });
  window.addEventListener("hashchange", () => reveal(location.hash));

  // The headings of a table stay below the form, however many lines that takes.
  const measure = () => {
    const sticks = getComputedStyle(form).position === "sticky";
    document.documentElement.style.setProperty("--bar", sticks ? `${form.offsetHeight}px` : "0px");
  };
  if (window.ResizeObserver) new ResizeObserver(measure).observe(form);
  window.addEventListener("resize", measure);
  measure();
  apply(); // a browser may bring back what was in the form before
})();
