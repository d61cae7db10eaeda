import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Licences of what may be distributed with ours. Another needs somebody who reads it. */
const LICENCES = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'CC0-1.0', 'SEE LICENSE IN LICENSE'];

/** What packages call a licence, where SPDX calls it otherwise. */
const SPDX = { CC0: 'CC0-1.0' };

/** What holds pictures of somebody else, whose licence asks for their name. */
const PICTURES = {
  'bpmn-js-token-simulation': 'Its icons are of Font Awesome Free 5.15.4, by @fontawesome, https://fontawesome.com (CC BY 4.0).',
};

/** The packages of which something is in the bundles, each with its licence's text. */
export function partsOf(here, metafile) {
  const folders = new Set(
    Object.values(metafile.outputs)
      .flatMap((output) => Object.keys(output.inputs))
      .map((input) => input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1])
      .filter((folder) => folder !== undefined),
  );
  return [...folders].sort().map((folder) => part(join(here, folder)));
}

function part(folder) {
  const { name, version, license: called } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const license = SPDX[called] ?? called;
  if (!LICENCES.includes(license)) {
    throw new Error(`${name} ${version} has the licence "${license}". Read it, and name it in src/front/notice.js if Ringback may ship it.`);
  }
  const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`;
  return { name, version, license, text: [text, PICTURES[name]].filter(Boolean).join('\n\n') };
}

export function notice(parts) {
  const head = "What runs in browsers holds code of these projects.\n";
  return head + parts.map(({ name, version, text }) => `\n${'-'.repeat(72)}\n${name} ${version}\n\n${text}\n`).join('');
}

/** CycloneDX, as the jar has one of its Java parts. */
export function listOfMaterials(parts) {
  const components = parts.map(({ name, version, license }) => ({
    type: 'library',
    name,
    version,
    licenses: [license.startsWith('SEE ') ? { license: { name: `${name}'s own` } } : { license: { id: license } }],
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  }));
  return `${JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components }, null, 2)}\n`;
}
