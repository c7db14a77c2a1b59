// The document without Redoc: every operation, its parameters, bodies and attributes, on one page.
"use strict";
window.Plain = (() => {
  const METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];
  const DEEPEST = 6;
  let openapi = null;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== "" && child != null));
    return made;
  }

  function draw(document_, place) {
    openapi = document_;
    const operations = listed();
    const tags = [...new Set(operations.map((each) => each.tag))];
    place.replaceChildren(
      element(
        "div",
        { class: "plain" },
        element("h1", {}, openapi.info?.title ?? "API"),
        text(openapi.info?.description),
        contents(operations),
        ...tags.flatMap((tag) => section(tag, operations.filter((each) => each.tag === tag)))
      )
    );
  }

  function listed() {
    return Object.entries(openapi.paths ?? {}).flatMap(([path, entry]) =>
      METHODS.filter((method) => entry[method]).map((method) => {
        const operation = entry[method];
        const id = operation.operationId ?? `${method}${path}`;
        const parameters = [...(entry.parameters ?? []), ...(operation.parameters ?? [])];
        return { path, method, operation, parameters, id, tag: operation.tags?.[0] ?? "Operations" };
      })
    );
  }

  function contents(operations) {
    const items = operations.map(({ id, operation, path }) =>
      element("li", {}, element("a", { href: `#${id}` }, operation.summary ?? path))
    );
    return element("nav", { "aria-label": "Operations" }, element("ul", {}, ...items));
  }

  function section(tag, operations) {
    const said = (openapi.tags ?? []).find((each) => each.name === tag);
    const heading = element("h2", { "data-section": `tag/${tag}` }, tag);
    return [heading, text(said?.description), ...operations.map(article)];
  }

  function article({ path, method, operation, parameters, id }) {
    const body = resolved(operation.requestBody ?? {});
    return element(
      "article",
      { id, "data-section": `operation/${id}` },
      element("h3", {}, operation.summary ?? path),
      element("p", {}, element("code", {}, `${method.toUpperCase()} ${path}`), operation.deprecated ? " deprecated" : ""),
      text(operation.description),
      ...(parameters.length ? [element("h4", {}, "Parameters"), parameterList(parameters)] : []),
      ...(body.content ? [element("h4", {}, "Request body"), ...contentOf(body.content)] : []),
      ...Object.entries(operation.responses ?? {}).flatMap(([status, given]) => response(status, resolved(given)))
    );
  }

  function parameterList(parameters) {
    const items = parameters.map(resolved).map((each) =>
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

  // The attributes of an object, or of what an array or a union of objects holds.
  function children(given, depth) {
    const schema = resolved(given);
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
    const target = resolved(schema);
    const description = said || schema.description || (schema.$ref ? "" : target.description);
    const label = element("span", {}, element("code", {}, name), " ", element("span", { class: "type" }, [named(schema), where].filter(Boolean).join(", ")), " ", required ? element("span", { class: "required" }, "required") : "");
    const more = depth < DEEPEST ? children(schema, depth + 1) : "";
    const head = more ? element("details", depth < 2 ? { open: "" } : {}, element("summary", {}, label), more) : label;
    return element("li", {}, head, description ? element("p", { class: "note" }, description) : "");
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

  function resolved(value) {
    for (let depth = 0; value?.$ref && depth < 10; depth += 1) {
      value = value.$ref.slice(2).split("/").reduce((at, key) => at?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], openapi) ?? {};
    }
    return value;
  }

  function text(said) {
    return said ? element("p", {}, said) : "";
  }

  return { draw };
})();
