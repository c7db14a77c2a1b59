// Reading an OpenAPI document.

const METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];

// Returns the target of a reference, or the given value itself.
export function resolved(openapi, value) {
  for (let depth = 0; value?.$ref && depth < 10; depth += 1) {
    const keys = value.$ref.slice(2).split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
    value = keys.reduce((at, key) => at?.[key], openapi) ?? {};
  }
  return value;
}

// Every operation as `{name: "GET /teams/", method, path, id, tag, title, operation, parameters}`.
export function operations(openapi) {
  return Object.entries(openapi?.paths ?? {}).flatMap(([path, entry]) =>
    METHODS.filter((method) => entry[method]).map((method) => {
      const operation = entry[method];
      const given = [...(entry.parameters ?? []), ...(operation.parameters ?? [])];
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        id: operation.operationId ?? `${method}${path}`,
        tag: operation.tags?.[0] ?? "Operations",
        title: operation.summary ?? path,
        operation,
        parameters: given.map((each) => resolved(openapi, each)),
      };
    })
  );
}

export function byTag(listed) {
  const groups = new Map();
  for (const each of listed) groups.set(each.tag, [...(groups.get(each.tag) ?? []), each]);
  return groups;
}
