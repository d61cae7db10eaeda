// An SMSC for tests, on the library "smpp" (SMPP 3.4): takes binds and submit_sm, sends receipts and what it is told to.
// Usage: node smsc.js PORT [PASSWORD]. Reads commands from standard input, one JSON object a line, and writes what happens to
// standard output in the same form.
'use strict';

const readline = require('readline');
const smpp = require('smpp');

const port = Number(process.argv[2] || 2775);
const password = process.argv[3];

const state = {
  // What is answered to the next submit_sm, first to last.
  statuses: [],
  // More than this many messages in a second are refused with ESME_RTHROTTLED.
  limit: Infinity,
  // DELIVRD, UNDELIV and so on; without it, no receipts.
  receipt: null,
  err: '000',
  // Whether receipts come as texts, without the mark of a receipt.
  unmarked: false,
  // Whether receipts have their id and state in parameters rather than in the text.
  parameters: false,
  // Whether nothing is answered: "all", or "submit" for submit_sm alone.
  silent: null,
  // Milliseconds before a submit_sm is answered.
  delay: 0,
  // The body of submit_sm_resp in hexadecimal, in place of a message_id of its own.
  body: null,
  // What answers each cancel_sm in place of what is held: command_id, status, and a body in hexadecimal.
  cancel: null,
  // The same of replace_sm.
  replace: null,
  // The status of a generic_nack that answers each submit_sm.
  nack: null,
  // Whether the connection is left open after an unbind.
  stay: false,
  bindStatus: 0,
  // Whether each message is logged, or only counted.
  quiet: process.argv[4] === 'quiet',
};
const sessions = new Set();
// What was taken and not cancelled.
const held = new Set();
// The data_coding of each text, by its id: replace_sm has none.
const codings = new Map();
let lastId = 0x1000;
let submitted = 0;
let window = { second: 0, count: 0 };

function tell(event) {
  process.stdout.write(JSON.stringify(event) + '\n');
}

function status() {
  if (state.statuses.length > 0) return state.statuses.shift();
  const second = Math.floor(Date.now() / 1000);
  if (window.second !== second) window = { second, count: 0 };
  window.count += 1;
  return window.count > state.limit ? 0x58 : 0;
}

function stamp() {
  return new Date().toISOString().replace(/[-:T]/g, '').slice(2, 12);
}

function receiptOf(pdu, id) {
  const codes = { ENROUTE: 1, DELIVRD: 2, EXPIRED: 3, DELETED: 4, UNDELIV: 5, ACCEPTD: 6, UNKNOWN: 7, REJECTD: 8 };
  const receipt = {
    source_addr_ton: pdu.dest_addr_ton,
    source_addr_npi: pdu.dest_addr_npi,
    source_addr: pdu.destination_addr,
    dest_addr_ton: pdu.source_addr_ton,
    dest_addr_npi: pdu.source_addr_npi,
    destination_addr: pdu.source_addr,
    esm_class: state.unmarked ? 0 : 4,
    data_coding: 0,
  };
  if (state.parameters) {
    return { ...receipt, receipted_message_id: id, message_state: codes[state.receipt], short_message: Buffer.alloc(0) };
  }
  const text = `id:${id} sub:001 dlvrd:001 submit date:${stamp()} done date:${stamp()} stat:${state.receipt} err:${state.err} text:`;
  return { ...receipt, short_message: Buffer.from(text, 'latin1') };
}

function take(session, pdu) {
  const code = status();
  const id = code === 0 ? (++lastId).toString(16).toUpperCase().padStart(8, '0') : null;
  submitted += 1;
  if (!state.quiet) {
    const message = pdu.short_message || {};
    tell({
      event: 'submit',
      session: session.number,
      id,
      status: code,
      from: [pdu.source_addr_ton, pdu.source_addr_npi, pdu.source_addr],
      to: [pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr],
      esm_class: pdu.esm_class,
      data_coding: pdu.data_coding,
      text: String(message.message),
      udh: (message.udh || []).map((element) => element.toString('hex')),
      registered_delivery: pdu.registered_delivery,
      replace_if_present_flag: pdu.replace_if_present_flag,
      has_validity: Boolean(pdu.validity_period),
      validity_minutes: pdu.validity_period ? Math.round((pdu.validity_period - Date.now()) / 60000) : null,
      sar: [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum],
    });
  }
  if (state.silent) return;
  const answer = () => {
    if (state.nack !== null) return session.socket.write(rawPdu(0x80000000, state.nack, pdu.sequence_number, ''));
    if (state.body !== null) return session.socket.write(rawPdu(0x80000004, code, pdu.sequence_number, state.body));
    session.send(pdu.response(code === 0 ? { message_id: id } : { command_status: code }));
    if (code === 0) held.add([id, pdu.source_addr, pdu.destination_addr].join(' '));
    if (code === 0) codings.set(id, pdu.data_coding);
    if (code === 0 && state.receipt) session.deliver_sm(receiptOf(pdu, id));
  };
  if (state.delay > 0) setTimeout(answer, state.delay);
  else answer();
}

// As SMPP 3.4 4.9: by its id, and both addresses as they were sent.
function cancel(session, pdu) {
  const key = [pdu.message_id, pdu.source_addr, pdu.destination_addr].join(' ');
  const code = held.delete(key) ? 0 : 0x11;
  tell({
    event: 'cancel',
    id: pdu.message_id,
    from: [pdu.source_addr_ton, pdu.source_addr_npi, pdu.source_addr],
    to: [pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr],
    service_type: pdu.service_type,
    status: code,
  });
  if (state.silent) return undefined;
  if (state.cancel) {
    const [command, status, body] = state.cancel;
    return session.socket.write(rawPdu(command, status, pdu.sequence_number, body));
  }
  return session.send(pdu.response({ command_status: code }));
}

