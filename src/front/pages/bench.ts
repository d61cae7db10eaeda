import '../parts/bench.css';
import { Bench } from '../parts/bench';
import { editDiagram } from '../parts/diagramEditor';
import { Server } from '../parts/server';
import { editTable } from '../parts/tableEditor';
import { Tests } from '../parts/tests';
import type { Template } from '../parts/templates';

function part<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** The tests of the file's tables, beside it; null if it has none. */
async function testsOf(server: Server): Promise<Tests | null> {
  const place = document.getElementById('rows');
  if (!place) {
    return null;
  }
  const all = await Promise.all((await server.testable()).map(async (one) => ({ ...one, sheet: await server.tests(one.tests, true) })));
  part('tested').hidden = true;
  return new Tests(place, all);
}

/** Opens the file that the page is about. */
async function open(): Promise<void> {
  const place = part('editor');
  const { file = '', csrf = '', drafted } = place.dataset;
  const server = new Server(file, csrf);
  const xml = await server.draft();
  place.hidden = false;
  const diagram = file.endsWith('.bpmn');
  part('drawing').classList.toggle('is-diagram', diagram);
  const editor = diagram
    ? await editDiagram(part('canvas'), part('properties'), xml, await server.templates<Template[]>())
    : await editTable(part('canvas'), xml);
  new Bench(
    file,
    editor,
    server,
    {
      undo: part('undo'),
      redo: part('redo'),
      keep: part('keep'),
      compare: part('compare'),
      simulate: part('simulate'),
      said: part('said'),
      findings: part('findings'),
      differences: part('differences'),
      proposal: part('proposal'),
      why: part('why'),
    },
    drafted === 'true',
    await testsOf(server),
  );
}

open().catch((problem: unknown) => {
  part('said').textContent = `The file cannot be drawn: ${String(problem)}`;
  part('editor').hidden = false;
});
