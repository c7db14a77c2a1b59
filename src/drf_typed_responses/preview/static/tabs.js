// Tabs that open the panels. Source: WAI-ARIA Authoring Practices, "Tabs Pattern"; a second press
// closes the panel, as does Escape.

// Returns the function `close`. `around(change)` calls `change`, which returns the id of the open tab, or null.
export function startTabs(around) {
  const tabs = [...document.querySelectorAll('[role="tab"]')];
  const side = document.getElementById("side");

  const choose = (chosen) => around(() => show(chosen));
  const show = (chosen) => {
    side.hidden = chosen === null;
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      if (chosen) tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
    }
    side.scrollTop = 0;
    return chosen && chosen.id;
  };
  const close = () => {
    const open = tabs.find(isOpen);
    choose(null);
    open?.focus();
  };
  const move = (event) => {
    const at = tabs.indexOf(event.currentTarget);
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: tabs.length - 1 - at };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = tabs[(at + steps[event.key] + tabs.length) % tabs.length];
    for (const tab of tabs) tab.tabIndex = tab === next ? 0 : -1;
    next.focus();
    if (!side.hidden) choose(next);
  };

  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(isOpen(tab) ? null : tab));
    tab.addEventListener("keydown", move);
  }
  document.getElementById("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !side.hidden) close();
  });
  return { close };
}

function isOpen(tab) {
  return tab.getAttribute("aria-selected") === "true";
}
