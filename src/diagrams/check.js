/**
 * What a diagram, a decision table and the element templates must be like to be read without help. Each function returns
 * its findings as sentences that name the element and say what to do; none means all is well.
 */
import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';
import { DmnModdle } from 'dmn-moddle';
// By file: its main entry cannot be loaded by Node 18, which Debian 12 ships.
import { validateAll } from '@bpmn-io/element-templates-validator/dist/index.js';

const require = createRequire(import.meta.url);
const { Linter } = require('bpmnlint');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');
const camunda = require('camunda-bpmn-moddle/resources/camunda.json');

const BPMNLINT = {
  extends: ['bpmnlint:recommended', 'plugin:camunda-compat/camunda-platform-7-24'],
  rules: {
    // Several lines into one step are meant: "try the next medium" starts the step anew, nothing is joined.
    'fake-join': 'off',
    // A wait that is entered again, when the callee may try again, is the same wait.
    'no-gateway-join-fork': 'off',
  },
};

/** The line height of labels in Camunda Modeler's default style, in pixels. */
const LINE_HEIGHT = 14;
const WIDTH_OF_A_LETTER = 5.6;

export async function checkDiagram(xml, templates) {
  const { rootElement, warnings } = await new BpmnModdle({ camunda }).fromXML(xml);
  const findings = warnings.map((warning) => warning.message);
  const reports = await new Linter({ config: BPMNLINT, resolver: new NodeResolver() }).lint(rootElement);
  for (const [rule, found] of Object.entries(reports)) {
    findings.push(...found.map(({ id, message }) => `${id}: ${message} (${rule})`));
  }
  const elements = [...flowElements(rootElement.rootElements.find(({ $type }) => $type === 'bpmn:Process'))];
  return findings.concat(
    elements.flatMap(unnamed),
    elements.flatMap(undocumented),
    elements.flatMap(endless),
    elements.flatMap((element) => unlikeItsTemplate(element, templates)),
    collisions(rootElement.diagrams[0].plane.planeElement),
  );
}

export async function checkTable(xml) {
  const { rootElement, warnings } = await new DmnModdle().fromXML(xml);
  const findings = warnings.map((warning) => warning.message);
  for (const decision of rootElement.drgElement) {
    const table = decision.decisionLogic;
    const attributes = Object.keys(decision.$attrs);
    if (!attributes.some((name) => name.endsWith(':historyTimeToLive'))) {
      findings.push(`${decision.id}: has no history time to live; the engine refuses it. Set it, for example to P30D.`);
    }
    for (const { id, label } of [...table.input, ...table.output]) {
      if (!label) {
        findings.push(`${id}: the column has no label. Write in plain words what it asks or says.`);
      }
    }
    table.rule.forEach(({ id, description }, row) => {
      if (!description) {
        findings.push(`${id}: row ${row + 1} has no annotation. Say the rule as a sentence.`);
      }
    });
    if (!rootElement.dmnDI?.diagrams?.[0]?.diagramElements?.some(({ dmnElementRef }) => dmnElementRef.id === decision.id)) {
      findings.push(`${decision.id}: is not drawn. Open and save it in Camunda Modeler.`);
    }
  }
  return findings;
}

export function checkTemplates(templates) {
  return validateAll(templates).results.flatMap(({ errors, object }) =>
    (errors ?? []).map(({ message }) => `${object.id}: ${message}`),
  );
}

function* flowElements(scope) {
  for (const element of scope.flowElements) {
    yield element;
    if (element.flowElements) {
      yield* flowElements(element);
    }
  }
}

function isA(element, type) {
  return element.$instanceOf(`bpmn:${type}`);
}

function unnamed(element) {
  if (element.name) {
    return [];
  }
  if (isA(element, 'FlowNode')) {
    return [`${element.id}: has no label. Every step, gateway and event says what it is.`];
  }
  if (isA(element, 'SequenceFlow') && isA(element.sourceRef, 'ExclusiveGateway') && element.sourceRef.outgoing.length > 1) {
    return [`${element.id}: has no label. Every way out of a question carries its answer.`];
  }
  return [];
}

function undocumented(element) {
  const explained = isA(element, 'Activity') || isA(element, 'Event');
  return explained && !element.documentation?.[0]?.text
    ? [`${element.id}: has no documentation. Say in a sentence or two what happens here.`]
    : [];
}

