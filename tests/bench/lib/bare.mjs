import { createServer } from 'node:http';
import { createRequire } from 'node:module';

/*
 * What a request that stores one document durably costs at least: a bare Koa that reads a body, checks nothing, inserts a document
 * of the size of a rating through the driver, and answers as much as a receipt. The bound the product is measured against.
 * `node bare.mjs URI BYTES_STORED BYTES_ANSWERED`
 */
const require = createRequire(new URL('../../../server/package.json', import.meta.url));
const Koa = require('koa');
const rawBody = require('raw-body');
const { mongo } = require('mongoose');

const [uri, stored, answered] = process.argv.slice(2);
const client = await new mongo.MongoClient(uri).connect();
const collection = client.db().collection('bare');
const [kept, told] = [Number(stored), Number(answered)].map((bytes) => 'x'.repeat(bytes));

const app = new Koa();
app.use(async (ctx) => {
  const body = JSON.parse(await rawBody(ctx.req, { encoding: 'utf8' }));
  const { insertedId } = await collection.insertOne({ ...body, kept });
  ctx.status = 201;
  ctx.body = { id: insertedId, told };
});
const server = createServer(app.callback()).listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ event: 'listening', port: server.address().port })}\n`);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void client.close());
});
