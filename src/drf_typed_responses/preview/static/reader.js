// The reader's place in a frame and the opened parts, to be restored in the next frame.

const SECTIONS = "[data-section-id], [data-section]";
const ROWS = 'td[kind="field"], .schema > li';
const DEEPEST = 12;
const nextTask = () => new Promise((done) => setTimeout(done));

// The section being read, its first visible attribute, and the position of that in the window.
export function placeIn(view) {
  const sections = [...view.document.querySelectorAll(SECTIONS)];
  const section = sections.filter((each) => topOf(each) <= 1).at(-1);
  if (!section || view.scrollY === 0) return { y: view.scrollY };
  const row = [...section.querySelectorAll(ROWS)].find((each) => topOf(each) >= 0);
  const isSeen = row && topOf(row) < view.innerHeight;
  const place = { id: idOf(section), y: view.scrollY };
  return isSeen ? { ...place, row: keyOf(row), top: topOf(row) } : { ...place, top: topOf(section) };
}

export function goTo(view, place) {
  const section = [...view.document.querySelectorAll(SECTIONS)].find((each) => idOf(each) === place.id);
  const rows = place.row && section ? [...section.querySelectorAll(ROWS)] : [];
  const found = rows.find((each) => keyOf(each) === place.row) ?? section;
  const y = found ? view.scrollY + topOf(found) - place.top : place.y;
  view.scrollTo({ top: y, behavior: "instant" });
}

// Scrolls to the beginning of an operation.
export function goToOperation(view, id) {
  const found = [...view.document.querySelectorAll(SECTIONS)].find((each) => idOf(each) === `operation/${id}`);
  found?.scrollIntoView({ behavior: "instant" });
}

// The open toggles, each as the path of names to it.
export function openedIn(view) {
  return new Map(toggles(view).map(({ key, isOpen }) => [key, isOpen]));
}

// Opens and closes toggles until all are as before; a toggle inside another exists only while that
// is open.
export async function reopen(view, opened) {
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const others = toggles(view).filter(({ key, isOpen }) => opened.has(key) && opened.get(key) !== isOpen);
    if (!others.length) return;
    for (const { flip } of others) flip();
    await nextTask();
  }
}

// The toggles of a response and of an attribute with attributes in Redoc, and those of the plain
// page.
const KINDS = {
  "button:has(> strong)": (button) => ({
    name: button.querySelector("strong"),
    isOpen: button.getAttribute("aria-expanded") === "true",
    flip: () => button.click(),
  }),
  'td[kind="field"] > button': (button) => ({
    name: button,
    isOpen: isInner(button.closest("tr").nextElementSibling),
    flip: () => button.click(),
  }),
  details: (box) => ({
    name: nameOf(box),
    isOpen: box.open,
    flip: () => (box.open = !box.open),
  }),
};

function toggles(view) {
  return Object.entries(KINDS).flatMap(([selector, read]) =>
    [...view.document.querySelectorAll(selector)].map((found) => {
      const { name, ...rest } = read(found);
      return { ...rest, key: keyOf(found, name) };
    })
  );
}

function keyOf(thing, name = thing.querySelector("code, .property-name, span + span") ?? thing) {
  return [...namesAbove(thing), name].map((each) => each.textContent ?? each).join(" > ");
}

function namesAbove(toggle) {
  const names = [];
  for (let box = toggle.parentElement; box; box = box.parentElement) {
    if (box.matches(SECTIONS)) return [idOf(box), ...names];
    const name = nameOf(box);
    if (name && !name.contains(toggle) && !toggle.contains(name)) names.unshift(name);
  }
  return names;
}

// The toggle that opens a box, if there is one.
function nameOf(box) {
  if (box.tagName === "DETAILS") return box.querySelector(":scope > summary code") ?? box.querySelector("summary");
  if (isInner(box)) return box.previousElementSibling.querySelector("button");
  return box.querySelector(":scope > button > strong");
}

function isInner(row) {
  return row?.tagName === "TR" && row.querySelector(":scope > td[colspan]") !== null;
}

function topOf(thing) {
  return thing.getBoundingClientRect().top;
}

function idOf(section) {
  return section.dataset.sectionId ?? section.dataset.section;
}
