import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** In bytes, compressed: all that is ours, beside the libraries. */
const MOST_OF_OURS = 500_000;

/** Fails if our own code is too large, or a library got into it: what pages use of one, they load from libraries/ by import(). */
export function checkSizes(here, metafile) {
  let ours = 0;
  for (const [file, output] of Object.entries(metafile.outputs)) {
    const inputs = Object.keys(output.inputs);
    const own = inputs.filter((input) => !input.startsWith('node_modules/') && !input.startsWith('libraries/'));
    if (own.length > 0) {
      const foreign = inputs.find((input) => input.startsWith('node_modules/') && !input.endsWith('.css'));
      if (foreign) {
        throw new Error(`${foreign} would be bundled with ${own[0]}. Name it in a file in libraries/, and load that by import().`);
      }
      ours += gzipSync(readFileSync(resolve(here, file))).length;
    }
  }
  if (ours > MOST_OF_OURS) {
    throw new Error(`Our own code is ${ours} bytes compressed; ${MOST_OF_OURS} are allowed.`);
  }
}
