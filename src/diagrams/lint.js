/** Checks everything in bpmn/, the last part by the built jar; prints one line per finding and fails if there is one. */
import { readFile, readdir } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { extname } from 'node:path';
import { checkDiagram, checkTable, checkTemplates } from './check.js';

const BPMN = new URL('../../bpmn/', import.meta.url);
const TEMPLATES = new URL('element-templates/ringback.json', BPMN);

const templates = JSON.parse(await readFile(TEMPLATES, 'utf8'));
const findings = checkTemplates(templates).map((finding) => `bpmn/element-templates/ringback.json: ${finding}`);
let files = 1;
const inFolder = async (folder) => (await readdir(new URL(folder, BPMN))).sort().map((file) => folder + file);
for (const file of [...(await inFolder('')), ...(await inFolder('samples/'))]) {
  const check = { '.bpmn': (xml) => checkDiagram(xml, templates), '.dmn': checkTable }[extname(file)];
  if (check) {
    files++;
    const found = await check(await readFile(new URL(file, BPMN), 'utf8'));
    findings.push(...found.map((finding) => `bpmn/${file}: ${finding}`));
  }
}
// What the drawing is like is said above; whether it runs is said by the server's own rules, so that what lints, deploys.
const jar = process.env.RINGBACK_JAR ?? fileURLToPath(new URL('../../target/ringback.jar', import.meta.url));
if (existsSync(jar)) {
  const tried = spawnSync('java', ['-jar', jar, 'check-diagrams', fileURLToPath(BPMN)], { encoding: 'utf8' });
  process.stdout.write(tried.stdout ?? '');
  if (tried.status !== 0) {
    findings.push(`bpmn/: the server would refuse it: see above. ${tried.stderr ?? tried.error}`);
  }
} else {
  findings.push(`${jar}: not there, so nobody knows whether the files run. Build it (mvn package), or name it in RINGBACK_JAR.`);
}
for (const finding of findings) {
  console.error(finding);
}
console.log(`${files} files, ${findings.length} findings`);
process.exitCode = findings.length ? 1 : 0;