// As SMPP 3.4 4.10: by its id, and the source address as it was sent.
function replace(session, pdu) {
  const start = [pdu.message_id, pdu.source_addr, ''].join(' ');
  const code = [...held].some((key) => key.startsWith(start)) ? 0 : 0x13;
  const message = pdu.short_message;
  const octets = Buffer.isBuffer(message) ? message : Buffer.from(String(message.message || message), 'latin1');
  tell({
    event: 'replace',
    id: pdu.message_id,
    from: [pdu.source_addr_ton, pdu.source_addr_npi, pdu.source_addr],
    text: codings.get(pdu.message_id) === 8
      ? Buffer.from(octets).swap16().toString('utf16le') : octets.toString('latin1'),
    registered_delivery: pdu.registered_delivery,
    validity_minutes: pdu.validity_period ? Math.round((pdu.validity_period - Date.now()) / 60000) : null,
    status: code,
  });
  if (state.replace) {
    const [command, status, body] = state.replace;
    return session.socket.write(rawPdu(command, status, pdu.sequence_number, body));
  }
  return session.send(pdu.response({ command_status: code }));
}

function rawPdu(id, status, sequence, body) {
  const octets = Buffer.concat([Buffer.alloc(16), Buffer.from(body, 'hex')]);
  [octets.length, id, status, sequence].forEach((value, i) => octets.writeUInt32BE(value, 4 * i));
  return octets;
}

function octets(fields) {
  const pdu = { ...fields };
  for (const name of ['short_message', 'message_payload']) {
    if (typeof pdu[name] === 'string') pdu[name] = Buffer.from(pdu[name], 'hex');
  }
  return pdu;
}

function deliver(fields, tag) {
  const session = [...sessions][0];
  if (!session) return tell({ event: 'undelivered', tag });
  return session.deliver_sm(octets(fields), (response) =>
    tell({ event: 'delivered', tag, command: response.command, status: response.command_status }));
}

// So many texts, at most "window" of them unanswered; what is refused for the moment is sent again.
function flood({ fields, count, window: most }) {
  const session = [...sessions][0];
  const results = {};
  const begin = Date.now();
  let sent = 0;
  let done = 0;
  const again = [];
  const next = () => {
    const number = again.length > 0 ? again.shift() : sent++;
    const pdu = octets({ ...fields, short_message: Buffer.from(`Text ${number}`, 'latin1') });
    session.deliver_sm(pdu, (response) => {
      const code = response.command_status;
      results[code] = (results[code] || 0) + 1;
      if (code === 0x58 || code === 0x64) {
        again.push(number);
      } else {
        done += 1;
      }
      if (done === count) {
        tell({ event: 'flooded', results, milliseconds: Date.now() - begin });
      } else if (sent < count || again.length > 0) {
        next();
      }
    });
  };
  for (let i = 0; i < Math.min(most, count); i++) next();
}

function obey(command) {
  if (command.set) {
    Object.assign(state, command.set);
    tell({ event: 'set' });
  }
  if (command.deliver) deliver(command.deliver, command.tag);
  if (command.flood) flood(command.flood);
  if (command.raw) sessions.forEach((session) => session.socket.write(Buffer.from(command.raw, 'hex')));
  if (command.drop) sessions.forEach((session) => session.socket.destroy());
  if (command.unbind) sessions.forEach((session) => session.unbind());
  if (command.count) tell({ event: 'count', tag: command.count, submitted });
}

let connections = 0;
const server = smpp.createServer((session) => {
  session.number = ++connections;
  const bind = (pdu) => {
    if (state.silent === 'all') return;
    const code = state.bindStatus || (password && pdu.password !== password ? 0x0e : 0);
    tell({ event: 'bind', session: session.number, command: pdu.command, system_id: pdu.system_id, status: code });
    session.send(pdu.response(code === 0 ? { system_id: 'smsc' } : { command_status: code }));
    if (code === 0) sessions.add(session);
  };
  session.on('bind_transceiver', bind);
  session.on('bind_transmitter', bind);
  session.on('bind_receiver', bind);
  session.on('submit_sm', (pdu) => take(session, pdu));
  session.on('cancel_sm', (pdu) => cancel(session, pdu));
  session.on('replace_sm', (pdu) => replace(session, pdu));
  session.on('enquire_link', (pdu) => {
    tell({ event: 'enquire_link', session: session.number });
    if (state.silent !== 'all') session.send(pdu.response());
  });
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('unbind_resp', () => {
    tell({ event: 'unbind_resp', session: session.number });
    if (!state.stay) session.close();
  });
  session.on('generic_nack', (pdu) =>
    tell({ event: 'generic_nack', status: pdu.command_status, sequence_number: pdu.sequence_number }));
  session.on('deliver_sm_resp', (pdu) =>
    state.quiet || tell({ event: 'deliver_sm_resp', status: pdu.command_status, sequence_number: pdu.sequence_number }));
  session.on('close', () => {
    sessions.delete(session);
    tell({ event: 'close', session: session.number });
  });
  session.on('error', (error) => {
    tell({ event: 'error', message: error.message });
    session.socket.destroy();
  });
});

server.listen(port, process.env.SMSC_ADDRESS || '127.0.0.1', () => tell({ event: 'listening', port }));
readline.createInterface({ input: process.stdin }).on('line', (line) => obey(JSON.parse(line)));
