import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { checkDiagram, checkTable, checkTemplates } from './check.js';

const read = (file) => readFile(new URL(`../../bpmn/${file}`, import.meta.url), 'utf8');
const diagram = await read('unreachable-callee.bpmn');
const table = await read('waiting-times.dmn');
const templates = JSON.parse(await read('element-templates/ringback.json'));

function replaced(text, from, to) {
  assert.ok(from instanceof RegExp ? from.test(text) : text.includes(from), `${from} is not there to be replaced`);
  return text.replace(from, to);
}

async function finds(xml, finding) {
  const findings = await checkDiagram(xml, templates);
  assert.ok(findings.some((found) => found.includes(finding)), `no "${finding}" in:\n${findings.join('\n')}`);
}

test('the diagram as it is has no findings', async () => {
  assert.deepEqual(await checkDiagram(diagram, templates), []);
});

test('a way out of a gateway without a label is found', async () => {
  await finds(
    replaced(diagram, 'id="Flow_GatewayAnswer_EndDeclinedByCaller" name="no"', 'id="Flow_GatewayAnswer_EndDeclinedByCaller"'),
    'Flow_GatewayAnswer_EndDeclinedByCaller: has no label',
  );
});

test('an event without a label is found', async () => {
  await finds(replaced(diagram, 'id="TimerNoAnswer" name="No answer in time"', 'id="TimerNoAnswer"'), 'TimerNoAnswer: has no label');
});

test('a wait without an end is found', async () => {
  await finds(
    replaced(
      diagram,
      /<bpmn:timerEventDefinition id="TimerNoAnswer_Timer">[\s\S]*?<\/bpmn:timerEventDefinition>/,
      '<bpmn:messageEventDefinition id="TimerNoAnswer_Message" messageRef="Message_CallerAnswered" />',
    ),
    'WaitForAnswer: may wait for ever',
  );
});

test('a step that is not what its template says is found', async () => {
  await finds(replaced(diagram, '"${askCaller}"', '"${askCalle}"'), 'AskCaller: differs from its template');
});

test('an outcome that cannot be counted is found', async () => {
  await finds(replaced(diagram, 'value="INFORMED"', 'value="TOLD"'), 'EndInformed: Outcome is none of those');
});

test('an announcement that nobody can make is found', async () => {
  await finds(
    replaced(diagram, 'name="announcement" value="VOICE"', 'name="announcement" value="VIDEO"'),
    'ConnectCall: Announcement is none of those',
  );
});

test('a label on a line is found', async () => {
  await finds(
    replaced(
      diagram,
      /(bpmnElement="EndInformed"[\s\S]*?<bpmndi:BPMNLabel>\s*<dc:Bounds x="\d+" y=)"\d+"/,
      (_, before) => `${before}"${diagram.match(/bpmnElement="Flow_CatchDelivered_EndInformed">\s*<di:waypoint x="\d+" y="(\d+)"/)[1] - 7}"`,
    ),
    'EndInformed: its label lies on',
  );
});

test('a table as it is has no findings', async () => {
  assert.deepEqual(await checkTable(table), []);
});

test('a rule that is not said as a sentence is found', async () => {
  const findings = await checkTable(replaced(table, /<description>The caller has[^<]*<\/description>/, ''));
  assert.match(findings.join('\n'), /Answer: row 1 has no annotation/);
});

test('a table that the engine would refuse for want of a time to live is found', async () => {
  const findings = await checkTable(replaced(table, ' camunda:historyTimeToLive="P30D"', ''));
  assert.match(findings.join('\n'), /no history time to live/);
});

test('the templates fit the schema of Camunda Modeler', () => {
  assert.deepEqual(checkTemplates(templates), []);
  assert.notDeepEqual(checkTemplates([{ ...templates[0], appliesTo: undefined }]), []);
});
