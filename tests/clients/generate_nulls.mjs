// Writes the clients of every FOLDER/VERSION/openapi.json into FOLDER/VERSION/GENERATOR. Then
// prints, as JSON, which of the values on standard input the zod clients refuse.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import { generateSource } from "oazapfts";
import openapiTS, { astToString } from "openapi-typescript";
import { generate as orval } from "orval";
import { generateApi } from "swagger-typescript-api";
import ts from "typescript";

const heyApi = (plugins) => (document, folder) =>
  createClient({ input: document, output: join(folder, "client"), plugins, logs: { level: "silent" } });
const orvalOf = (client) => (document, folder) =>
  orval({ input: { target: document }, output: { target: join(folder, "client.ts"), client, mode: "single" } }, folder);
const generators = {
  "openapi-typescript": async (document, folder) =>
    writeFileSync(join(folder, "schema.ts"), astToString(await openapiTS(pathToFileURL(document)))),
  "hey-api": heyApi(undefined),
  "hey-api-zod": heyApi(["zod"]),
  "orval": orvalOf("fetch"),
  "orval-zod": orvalOf("zod"),
  "swagger-typescript-api": (document, folder) =>
    generateApi({ input: document, output: folder, fileName: "client.ts", silent: true }),
  "oazapfts": async (document, folder) =>
    writeFileSync(join(folder, "client.ts"), await generateSource(document)),
};
const zod = { "hey-api-zod": ["client/zod.gen.ts", "zHolder"], "orval-zod": ["client.ts", "getHolderResponse"] };

const log = console.log;
console.log = () => {}; // orval prints there
const [, , root] = process.argv;
const values = JSON.parse(readFileSync(0, "utf8"));
const refused = {};
for (const version of readdirSync(root)) {
  for (const [name, generate] of Object.entries(generators)) {
    const folder = join(root, version, name);
    mkdirSync(folder, { recursive: true });
    await generate(join(root, version, "openapi.json"), folder);
    if (!zod[name]) continue;
    const [source, member] = zod[name];
    const script = join(folder, "zod.mjs");
    const options = { compilerOptions: { target: "es2022", module: "esnext" } };
    writeFileSync(script, ts.transpileModule(readFileSync(join(folder, source), "utf8"), options).outputText);
    const schema = (await import(pathToFileURL(script)))[member];
    refused[`${name} ${version}`] = Object.keys(values).filter((key) => !schema.safeParse(values[key]).success);
  }
}
log(JSON.stringify(refused));
