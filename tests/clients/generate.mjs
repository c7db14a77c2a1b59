// Writes the TypeScript of every FOLDER/*/*/openapi.json beside it: schema.ts for
// openapi-typescript, client/ for @hey-api/openapi-ts. One process for all: Node starts slowly.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import openapiTS, { astToString } from "openapi-typescript";

const generators = {
  "openapi-typescript": async (document, folder) => {
    const types = await openapiTS(pathToFileURL(document));
    writeFileSync(join(folder, "schema.ts"), astToString(types));
  },
  "hey-api": async (document, folder) =>
    createClient({ input: document, output: join(folder, "client"), logs: { level: "silent" } }),
};

const root = process.argv[2];
for (const [generator, generate] of Object.entries(generators)) {
  for (const name of readdirSync(join(root, generator))) {
    const folder = join(root, generator, name);
    const document = join(folder, "openapi.json");
    if (existsSync(document)) await generate(document, folder);
  }
}
