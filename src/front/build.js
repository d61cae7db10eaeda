/**
 * Bundles what runs in browsers. Maven's build calls it (pom.xml), and so may you:
 *
 *   npm run build                             into target/classes
 *   npm run build -- --classes FOLDER         into another folder of classes
 *   npm test                                  the tests in tests/
 *
 * Each file in pages/ becomes /front/NAME.js, with /front/NAME.css if it imports styles. What libraries/ names is put into chunks of its
 * own, which a page loads by import(). Each file in workers/ becomes /front/NAME.js too, in one piece: a service worker that imports is not
 * understood everywhere. Without changes since the last time, nothing is done.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const SOURCES = ['pages', 'workers', 'parts', 'libraries'];

const { values } = parseArgs({
  options: { classes: { type: 'string', default: join(HERE, '../../target/classes') }, test: { type: 'boolean', default: false } },
});

installOnce();
const { build } = await import('esbuild');
if (values.test) {
  await test();
} else {
  await bundle(resolve(values.classes));
}

/** What package-lock.json names, if that is not what is there. */
function installOnce() {
  const mark = join(HERE, 'node_modules', '.installed');
  const wanted = digest(['package.json', 'package-lock.json']);
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
    execFileSync('npm', ['ci', '--loglevel=error'], { cwd: HERE, stdio: 'inherit', shell: process.platform === 'win32' });
    writeFileSync(mark, wanted);
  }
}

async function bundle(classes) {
  const folder = join(classes, 'static', 'front');
  const materials = join(classes, 'META-INF', 'sbom', 'front.cdx.json');
  const mark = join(classes, '..', 'front.sha256');
  const wanted = digest(everything());
  if (existsSync(folder) && existsSync(materials) && existsSync(mark) && readFileSync(mark, 'utf8') === wanted) {
    return;
  }
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: HERE,
    entryPoints: filesIn('pages').filter((file) => file.endsWith('.ts')),
    outbase: 'pages',
    outdir: folder,
    chunkNames: 'chunks/[name]-[hash]',
    assetNames: 'chunks/[name]-[hash]',
    loader: { '.woff': 'file', '.woff2': 'file', '.ttf': 'file', '.eot': 'empty', '.svg': 'file' },
    bundle: true,
    // It writes styles into pages, which their policy does not let count.
    alias: { 'style-mod': './libraries/styleMod.ts' },
    plugins: [iconsWithoutStyles(), withoutStyles()],
    splitting: true,
    format: 'esm',
    target: ['chrome109', 'firefox115', 'safari16'],
    minify: true,
    // Their licences are in third-party.txt, whole.
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const workers = await build({
    absWorkingDir: HERE,
    entryPoints: filesIn('workers'),
    outdir: folder,
    bundle: true,
    format: 'iife',
    target: ['chrome109', 'firefox115', 'safari16'],
    minify: true,
    metafile: true,
    logLevel: 'warning',
  });
  const { checkSizes } = await import('./sizes.js');
  checkSizes(HERE, metafile);
  checkSizes(HERE, workers.metafile);
  const { partsOf, notice, listOfMaterials } = await import('./notice.js');
  const parts = partsOf(HERE, metafile);
  writeFileSync(join(folder, 'third-party.txt'), notice(parts));
  mkdirSync(join(classes, 'META-INF', 'sbom'), { recursive: true });
  writeFileSync(materials, listOfMaterials(parts));
  writeFileSync(mark, wanted);
}

/** Their icons are drawn by style attributes, which our policy does not let count, and are drawn by others as well. */
function iconsWithoutStyles() {
  const setup = ({ onLoad }) =>
    onLoad({ filter: /bpmn-js.lib.features.*Icons\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(/style="([^"]*)"/g, (whole, style) => style.replaceAll(/([\w-]+):([^;]+);?/g, '$1="$2" ')),
    }));
  return { name: 'icons without styles', setup };
}

/** What tokens and the properties panel write has style attributes, which our policy does not let count; bench.css has them. */
function withoutStyles() {
  const setup = ({ onLoad }) =>
    onLoad({ filter: /bpmn-js-token-simulation.lib.features.*\.js$|bpmn-js-properties-panel.dist.index\.esm\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('style="', 'data-style="'),
    }));
  return { name: 'without styles', setup };
}

/** Tests of what needs no browser: tests/*.test.ts, by Node's own runner. */
async function test() {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-front-'));
  try {
    const tests = readdirSync(join(HERE, 'tests')).filter((file) => file.endsWith('.test.ts'));
    await build({
      absWorkingDir: HERE,
      entryPoints: tests.map((file) => `tests/${file}`),
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'warning',
    });
    const files = readdirSync(folder).map((file) => join(folder, file));
    process.exitCode = spawnSync(process.execPath, ['--test', ...files], { stdio: 'inherit' }).status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All that the result depends on. */
function everything() {
  return ['build.js', 'notice.js', 'sizes.js', 'package-lock.json', ...SOURCES.flatMap(filesIn)];
}

function filesIn(folder) {
  return readdirSync(join(HERE, folder), { recursive: true })
    .filter((file) => file.includes('.'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
}

function digest(files) {
  const hash = createHash('sha256');
  files.forEach((file) => hash.update(`${file}\n`).update(readFileSync(join(HERE, file))));
  return hash.digest('hex');
}
