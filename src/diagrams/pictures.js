/**
 * Draws docs/pictures/ from bpmn/ and bpmn/samples/: each diagram and each decision table as SVG and PNG, with the viewers that Camunda
 * Modeler is built on, in a headless browser. CHROMIUM names another browser than Debian's.
 */
import { readFile, readdir, writeFile, mkdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const require = createRequire(import.meta.url);
const BPMN = new URL('../../bpmn/', import.meta.url).pathname;
const PICTURES = new URL('../../docs/pictures/', import.meta.url).pathname;
const LARGEST_PNG = 500_000;

/** Sharp on a screen; for paper there is the SVG. */
const WIDTH_OF_DIAGRAM = 2100;

/** Those that show more than others, so that their pictures stay small. */
const NARROWER = { 'call-later': 1850 };

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

try {
  await mkdir(PICTURES, { recursive: true });
  const files = [...(await readdir(BPMN)), ...(await readdir(join(BPMN, 'samples'))).map((file) => join('samples', file))];
  for (const file of files.sort()) {
    const draw = { '.bpmn': drawDiagram, '.dmn': drawTable }[extname(file)];
    if (draw) {
      const name = basename(file, extname(file));
      await draw(await readFile(join(BPMN, file), 'utf8'), join(PICTURES, name));
      const { size } = await stat(join(PICTURES, `${name}.png`));
      console.log(`docs/pictures/${name}.png ${Math.round(size / 1000)} kB`);
      if (size > LARGEST_PNG) {
        throw new Error(`docs/pictures/${name}.png is larger than ${LARGEST_PNG} bytes: lower its width in pictures.js.`);
      }
    }
  }
} finally {
  await browser.close();
}

async function drawDiagram(xml, path) {
  const page = await open('bpmn-js/dist/bpmn-viewer.production.min.js', ['bpmn-js/dist/assets/bpmn-js.css']);
  const svg = await page.evaluate(async (xml) => {
    const viewer = new BpmnJS({ container: '#canvas' });
    const { warnings } = await viewer.importXML(xml);
    if (warnings.length) {
      throw new Error(warnings.join('\n'));
    }
    return (await viewer.saveSVG()).svg;
  }, xml).then(stable);
  await writeFile(`${path}.svg`, svg);
  const [, width, height] = svg.match(/<svg[^>]* width="([\d.]+)" height="([\d.]+)"/).map(Number);
  await photograph(page, svg, `${path}.png`, width, height, (NARROWER[basename(path)] ?? WIDTH_OF_DIAGRAM) / width);
}

/** The viewer names its arrowheads at random; numbered, a picture changes only when its diagram does. */
function stable(svg) {
  const names = new Map();
  return svg.replace(/marker-[a-z0-9]{20,}/g, (name) => names.get(name) ?? names.set(name, `marker-${names.size + 1}`).get(name));
}

/**
 * A table is HTML, so its SVG is drawn here from the positions the browser gave its cells: an SVG that merely wrapped the
 * HTML would stay empty in most viewers.
 */
async function drawTable(xml, path) {
  const page = await open('dmn-js/dist/dmn-viewer.production.min.js', [
    'dmn-js/dist/assets/dmn-js-shared.css',
    'dmn-js/dist/assets/dmn-js-decision-table.css',
  ]);
  // The viewer shortens long lists of allowed values; a picture cannot be hovered over.
  await page.addStyleTag({ content: 'th * { white-space: normal !important; }' });
  await page.setViewport({ width: 1600, height: 1400 });
  const svg = await page.evaluate(async (xml) => {
    const viewer = new DmnJS({ container: '#canvas' });
    const { warnings } = await viewer.importXML(xml);
    const table = viewer.getViews().find((view) => view.type === 'decisionTable');
    warnings.push(...(await viewer.open(table)).warnings);
    if (warnings.length) {
      throw new Error(warnings.join('\n'));
    }
    return toSvg(document.querySelector('#canvas'));

    function toSvg(root) {
      const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
      const { x: left } = root.querySelector('table').getBoundingClientRect();
      const { y: top } = root.querySelector('.decision-table-properties').getBoundingClientRect();
      const box = { x: left, y: top };
      const shapes = [];
      const texts = [];
      let right = 0;
      let bottom = 0;
      for (const cell of root.querySelectorAll('th, td, .decision-table-properties')) {
        const at = cell.getBoundingClientRect();
        if (!at.width || !at.height) {
          continue;
        }
        const x = at.x - box.x;
        const y = at.y - box.y;
        if (cell.matches('th, td')) {
          const head = cell.matches('th') || cell.closest('thead');
          const fill = cell.closest('.output-cell') ? '#e8f1fb' : head ? '#f3f4f6' : '#ffffff';
          shapes.push(`<rect x="${x}" y="${y}" width="${at.width}" height="${at.height}" fill="${fill}" stroke="#9aa0a6"/>`);
          right = Math.max(right, x + at.width);
        }
        bottom = Math.max(bottom, y + at.height);
      }
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const parent = node.parentElement;
        const style = getComputedStyle(parent);
        if (!node.data.trim() || style.visibility === 'hidden' || !parent.checkVisibility() || parent.closest('select, .view-drd, .bjs-powered-by')) {
          continue;
        }
        for (const line of linesOf(node)) {
          const middle = line.y + line.height / 2 - box.y;
          texts.push(
            `<text x="${line.x - box.x}" y="${middle}" dominant-baseline="central" font-size="${style.fontSize}" font-weight="${style.fontWeight}" fill="${style.color}">${escape(line.text)}</text>`,
          );
        }
      }
      const width = Math.ceil(right + 2);
      const height = Math.ceil(bottom + 2);
      return `<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="-1 -1 ${width} ${height}" font-family="Arial, Helvetica, sans-serif">
<rect x="-1" y="-1" width="${width}" height="${height}" fill="#ffffff"/>
${shapes.join('\n')}
${texts.join('\n')}
</svg>
`;
    }

    function linesOf(node) {
      const range = document.createRange();
      const lines = [];
      for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const { x, y, height } = range.getBoundingClientRect();
        const last = lines.at(-1);
        if (last && Math.abs(last.y - y) < height / 2) {
          last.text += ` ${word}`;
        } else {
          lines.push({ x, y, height, text: word });
        }
      }
      return lines;
    }
  }, xml);
  await writeFile(`${path}.svg`, svg);
  const [, width, height] = svg.match(/<svg[^>]* width="([\d.]+)" height="([\d.]+)"/).map(Number);
  await photograph(page, svg, `${path}.png`, width, height, 1.5);
}

async function open(script, styles) {
  const page = await browser.newPage();
  await page.setContent('<!DOCTYPE html><html><body style="margin:0"><div id="canvas"></div></body></html>');
  for (const style of styles) {
    await page.addStyleTag({ path: require.resolve(style) });
  }
  await page.addScriptTag({ path: require.resolve(script) });
  return page;
}

async function photograph(page, svg, path, width, height, scale) {
  await page.setViewport({ width: Math.ceil(width), height: Math.ceil(height), deviceScaleFactor: scale });
  await page.setContent(`<!DOCTYPE html><html><body style="margin:0;background:#fff">${svg.replace(/^<\?xml.*?\?>\s*(<!DOCTYPE.*?>)?/s, '')}</body></html>`);
  await page.screenshot({ path });
  await page.close();
}
