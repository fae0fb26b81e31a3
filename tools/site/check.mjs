// Opens the site from file:// in Chromium with the network off, and writes what it saw as JSON.
// node check.mjs SITE OUT CHROMIUM: screenshots and report.json go to OUT.
import {mkdirSync, mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

const [site, out, executablePath] = process.argv.slice(2);
const PAGES = ["index.html", "errors.html", "cli.html", "numbers.html", "pipeline.html", "migration.html",
  "api/customer/trunks.html", "api/customer/models-trunks.html", "decisions/core.html", "openapi/customer.html"];
const SIZES = {desktop: {width: 1280, height: 900}, phone: {width: 390, height: 844}};
const report = {requests: [], errors: [], wide: [], search: [], scheme: [], faint: []};
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
  const scheme = await page.evaluate(() => document.body.dataset.mdColorScheme ??
    (document.documentElement.classList.contains("dark") ? "slate" : "default"));
  for (const one of await page.evaluate(faint)) report.faint.push(`${name}, ${size}, ${colorScheme}: ${one}`);
  if (scheme) report.scheme.push(`${colorScheme} ${scheme}`);
  await page.screenshot({path: join(out, `${name.replaceAll("/", "-")}-${size}-${colorScheme}.png`)});
}

// In the page: visible text with less contrast than WCAG's AA asks for, 4.5, or 3 where it is large.
function faint() {
  const pen = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d",
    {willReadFrequently: true});
  const known = new Map();
  const rgba = colour => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      known.set(colour, [...pen.getImageData(0, 0, 1, 1).data].map((one, at) => at === 3 ? one / 255 : one));
    }
    return known.get(colour);
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((one, at) => one * a + below[at] * (1 - a));
  const ground = node => {
    if (!node) return [255, 255, 255];
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(node.parentElement));
  };
  const opacity = node => node ? Number(getComputedStyle(node).opacity) * opacity(node.parentElement) : 1;
  const light = colour => colour.slice(0, 3).map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const found = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement, text = texts.currentNode.textContent.trim();
    if (!text || node.closest("svg, script, style, noscript") || !node.checkVisibility({checkVisibilityCSS: true})) continue;
    const style = getComputedStyle(node), size = parseFloat(style.fontSize), below = ground(node);
    const [r, g, b, a] = rgba(style.color), seen = opacity(node);
    if (!size || !seen) continue;
    const both = [light(over([r, g, b, a * seen], below)), light(below)].sort((one, other) => other - one);
    const contrast = (both[0] + 0.05) / (both[1] + 0.05);
    const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const where = `${node.tagName.toLowerCase()}.${node.className}`;
    if (contrast < needed && !found.has(where)) found.set(where, `${where} ${JSON.stringify(text.slice(0, 20))} ${contrast.toFixed(2)}`);
  }
  return [...found.values()];
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
