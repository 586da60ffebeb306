import { connect, type Socket } from 'node:net';
import mongoose from 'mongoose';

const { BSON } = mongoose.mongo;

/** Sends bytes and gives what comes back until the server closes, or until a whole reply is there. */
export async function sendBytes(
  port: number,
  bytes: Buffer,
): Promise<{ reply?: Record<string, unknown>; closed: boolean }> {
  const socket: Socket = connect(port, '127.0.0.1');
  let received = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    socket.setTimeout(3_000, () => {
      socket.destroy();
      reject(new Error('neither an answer nor an end'));
    });
    socket.on('error', () => resolve({ closed: true }));
    socket.on('close', () => resolve({ closed: true }));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < received.readInt32LE(0)) return;
      const start = received.readInt32LE(12) === 1 ? 36 : 21;
      resolve({ reply: BSON.deserialize(received.subarray(start)), closed: false });
      socket.destroy();
    });
    socket.write(bytes);
  });
}

/** A message of the wire protocol: header and body. */
export function frame(code: number, body: Buffer, length = 16 + body.length): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(code, 12);
  return Buffer.concat([head, body]);
}

/** The flag bits of OP_MSG. */
export const flags = (bits: number): Buffer => {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(bits, 0);
  return out;
};
/** An OP_MSG with one document. */
export const message = (bson: Uint8Array, bits = 0): Buffer =>
  frame(2013, Buffer.concat([flags(bits), Buffer.from([0]), bson]));

/** Sends one command as it is, past the driver and what it adds; gives the reply. */
export async function sendCommand(
  port: number,
  command: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { reply } = await sendBytes(port, message(BSON.serialize(command)));
  if (!reply) throw new Error('the connection was closed instead of an answer');
  return reply;
}
