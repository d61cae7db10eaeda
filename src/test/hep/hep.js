// Listens for HEP on a port of the loopback interface, and prints each packet as hep-js reads it: one line of JSON.
const dgram = require('dgram');
const hep = require('hep-js');

const socket = dgram.createSocket('udp4');
socket.on('message', (packet) => console.log(JSON.stringify(hep.decapsulate(packet))));
socket.bind(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'));
