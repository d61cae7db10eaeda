import '../parts/bench.css';
import { sheetDifferences } from '../parts/sheetDifferences';
import type { Sheet } from '../parts/tests';
import { differencesOf, listDifferences } from '../parts/differences';

/** Lists, for each file of a proposal, what differs from the version in force. */
async function compareAll(): Promise<void> {
  for (const place of document.querySelectorAll<HTMLElement>('.differences')) {
    const { file = '', proposal = '' } = place.dataset;
    if (place.dataset['new'] === 'false') {
      if (file.endsWith('.tests.csv')) {
        const rows = `/bench/tests/${encodeURIComponent(file)}`;
        const [before, after] = await Promise.all([rows, `${rows}?proposal=${proposal}`].map(async (one) => (await fetch(one)).json() as Promise<Sheet>));
        listDifferences(place, before && after ? sheetDifferences(before, after) : [], null);
        continue;
      }
      const address = `/bench/files/${encodeURIComponent(file)}`;
      const [before, after] = await Promise.all([address, `${address}?proposal=${proposal}`].map(async (one) => (await fetch(one)).text()));
      listDifferences(place, differencesOf(file, before ?? '', after ?? ''), null);
    }
  }
}

void compareAll();
