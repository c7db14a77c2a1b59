// Elements of a page. Text always becomes a text node, so a project's text is never read as HTML.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value || value === 0) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== "" && child != null));
  return made;
}

// `teams/serializers.py:12`, which opens the editor where one is configured.
export function place(where) {
  if (!where?.place) return "";
  if (!where.link) return element("code", { class: "place" }, where.place);
  return element("a", { class: "place", href: where.link, title: "Open in the editor" }, where.place);
}

// GET /a/long/path/, which wraps after a slash and not in the middle of a word.
export function operation(name) {
  const [method, ...path] = name.split(" ");
  const pieces = path.join(" ").split("/").flatMap((piece, index) => (index ? ["/", element("wbr"), piece] : [piece]));
  return element("code", { class: "operation" }, element("b", {}, method), " ", ...pieces);
}

// The same as a link to the documentation of the operation, which the page follows.
export function operationLink(name) {
  const label = "Show it in the documentation";
  return element("a", { class: "to-operation", href: "#documentation", "data-operation": name, title: label }, operation(name));
}

// A message with its `code` set as code.
export function prose(text) {
  return text.split(/`([^`]+)`/).map((piece, index) => (index % 2 ? element("code", {}, piece) : piece));
}

// A field of a form with its label, and a hint below it.
export function labelled(text, input, hint = "") {
  const label = element("label", {}, element("span", {}, text), input);
  if (hint) label.append(element("small", {}, hint));
  return label;
}

// Replaces the content of a box, and restores its open details and its focus.
export function refill(box, ...children) {
  const active = document.activeElement;
  const focused = box.contains(active) ? { key: keyOf(active), at: active.selectionStart } : null;
  const opened = new Set([...box.querySelectorAll("details[open] > summary")].map(keyOf));
  box.replaceChildren(...children);
  for (const summary of box.querySelectorAll("details > summary")) {
    if (opened.has(keyOf(summary))) summary.parentElement.open = true;
  }
  if (!focused) return;
  const again = [...box.querySelectorAll("a, summary, [name]")].find((each) => keyOf(each) === focused.key);
  again?.focus({ preventScroll: true });
  if (again?.setSelectionRange) again.setSelectionRange(focused.at, focused.at);
}

// A field is identified by its name, any other element by its text without numbers.
function keyOf(thing) {
  const said = [...(thing.closest("li")?.querySelectorAll(":scope > p") ?? []), thing];
  return thing.name || said.map((each) => each.textContent).join(" ").replace(/\d+/g, "");
}

export function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
