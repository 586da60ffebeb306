import type { Socket } from 'node:net';
import { deserialize, serialize } from 'bson';
import type { Engine } from './engine.js';
import { MongoError } from './errors.js';
import { READ } from './store/storage.js';
import { type Doc, isDoc } from './values/values.js';

const OP_REPLY = 1;

const OP_QUERY = 2004;

const OP_MSG = 2013;

const MAX_MESSAGE = 48_000_000;

const CHECKSUM_PRESENT = 1;

const MORE_TO_COME = 2;

/** The first sixteen flag bits must be known to whoever reads the message (specification of OP_MSG). */
const UNKNOWN_REQUIRED_FLAGS = 0xfffc;

const MAX_DEPTH = 180;

/** A message that breaks the protocol: the connection ends, since nothing after it can be trusted. */
class ProtocolError extends Error {}

interface Request {
  id: number;
  legacy: boolean;
  wantsReply: boolean;
  /** The command, or why its BSON cannot be read. */
  command: Doc | MongoError;
}

/** Serves one connection until it closes: requests are answered one after the other, in their order. */
export function serveConnection(socket: Socket, engine: Engine): void {
  socket.setNoDelay(true);
  let waiting = Buffer.alloc(0);
  let work = Promise.resolve();
  const chunks: Buffer[] = [];
  let size = 0;
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    const needed = waiting.length >= 4 ? waiting.readInt32LE(0) : 16;
    if (waiting.length + size < needed) return;
    waiting = Buffer.concat([waiting, ...chunks.splice(0)]);
    size = 0;
    try {
      for (let frame = takeFrame(waiting); frame; frame = takeFrame(waiting)) {
        waiting = waiting.subarray(frame.length);
        const request = parse(frame);
        work = work.then(() => answer(request, socket, engine));
      }
    } catch (error) {
      if (!(error instanceof ProtocolError) && !(error instanceof RangeError)) throw error;
      socket.destroy();
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => engine.disconnected(socket));
}

function takeFrame(buffer: Buffer): Buffer | undefined {
  if (buffer.length < 4) return undefined;
  const length = buffer.readInt32LE(0);
  if (length < 16 || length > MAX_MESSAGE) throw new ProtocolError(`message length ${length}`);
  return buffer.length < length ? undefined : buffer.subarray(0, length);
}

function parse(frame: Buffer): Request {
  const id = frame.readInt32LE(4);
  const code = frame.readInt32LE(12);
  if (code === OP_QUERY) return { id, legacy: true, wantsReply: true, command: readQuery(frame) };
  if (code !== OP_MSG) throw new ProtocolError(`opcode ${code}`);
  const flags = frame.readUInt32LE(16);
  if (flags & UNKNOWN_REQUIRED_FLAGS) throw new ProtocolError(`flags ${flags}`);
  const command = readSections(frame.subarray(20, frame.length - (flags & CHECKSUM_PRESENT ? 4 : 0)));
  return { id, legacy: false, wantsReply: (flags & MORE_TO_COME) === 0, command };
}

/** Legacy OP_QUERY is only the first greeting of a driver: flags, `admin.$cmd\0`, skip, limit, document. */
function readQuery(frame: Buffer): Doc | MongoError {
  const end = frame.indexOf(0, 20);
  if (end < 0) throw new ProtocolError('unterminated collection name');
  const command = readDoc(frame, end + 9).doc;
  if (command instanceof MongoError) return command;
  const [name = ''] = Object.keys(command);
  if (!['hello', 'ismaster', 'isMaster'].includes(name))
    return new MongoError('CommandNotFound', `OP_QUERY is no longer supported for '${name}'`);
  return { ...command, $db: 'admin' };
}

function readDoc(bytes: Buffer, at: number): { doc: Doc | MongoError; end: number } {
  const length = bytes.readInt32LE(at);
  const end = at + length;
  if (length < 5 || end > bytes.length) throw new ProtocolError(`document length ${length}`);
  try {
    return { doc: deserialize(bytes.subarray(at, end), READ), end };
  } catch (error) {
    const deep = error instanceof RangeError;
    return {
      doc: new MongoError(deep ? 'Overflow' : 'InvalidBSON', deep ? tooDeep() : (error as Error).message),
      end,
    };
  }
}

