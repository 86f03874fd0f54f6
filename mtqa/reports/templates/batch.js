
"use strict";
(() => {
  const table = document.getElementById("table");
  if (!table) return;

  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows].map((row) => ({
    row,
    values: [...row.cells].map((cell) => cell.textContent.trim()),
  }));
  const form = document.querySelector(".filter");
  const search = document.getElementById("search");
  const verdict = document.getElementById("verdict");
  const words = new Intl.Collator(undefined, { numeric: true });

  const sort = (head) => {
    const column = heads.indexOf(head);
    const first = head.dataset.first ?? "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    const order = head.getAttribute("aria-sort") === first ? other : first;
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const compare = head.classList.contains("count")
      ? (left, right) => parseFloat(left.values[column]) - parseFloat(right.values[column])
      : (left, right) => words.compare(left.values[column], right.values[column]);
    rows.sort((left, right) => sign * compare(left, right));
    body.append(...rows.map(({ row }) => row));
  };

  const filter = () => {
    const wanted = search.value.trim().toLowerCase();
    let matching = 0;
    for (const { row, values } of rows) {
      const fits = values[1].toLowerCase().includes(wanted)
        && (!verdict.value || row.dataset.verdict === verdict.value);
      row.hidden = !fits;
      matching += fits;
    }
    document.getElementById("matching").value =
      matching === rows.length ? "" : `${matching} of ${rows.length}`;
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
})();
