// The form that calls an operation of the served project.
import { drawnAnswer } from "./answer.js";
import { bodyFields, sentValues } from "./body.js";
import { element, labelled, operation, place, refill } from "./dom.js";
import { byTag, operations, resolved } from "./openapi.js";
import { firstValue } from "./samples.js";
import { addCookie, authorize, securityFields } from "./security.js";

const token = document.querySelector('meta[name="preview-token"]').content;
const api = document.querySelector('meta[name="preview-api"]').content;
// What was typed, in this tab of the browser: a reload keeps it, and closing the tab forgets it.
const TYPED = "apidocs-typed";

export function startTrying(panel) {
  const select = element("select", { id: "try-operation" });
  const fields = element("div", { id: "try-fields" });
  const send = element("button", { type: "submit", class: "send" }, "Send");
  const copy = element("button", { type: "button", id: "try-curl" }, "Copy as curl");
  const answer = element("div", { id: "try-answer", role: "status" });
  const form = element("form", {}, labelled("Operation", select), fields, element("p", { class: "actions" }, send, copy));
  panel.append(element("h2", {}, "Try it"), ...(api ? [form, answer] : [howToServe()]));
  let openapi = null;
  let listed = [];
  let sources = {};
  // The typed values by the names of the fields; "" has the operation.
  const kept = new Map(JSON.parse(sessionStorage.getItem(TYPED) ?? "[]"));

  const chosen = () => listed.find(({ name }) => name === select.value);
  const keep = (name, value) => {
    kept.set(name, value);
    sessionStorage.setItem(TYPED, JSON.stringify([...kept]));
  };
  const redraw = () => refill(fields, ...(chosen() ? inputs(openapi, chosen(), sources[select.value], kept) : []));
  const choose = () => {
    answer.replaceChildren();
    keep("", select.value);
    redraw();
  };
  const ask = async (path) => post(path, await written(chosen(), openapi, fields));
  const show = (...parts) => {
    answer.replaceChildren(...parts);
    answer.scrollIntoView({ block: "nearest" });
  };
  const during = (button, work) => async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await work();
    } catch (error) {
      show(element("p", { class: "problem" }, String(error)));
    } finally {
      button.disabled = false;
    }
  };
  fields.addEventListener("input", ({ target }) => {
    if (target.type !== "file") keep(target.name, target.value);
  });
  select.addEventListener("change", choose);
  form.addEventListener("submit", during(send, async () => show(...drawnAnswer(await ask("/try")))));
  copy.addEventListener("click", during(copy, async () => {
    const { curl, problem } = await ask("/curl");
    if (problem) return show(element("p", { class: "problem" }, problem));
    const copied = await navigator.clipboard?.writeText(curl).then(() => true, () => false);
    show(element("p", { class: "answered" }, copied ? "Copied" : "Copy this"), element("pre", { class: "json", tabindex: "0" }, curl));
  }));
  return {
    // Sets the operations of a document.
    use(document_, places) {
      const before = select.value || kept.get("");
      [openapi, listed, sources] = [document_, operations(document_), places];
      select.replaceChildren(...options(listed));
      if (listed.some(({ name }) => name === before)) select.value = before;
      redraw();
    },
    // Selects the operation being read, by the id of its section.
    show(section = "") {
      const read = listed.find(({ id }) => section.split("operation/")[1] === id);
      if (!read || read.name === select.value) return;
      select.value = read.name;
      choose();
    },
  };
}

function howToServe() {
  const command = element("code", {}, "apidocs watch --api http://127.0.0.1:8000");
  return element("p", { class: "empty" }, "Start ", command, " with the address where the project is served, and call it from here.");
}

function options(listed) {
  return [...byTag(listed)].map(([tag, each]) =>
    element("optgroup", { label: tag }, ...each.map(({ name, method, title }) => element("option", { value: name }, `${method}  ${title}`)))
  );
}

function inputs(openapi, chosen, source, kept) {
  const { name, parameters, operation: given } = chosen;
  const needed = (each) => each.in === "path" || each.required;
  const asked = [...parameters.filter(needed), ...parameters.filter((each) => !needed(each))];
  const target = element("p", { class: "target" }, operation(name), element("br"), "at ", element("code", {}, api));
  return [
    target,
    source?.place ? element("p", { class: "written" }, "Written in ", place(source)) : "",
    ...asked.map((each) => parameter(openapi, each, needed(each), kept)),
    ...bodyFields(openapi, chosen, kept),
    ...securityFields(openapi, given, kept),
  ];
}

// A required parameter begins with its documented value, which an optional one only shows.
function parameter(openapi, each, isNeeded, kept) {
  const { name, in: where, description, schema = {} } = each;
  const id = `${where}:${name}`;
  const first = String(firstValue(openapi, each) ?? "");
  const value = kept.get(id) ?? (isNeeded ? first : "");
  const choices = resolved(openapi, schema).enum;
  const input = choices
    ? element("select", { name: id }, element("option", { value: "" }, ""), ...choices.map((each) => element("option", { value: each }, String(each))))
    : element("input", { name: id, value, placeholder: isNeeded ? "" : first, required: isNeeded, autocomplete: "off", spellcheck: "false" });
  if (choices) input.value = value;
  return labelled(isNeeded ? name : `${name} (optional)`, input, description);
}

// The form as the server takes it.
async function written({ name, operation: given }, openapi, fields) {
  const form = { operation: name, path: {}, query: [], headers: {}, body: "", fields: [] };
  for (const field of fields.querySelectorAll("[name]")) {
    const at = field.name.indexOf(":");
    const [where, key] = [field.name.slice(0, at), field.name.slice(at + 1)];
    if (where === "path") form.path[key] = field.value;
    else if (where === "body") form.body = field.value;
    else if (where === "field") for (const value of await sentValues(field)) form.fields.push([key, value]);
    else if (!field.value) continue;
    else if (where === "query") form.query.push([key, field.value]);
    else if (where === "header") form.headers[key] = field.value;
    else if (where === "cookie") addCookie(form, key, field.value);
  }
  authorize(form, openapi, given, (id) => fields.querySelector(`[name="${CSS.escape(id)}"]`)?.value);
  return form;
}

async function post(path, form) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Preview-Token": token },
    body: JSON.stringify(form),
  });
  return answer.ok ? answer.json() : { problem: await answer.text() };
}
