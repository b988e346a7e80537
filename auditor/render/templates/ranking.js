
"use strict";
(() => {
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const level = /(?:^| )l([0-3])(?: |$)/;

  // What a cell is sorted by: a number, a text, or null for what always stands last.
  function keyOf(cell) {
    const found = level.exec(cell.className);
    if (found) return Number(found[1]);
    const text = cell.dataset.v ?? cell.textContent.trim();
    if (text === "" || text === "-" || cell.classList.contains("off")) return null;
    const number = /^[+-]?\d+(\.\d+)?(?=%?$|\/[\d.]+$)/.exec(text);
    return number ? Number(number[0]) : text;
  }

  function compare(one, other) {
    if (typeof one === "number" && typeof other === "number") return one - other;
    return collator.compare(String(one), String(other));
  }

  function sort(table, head) {
    const body = table.tBodies[0];
    table.rowsAsMade ??= [...body.rows];
    const rising = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", rising ? "ascending" : "descending");
    const at = head.cellIndex;
    table.asMade = rising && at === 0 && table.classList.contains("ranked");
    let rows = table.rowsAsMade;
    if (!table.asMade) {
      const keyed = rows.filter((row) => !row.classList.contains("band")).map((row) => [keyOf(row.cells[at]), row]);
      keyed.sort(([one], [other]) => {
        if (one === null || other === null) return (one === null) - (other === null);
        return rising ? compare(one, other) : compare(other, one);
      });
      const bands = rows.filter((row) => row.classList.contains("band"));
      rows = [...keyed.map(([, row]) => row), ...bands];
    }
    body.append(...rows);
    showBands(table);
  }

  // The lines between grades make sense in the order of ranks alone, and with every unit there.
  function showBands(table) {
    for (const band of table.querySelectorAll("tr.band")) band.hidden = table.asMade === false || filter.value.trim() !== "";
  }

  const filter = document.getElementById("filter");
  const found = document.getElementById("found");
  const tables = [...document.querySelectorAll("table.units")];
  let units;

  function nameOf(row) {
    const county = row.querySelector(".county");
    const head = row.querySelector("th");
    return `${head.title} ${head.textContent} ${county ? county.textContent : ""}`.toLowerCase();
  }

  function narrow() {
    units ??= tables.flatMap((table) =>
      [...table.tBodies[0].rows].filter((row) => !row.classList.contains("band")).map((row) => [nameOf(row), row, table]));
    const wanted = filter.value.trim().toLowerCase();
    let shown = 0;
    for (const [name, row, table] of units) {
      row.hidden = !name.includes(wanted);
      if (!row.hidden && table.classList.contains("ranked")) shown += 1;
    }
    tables.forEach(showBands);
    found.textContent = wanted ? `找到 ${shown} 个` : "";
  }

  for (const button of document.querySelectorAll("thead button")) {
    button.disabled = false;
    const head = button.parentNode;
    button.addEventListener("click", () => sort(head.closest("table"), head));
  }
  if (tables.length) {
    filter.disabled = false;
    filter.addEventListener("input", narrow);
  }
})();