function tooDeep(): string {
  return `BSONObj exceeds maximum nested object depth: ${MAX_DEPTH}`;
}

function readSections(bytes: Buffer): Doc | MongoError {
  let command: Doc | undefined;
  let broken: MongoError | undefined;
  const sequences: Doc = {};
  const take = (at: number): { doc: Doc; end: number } => {
    const { doc, end } = readDoc(bytes, at);
    if (doc instanceof MongoError) broken = doc;
    return { doc: doc instanceof MongoError ? {} : doc, end };
  };
  for (let at = 0; at < bytes.length;) {
    const kind = bytes[at];
    if (kind === 0 && !command) ({ doc: command, end: at } = take(at + 1));
    else if (kind === 1) {
      const end = at + 1 + bytes.readInt32LE(at + 1);
      const zero = bytes.indexOf(0, at + 5);
      if (end > bytes.length || zero < 0 || zero >= end) throw new ProtocolError('document sequence');
      const docs: Doc[] = [];
      for (let next = zero + 1; next < end;) {
        const { doc, end: after } = take(next);
        docs.push(doc);
        next = after;
      }
      sequences[bytes.toString('utf8', at + 5, zero)] = docs;
      at = end;
    } else throw new ProtocolError(`section kind ${kind}`);
  }
  if (!command) throw new ProtocolError('no command');
  return broken ?? { ...command, ...sequences };
}

/** Refuses what JavaScript could not hold safely: very deep nesting, and fields named __proto__. */
function checkShape(value: unknown, depth = 0): void {
  if (depth > MAX_DEPTH + 5) throw new MongoError('Overflow', tooDeep());
  if (Array.isArray(value)) for (const item of value) checkShape(item, depth + 1);
  else if (isDoc(value))
    for (const key of Object.keys(value)) {
      if (key.includes('__proto__'))
        throw new MongoError(
          'NotImplemented',
          "a field named '__proto__' is not supported by the embedded engine",
        );
      const item = value[key];
      if (typeof item === 'object' && item !== null) checkShape(item, depth + 1);
    }
}

async function answer(request: Request, socket: Socket, engine: Engine): Promise<void> {
  const { command } = request;
  let reply: Doc;
  try {
    if (command instanceof MongoError) throw command;
    checkShape(command);
    reply = await engine.run(command, socket);
  } catch (error) {
    reply = failure(error, command);
  }
  if (!request.wantsReply || socket.destroyed) return;
  let bytes: Buffer;
  try {
    bytes = encodeReply(request, reply);
  } catch (error) {
    // BSON's writer has room for one largest document: what does not fit is no legal reply.
    const tooLarge = new MongoError('BSONObjectTooLarge', 'the reply is larger than a document may be');
    bytes = encodeReply(request, failure(error instanceof RangeError ? tooLarge : error, command));
  }
  socket.write(bytes);
}

function failure(error: unknown, command: Doc | MongoError): Doc {
  if (error instanceof MongoError)
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.extra };
  process.stderr.write(`${Object.keys(command)[0] ?? ''}: ${(error as Error).stack ?? String(error)}\n`);
  return { ok: 0, errmsg: (error as Error).message, code: 1, codeName: 'InternalError' };
}

let lastReply = 0;

function encodeReply({ id, legacy }: Request, reply: Doc): Buffer {
  const body = serialize(reply, { ignoreUndefined: true });
  const head = Buffer.alloc(legacy ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE((lastReply = (lastReply + 1) & 0x7fffffff), 4);
  head.writeInt32LE(id, 8);
  head.writeInt32LE(legacy ? OP_REPLY : OP_MSG, 12);
  if (legacy) head.writeInt32LE(1, 32);
  return Buffer.concat([head, body]);
}
