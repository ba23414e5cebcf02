/*
 * Says where in the year we are. The pages are complete without this script: it only marks what
 * is past, present and next, and writes one sentence. `?today=2026-10-01` shows another day.
 */
(() => {
  "use strict";

  const DAY = 86_400_000;

  /** Today as YYYY-MM-DD in the programme's time zone, or the day that the address asks for. */
  function today(timeZone) {
    const asked = new URLSearchParams(location.search).get("today");
    if (/^\d{4}-\d{2}-\d{2}$/.test(asked ?? "")) return asked;
    return new Intl.DateTimeFormat("en-CA", {
      timeZone, year: "numeric", month: "2-digit", day: "2-digit",
    }).format(new Date());
  }

  const daysBetween = (from, until) => Math.round((Date.parse(until) - Date.parse(from)) / DAY);
  const days = (count) => (count === 1 ? "1 day" : `${count} days`);

  /** "12 days left", counting the last day itself. */
  function left(day, until) {
    const more = daysBetween(day, until);
    return more === 0 ? "today is the last day" : `${days(more)} left`;
  }

  function stateOf(day, { from, until }) {
    if (day > until) return "past";
    return day < from ? "future" : "now";
  }

  /** The sentence above the phases. */
  function sentence(day, phases) {
    const now = phases.find(({ dataset }) => stateOf(day, dataset) === "now")?.dataset;
    if (now) return "countdown" in now ? `${now.now}: ${left(day, now.until)}.` : `${now.now}.`;
    const next = phases.find(({ dataset }) => day < dataset.from)?.dataset;
    if (next) return `${next.next} in ${days(daysBetween(day, next.from))}.`;
    return phases.at(-1).dataset.after;
  }

  function markPhases(list) {
    const day = today(list.dataset.timezone);
    const phases = [...list.querySelectorAll("li[data-from]")];
    for (const phase of phases) {
      phase.dataset.state = stateOf(day, phase.dataset);
      if (phase.dataset.state === "now") phase.setAttribute("aria-current", "step");
    }
    const said = document.createElement("p");
    said.className = "phases__today";
    said.textContent = sentence(day, phases);
    list.prepend(said);
  }

  /** Past rows of the timeline's tables, and the next one of all. */
  function markRows(scope) {
    const day = today(scope.dataset.timezone);
    const lastDay = (row) => [...row.querySelectorAll("time")].at(-1).dateTime.slice(0, 10);
    const rows = [...scope.querySelectorAll("tr")].filter((row) => row.querySelector("time"));
    const coming = rows.map(lastDay).filter((date) => date >= day).sort().at(0);
    for (const row of rows) {
      const date = lastDay(row);
      if (date < day) row.dataset.state = "past";
      else if (date === coming) row.dataset.state = "next";
    }
  }

  /** Beside a calendar's file, its address as calendar programs take it: they follow changes. */
  function offerToSubscribe(file) {
    const link = document.createElement("a");
    link.href = file.href.replace(/^https?:/, "webcal:");
    link.textContent = file.dataset.subscribe;
    file.before(link, " · ");
  }

  document.querySelectorAll(".phases").forEach(markPhases);
  document.querySelectorAll(".timeline").forEach(markRows);
  document.querySelectorAll("a[data-subscribe]").forEach(offerToSubscribe);
})();
