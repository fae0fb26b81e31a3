// Opens the site from file:// in Chromium with the network off, and writes what it saw as JSON.
// node check.mjs SITE OUT CHROMIUM: screenshots and report.json go to OUT.
import {mkdirSync, mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

const [site, out, executablePath] = process.argv.slice(2);
const PAGES = ["index.html", "errors.html", "pipeline.html", "migration.html", "api/customer/trunks.html",
  "api/customer/models-trunks.html", "decisions/core.html", "openapi/customer.html"];
const SIZES = {desktop: {width: 1280, height: 900}, phone: {width: 390, height: 844}};
const report = {requests: [], errors: [], wide: [], search: [], scheme: []};
mkdirSync(out, {recursive: true});

async function opened(colorScheme) {
  // A profile of its own: the site remembers the scheme of the first visit.
  const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "chromium-")), {
    executablePath, headless: true, offline: true, colorScheme,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  const page = await context.newPage();
  page.on("request", one => { if (!/^(file|data|blob):/.test(one.url())) report.requests.push(one.url()); });
  page.on("pageerror", error => report.errors.push(`${page.url()}: ${error.message}`));
  page.on("requestfailed", one => report.errors.push(`${one.url()}: ${one.failure()?.errorText}`));
  return page;
}

async function looked(page, name, size, viewport, colorScheme) {
  await page.setViewportSize(viewport);
  await page.goto(pathToFileURL(join(site, name)).href);
  if (name.startsWith("openapi/")) await page.waitForSelector("[data-section-id]", {state: "attached", timeout: 60000});
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > viewport.width) report.wide.push(`${name} is ${width} wide on a ${size}`);
  const scheme = await page.evaluate(() => document.body.dataset.mdColorScheme);
  if (scheme) report.scheme.push(`${colorScheme} ${scheme}`);
  await page.screenshot({path: join(out, `${name.replaceAll("/", "-")}-${size}-${colorScheme}.png`)});
}

for (const colorScheme of ["dark", "light"]) {
  const page = await opened(colorScheme);
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const name of PAGES) await looked(page, name, size, viewport, colorScheme);
  }
  if (colorScheme === "light") await searched(page);
  await page.context().close();
}

async function searched(page) {
  await page.setViewportSize(SIZES.desktop);
  await page.goto(pathToFileURL(join(site, "index.html")).href);
  await page.click("input.md-search__input");
  await page.keyboard.type("OutcomeUnknownError", {delay: 20});
  await page.waitForSelector(".md-search-result__link", {timeout: 60000});
  report.search = await page.$$eval(".md-search-result__link", all => all.map(one => one.getAttribute("href")));
  await page.screenshot({path: join(out, "search.png")});
}
report.scheme = [...new Set(report.scheme)].sort();
writeFileSync(join(out, "report.json"), JSON.stringify(report, null, 1));
