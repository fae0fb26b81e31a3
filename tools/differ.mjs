// Runs `redocly diff` on many pairs in one process, because starting it costs ten times what a small diff does.
//
//     node differ.mjs CONFIG < [["base.json", "head.json", "report.json"], ...]
//
// It loads the command line of the pinned @redocly/cli anew for each pair, as its own starter does once.
import { readFileSync } from "node:fs";

const [config] = process.argv.slice(2);
const pairs = JSON.parse(readFileSync(0, "utf8"));
const options = ["--config", config, "--format", "json", "--fail-on", "none"];

async function next() {
  const pair = pairs.shift();
  if (!pair) return;
  const [base, head, report] = pair;
  process.argv = [process.argv[0], "redocly", "diff", base, head, ...options, "-o", report];
  await import(`./node_modules/@redocly/cli/lib/index.js?pair=${pairs.length}`);
}

// The command line ends by having nothing left to do.
process.on("beforeExit", next);
await next();
