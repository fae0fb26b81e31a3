// Runs `redocly diff` on many pairs in one process, because starting it costs ten times what a small diff does.
//
//     node differ.mjs CONFIG < [["base.json", "head.json", "report.json"], ...]
//
// It loads the command line of the pinned @redocly/cli anew for each pair, as its own starter does once, and goes on
// when the report is there. A pair that gets none within a minute is left out; the caller counts the reports.
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const [config] = process.argv.slice(2);
const pairs = JSON.parse(readFileSync(0, "utf8"));
const options = ["--config", config, "--format", "json", "--fail-on", "none"];

process.exit = (code) => {
  process.exitCode = code; // the command line ends after each pair, this process after the last
};
for (const [index, [base, head, report]] of pairs.entries()) {
  process.argv = [process.argv[0], "redocly", "diff", base, head, ...options, "-o", report];
  await import(`./node_modules/@redocly/cli/lib/index.js?pair=${index}`);
  for (let turn = 0; turn < 6000 && !existsSync(report); turn++) await wait(10);
}
