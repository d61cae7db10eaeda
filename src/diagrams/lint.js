/** Checks everything in bpmn/; prints one line per finding and fails if there is one. */
import { readFile, readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { checkDiagram, checkTable, checkTemplates } from './check.js';

const BPMN = new URL('../../bpmn/', import.meta.url);
const TEMPLATES = new URL('element-templates/ringback.json', BPMN);

const templates = JSON.parse(await readFile(TEMPLATES, 'utf8'));
const findings = checkTemplates(templates).map((finding) => `bpmn/element-templates/ringback.json: ${finding}`);
let files = 1;
for (const file of (await readdir(BPMN)).sort()) {
  const check = { '.bpmn': (xml) => checkDiagram(xml, templates), '.dmn': checkTable }[extname(file)];
  if (check) {
    files++;
    const found = await check(await readFile(new URL(file, BPMN), 'utf8'));
    findings.push(...found.map((finding) => `bpmn/${file}: ${finding}`));
  }
}
for (const finding of findings) {
  console.error(finding);
}
console.log(`${files} files, ${findings.length} findings`);
process.exitCode = findings.length ? 1 : 0;
