// Loaded into the client before it starts: it would listen on every address of the machine.
const net = require('node:net');

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  const [first, ...rest] = args;
  const options = typeof first === 'object' && first !== null ? first : { port: Number(first ?? 0) };
  const callback = rest.find((one) => typeof one === 'function');
  return listen.call(this, { ...options, host: '127.0.0.1' }, ...(callback ? [callback] : []));
};