function endless(element) {
  if (!isA(element, 'EventBasedGateway')) {
    return [];
  }
  const waits = element.outgoing.map(({ targetRef }) => targetRef.eventDefinitions?.[0]?.$type);
  return waits.includes('bpmn:TimerEventDefinition')
    ? []
    : [`${element.id}: may wait for ever. Let one of its ways be a timer.`];
}

function unlikeItsTemplate(element, templates) {
  const id = element.get?.('camunda:modelerTemplate');
  if (!id) {
    return [];
  }
  const template = templates.find((candidate) => candidate.id === id);
  if (!template) {
    return [`${element.id}: no element template is called ${id}.`];
  }
  return template.properties
    .filter(({ type }) => type === 'Hidden')
    .filter(({ value, binding }) => valueOf(element, binding, value) !== value)
    .map(({ value }) => `${element.id}: differs from its template ${id}, which says ${value}.`)
    .concat(
      template.properties
        .filter(({ type }) => type === 'Dropdown')
        .filter(({ binding, choices }) => !choices.some(({ value }) => value === valueOf(element, binding)))
        .map(({ label }) => `${element.id}: ${label} is none of those that its template ${id} offers.`),
    );
}

function valueOf(element, binding, wanted) {
  const extensions = element.extensionElements?.values ?? [];
  const within = (type, list) => extensions.filter(({ $type }) => $type === type).flatMap((extension) => extension[list] ?? []);
  switch (binding.type) {
    case 'property':
      return element.get(binding.name);
    case 'camunda:executionListener':
      return extensions
        .filter(({ $type, event }) => $type === 'camunda:ExecutionListener' && event === binding.event)
        .map((listener) => listener[binding.implementationType])
        .find((value) => value === wanted);
    case 'camunda:outputParameter':
      return within('camunda:InputOutput', 'outputParameters').find(({ value }) => value === binding.source)?.name;
    case 'camunda:property':
      return within('camunda:Properties', 'values').find(({ name }) => name === binding.name)?.value;
    default:
      throw new Error(`Teach check.js the binding ${binding.type}.`);
  }
}

/** Labels that lie on a shape, on a line or on each other. */
function collisions(drawn) {
  const shapes = drawn.filter(({ $type }) => $type === 'bpmndi:BPMNShape');
  const solid = shapes.filter(
    ({ bpmnElement, isExpanded }) => !isExpanded && !isA(bpmnElement, 'Group') && !isA(bpmnElement, 'TextAnnotation'),
  );
  const lines = drawn.filter(({ $type }) => $type === 'bpmndi:BPMNEdge');
  const labels = drawn
    .filter(({ label, bpmnElement }) => label?.bounds && bpmnElement.name)
    .map(({ label, bpmnElement }) => ({ id: bpmnElement.id, box: inked(label.bounds, bpmnElement.name) }));
  const findings = [];
  labels.forEach(({ id, box }, at) => {
    for (const other of labels.slice(at + 1)) {
      if (overlap(box, other.box)) {
        findings.push(`${id}: its label lies on that of ${other.id}. Move one of them.`);
      }
    }
    for (const { bpmnElement, bounds } of solid) {
      if (overlap(box, bounds)) {
        findings.push(`${id}: its label lies on ${bpmnElement.id}. Move it.`);
      }
    }
    for (const { bpmnElement, waypoint } of lines) {
      if (segments(waypoint).some((segment) => overlap(box, segment))) {
        findings.push(`${id}: its label lies on the line ${bpmnElement.id}. Move it.`);
      }
    }
  });
  return findings;
}

/** The part of a label's bounds that its letters take up: they are centred, from the top. */
function inked({ x, y, width }, text) {
  const perLine = Math.max(1, Math.floor(width / WIDTH_OF_A_LETTER));
  const lines = [''];
  for (const word of text.split(' ')) {
    const joined = `${lines.at(-1)} ${word}`.trim();
    if (joined.length <= perLine) {
      lines[lines.length - 1] = joined;
    } else {
      lines.push(word);
    }
  }
  const inkedWidth = Math.min(width, Math.max(...lines.map(({ length }) => length)) * WIDTH_OF_A_LETTER);
  const filled = lines.filter(Boolean).length;
  return { x: x + (width - inkedWidth) / 2, y: y + 1, width: inkedWidth, height: filled * LINE_HEIGHT - 2 };
}

function segments(points) {
  return points.slice(1).map((end, at) => {
    const start = points[at];
    return {
      x: Math.min(start.x, end.x),
      y: Math.min(start.y, end.y),
      width: Math.abs(start.x - end.x),
      height: Math.abs(start.y - end.y),
    };
  });
}

function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
