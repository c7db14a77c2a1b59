// JSON for people: indented, coloured and wrapped, with some places marked.
import { element } from "./dom.js";

// Colours need an element for each value, which is slow for a larger text.
const LONGEST = 200_000;

// The text of a JSON value; `isMarked(steps)` tells which places are marked, by the names and
// indexes that lead to them. A text that is not JSON is shown as it is.
export function drawnJson(text, isMarked = () => false) {
  const value = parsed(text);
  const plain = value === undefined ? text : JSON.stringify(value, null, 2);
  const content = value === undefined || plain.length > LONGEST ? [plain] : drawn(value, [], isMarked);
  return element("pre", { class: "json", tabindex: "0" }, ...content);
}

// Which places of two texts differ, as a function for `drawnJson`.
export function differences(one, other) {
  const [first, second] = [parsed(one), parsed(other)];
  if (first === undefined || second === undefined) return () => false;
  return (steps) => {
    const [a, b] = [at(first, steps), at(second, steps)];
    const isInside = isNested(a) && isNested(b) && Array.isArray(a) === Array.isArray(b);
    return !isInside && JSON.stringify(a) !== JSON.stringify(b);
  };
}

// Whether the steps lead to the place or, where the value lacks it, to the nearest one around it.
export function leadsTo(text, steps) {
  const value = parsed(text);
  let wanted = steps;
  while (wanted.length && at(value, wanted) === undefined) wanted = wanted.slice(0, -1);
  return (here) => here.length > 0 && here.length === wanted.length && here.every((step, index) => step === wanted[index]);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function at(value, steps) {
  return steps.reduce((found, step) => (isNested(found) && Object.hasOwn(found, step) ? found[step] : undefined), value);
}

function isNested(value) {
  return value !== null && typeof value === "object";
}

function drawn(value, steps, isMarked) {
  if (!isNested(value)) return [element("span", { class: value === null ? "null" : typeof value }, JSON.stringify(value))];
  const isList = Array.isArray(value);
  const entries = isList ? [...value.entries()] : Object.entries(value);
  const [open, close] = isList ? "[]" : "{}";
  if (!entries.length) return [open + close];
  const inner = "  ".repeat(steps.length + 1);
  const lines = entries.flatMap(([key, each], index) => {
    const here = [...steps, key];
    const name = isList ? [] : [element("span", { class: "key" }, JSON.stringify(key)), ": "];
    const item = [...name, ...drawn(each, here, isMarked)];
    const end = index < entries.length - 1 ? ",\n" : "\n";
    return [inner, ...(isMarked(here) ? [element("mark", {}, ...item)] : item), end];
  });
  return [`${open}\n`, ...lines, "  ".repeat(steps.length) + close];
}
