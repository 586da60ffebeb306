import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import mongoose from 'mongoose';

const OP_MSG = 2013;
/** Flags, and the byte that says a document follows. */
const HEADER_BYTES = 21;
/** About the connection, not about what is stored. */
const SERVICE = new Set(['hello', 'ismaster', 'isMaster', 'ping', 'endSessions', 'buildInfo']);

/** A way to the database that counts what is sent on it. */
export interface CountedWay {
  /** The same address, led through here. */
  through(uri: string): string;
  /** What came by since it was last asked: each command with its collection, in order. */
  taken(): string[];
  close(): void;
}

/** Takes a stream apart into whole messages. */
function messages(each: (message: Buffer) => void): (chunk: Buffer) => void {
  let waiting = Buffer.alloc(0);
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 16 && waiting.length >= waiting.readInt32LE(0)) {
      const size = waiting.readInt32LE(0);
      each(waiting.subarray(0, size));
      waiting = waiting.subarray(size);
    }
  };
}

/** The command in a message with its collection; undefined for one about the connection. */
function commandIn(message: Buffer): string | undefined {
  if (message.readInt32LE(12) !== OP_MSG) return undefined;
  const size = message.readInt32LE(HEADER_BYTES);
  const body = mongoose.mongo.BSON.deserialize(message.subarray(HEADER_BYTES, HEADER_BYTES + size));
  const [[name, of] = ['', '']] = Object.entries(body);
  if (SERVICE.has(name)) return undefined;
  return typeof of === 'string' ? `${name} ${of}` : name;
}

/** Renames the command that MongoDB 8 brought, so that the server says what an older one says of it. */
function unknownToOlder(message: Buffer): Buffer {
  const at = message.indexOf('bulkWrite\0');
  if (at >= 0) message.write('bulkwritE', at);
  return message;
}

/**
 * Stands between a program and the server of `uri`, and counts the commands that are really sent.
 * @param older let the server look like one older than MongoDB 8
 */
export async function countCommands(uri: string, { older = false } = {}): Promise<CountedWay> {
  const { hostname, port } = new URL(uri);
  const sockets = new Set<Socket>();
  let seen: string[] = [];
  const server = createServer((from) => {
    const to = connect(Number(port), hostname);
    const ends = [from, to] as const;
    for (const end of ends) {
      sockets.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => {
        sockets.delete(end);
        for (const other of ends) other.destroy();
      });
    }
    to.pipe(from);
    from.on(
      'data',
      messages((message) => {
        const command = commandIn(message);
        if (command) seen.push(command);
        to.write(older ? unknownToOlder(message) : message);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    through(address) {
      const led = new URL(address);
      led.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      // Else the driver asks the server for its members, and goes to it past us.
      led.searchParams.set('directConnection', 'true');
      return led.href;
    },
    taken() {
      const taken = seen;
      seen = [];
      return taken;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
