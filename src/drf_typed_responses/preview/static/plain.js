// Draws the document without Redoc: every operation, its parameters, bodies and attributes.
import { element, prose } from "./dom.js";
import { byTag, operations, resolved } from "./openapi.js";

const DEEPEST = 6;
let openapi = null;

export function drawPlain(document_, place) {
  openapi = document_;
  const tags = [...byTag(operations(openapi))];
  place.replaceChildren(
    element(
      "div",
      { class: "plain" },
      element("h1", {}, openapi.info?.title ?? "API"),
      text(openapi.info?.description),
      element("nav", { "aria-label": "Operations" }, ...tags.flatMap(contents)),
      ...tags.flatMap(section)
    )
  );
}

function contents([tag, listed]) {
  const items = listed.map(({ id, title, method }) =>
    element("li", {}, element("code", {}, method), " ", element("a", { href: `#${id}` }, title))
  );
  return [element("h4", {}, tag), element("ul", {}, ...items)];
}

function section([tag, listed]) {
  const said = (openapi.tags ?? []).find((each) => each.name === tag);
  const heading = element("h2", { "data-section": `tag/${tag}` }, tag);
  return [heading, text(said?.description), ...listed.map(article)];
}

function article({ name, operation, parameters, id, title }) {
  const body = resolved(openapi, operation.requestBody ?? {});
  return element(
    "article",
    { id, "data-section": `operation/${id}` },
    element("h3", {}, title),
    element("p", {}, element("code", {}, name), operation.deprecated ? " deprecated" : ""),
    text(operation.description),
    ...(parameters.length ? [element("h4", {}, "Parameters"), parameterList(parameters)] : []),
    ...(body.content ? [element("h4", {}, "Request body"), ...contentOf(body.content)] : []),
    ...Object.entries(operation.responses ?? {}).flatMap(([status, given]) => response(status, resolved(openapi, given)))
  );
}

function parameterList(parameters) {
  const items = parameters.map((each) =>
    attribute(each.name, each.schema ?? {}, each.required, 1, each.description, each.in)
  );
  return element("ul", { class: "schema" }, ...items);
}

function response(status, given) {
  const heading = element("h4", {}, `Response ${status}${given.description ? `: ${given.description}` : ""}`);
  return [heading, ...(given.content ? contentOf(given.content) : [])];
}

function contentOf(content) {
  return Object.entries(content).flatMap(([type, media]) => [
    element("p", { class: "note" }, type, " ", named(media.schema ?? {})),
    children(media.schema ?? {}, 1),
    ...samples(media),
  ]);
}

function samples(media) {
  const values = media.example !== undefined ? [media.example] : Object.values(media.examples ?? {}).map((each) => each.value);
  return values.slice(0, 1).map((value) =>
    element("details", {}, element("summary", {}, "Sample"), element("pre", {}, JSON.stringify(value, null, 2)))
  );
}

// The attributes of an object, or of the objects in an array or a union.
function children(given, depth) {
  const schema = resolved(openapi, given);
  if (depth > DEEPEST) return "";
  if (schema.properties) {
    const required = schema.required ?? [];
    const items = Object.entries(schema.properties).map(([name, each]) => attribute(name, each, required.includes(name), depth));
    return element("ul", { class: "schema" }, ...items);
  }
  const inner = [schema.items, ...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(Boolean);
  const drawn = inner.map((each) => children(each, depth + 1)).filter(Boolean);
  return drawn.length ? element("div", {}, ...drawn) : "";
}

function attribute(name, schema, required, depth, said = "", where = "") {
  const target = resolved(openapi, schema);
  const description = said || schema.description || (schema.$ref ? "" : target.description);
  const type = [named(schema), where && `in ${where}`].filter(Boolean).join(", ");
  const label = element(
    "span",
    {},
    element("code", {}, name),
    " ",
    element("span", { class: "type" }, type),
    " ",
    required ? element("span", { class: "required" }, "required") : ""
  );
  const more = depth < DEEPEST ? children(schema, depth + 1) : "";
  const head = more ? element("details", {}, element("summary", {}, label), more) : label;
  return element("li", {}, head, description ? element("p", { class: "note" }, ...prose(description)) : "");
}

function named(given) {
  if (given.$ref) return given.$ref.split("/").at(-1);
  const arms = given.anyOf ?? given.oneOf ?? given.allOf;
  if (arms) return arms.filter((each) => !isNull(each)).map(named).join(" or ") + (arms.some(isNull) ? " or null" : "");
  if (given.items) return `array of ${named(given.items)}`;
  const type = Array.isArray(given.type) ? given.type.join(" or ") : given.type ?? "any";
  const format = given.format ? ` (${given.format})` : "";
  const values = given.enum ? `: ${given.enum.map((each) => JSON.stringify(each)).join(", ")}` : "";
  return `${type}${format}${values}${given.nullable ? " or null" : ""}`;
}

function isNull(schema) {
  return schema.type === "null" || (schema.enum?.length === 1 && schema.enum[0] === null);
}

function text(said) {
  return said ? element("p", {}, ...prose(said)) : "";
}
