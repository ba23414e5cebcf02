// Holds example files against our schemas with ajv in strict mode; prints path → errors as JSON.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const { folder, names, examples } = JSON.parse(readFileSync(0, "utf8"));
// Some fields hold a number or a list of them: unions are meant.
const ajv = new Ajv.default({ strict: true, allowUnionTypes: true, allErrors: true });
addFormats.default(ajv, { mode: "full" });
ajv.addFormat("timezone", true); // our own format: which zones there are, no other reader knows
ajv.addFormat("idn-email", true); // what the pattern leaves: how many octets the parts travel in

for (const name of names) {
  ajv.addSchema(JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8")), `${name}.json`);
}
const verdicts = {};
for (const [path, name] of Object.entries(examples)) {
  const validate = ajv.getSchema(`${name}.json`);
  validate(parse(readFileSync(path, "utf8"), { version: "1.2" }));
  verdicts[path] = (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
console.log(JSON.stringify(verdicts));
