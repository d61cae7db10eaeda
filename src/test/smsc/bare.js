// A bare client for comparisons: binds, submits so many messages with so many unanswered, and answers all that is delivered.
// Usage: node bare.js PORT COUNT WINDOW
'use strict';

const smpp = require('smpp');

const [port, count, window] = process.argv.slice(2).map(Number);
const session = smpp.connect({ host: '127.0.0.1', port });
session.on('deliver_sm', (pdu) => session.send(pdu.response()));
session.on('connect', () =>
  session.bind_transceiver({ system_id: 'bare', password: 'secret' }, () => {
    const begin = Date.now();
    let sent = 0;
    let answered = 0;
    const next = () => {
      sent += 1;
      const message = {
        source_addr_ton: 1, source_addr_npi: 1, source_addr: '46700000001',
        dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '46701234567',
        registered_delivery: 1, data_coding: 0, short_message: Buffer.from(`Text ${sent}`, 'latin1'),
      };
      session.submit_sm(message, () => {
        answered += 1;
        if (answered === count) {
          process.stdout.write(JSON.stringify({ event: 'submitted', milliseconds: Date.now() - begin }) + '\n');
        } else if (sent < count) {
          next();
        }
      });
    };
    for (let i = 0; i < Math.min(window, count); i++) next();
  }));
