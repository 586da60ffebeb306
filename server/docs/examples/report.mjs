#!/usr/bin/env node
/**
 * 业务系统怎么接“好差评”：报送一次服务，换回评价链接；再看看有没有被拒绝的。
 * 只用 Node 20 自带的功能，不装任何包。
 *
 *   BASE_URL=http://localhost:8080 APP_KEY=标识 APP_SECRET=密钥 node report.mjs 办件.json
 *
 * 打印一行 JSON：评价链接，和最近被拒绝了什么。没有收下时退出码为 1。
 */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const { BASE_URL = 'http://localhost:8080', APP_KEY = '', APP_SECRET = '' } = process.env;

/** 签名：方法、路径（连同 ?后面的）、毫秒时间戳、随机串、内容的 SHA-256，一样一行。 */
function signed(method, path, body) {
  const timestamp = String(Date.now());
  const nonce = randomUUID();
  const digest = createHash('sha256').update(body).digest('hex');
  const text = [method, path, timestamp, nonce, digest].join('\n');
  return {
    'X-App-Key': APP_KEY,
    'X-Timestamp': timestamp,
    'X-Nonce': nonce,
    'X-Signature': createHmac('sha256', APP_SECRET).update(text).digest('hex'),
  };
}

/**
 * 发一个请求。连不上、429 和 5xx 等一等再试（每次重新签名：同一个随机串只收一次）；4xx 是内容不对，重发没有用。
 * 重发是安全的：同一办件的同一次服务只能评一次，多报一次只是再得到一个链接。
 */
async function call(method, path, content) {
  const body = content === undefined ? '' : JSON.stringify(content);
  for (let attempt = 1; ; attempt++) {
    let response;
    try {
      response = await fetch(`${BASE_URL}${path}`, {
        method,
        headers: { ...signed(method, path, body), ...(body && { 'Content-Type': 'application/json' }) },
        ...(body && { body }),
        signal: AbortSignal.timeout(10_000),
      });
    } catch (error) {
      if (attempt === 5) throw error;
    }
    const later = !response || response.status === 429 || response.status >= 500;
    if (!later || attempt === 5) return { status: response.status, answer: await response.json() };
    await wait(1000 * 2 ** attempt);
  }
}

const transaction = JSON.parse(await readFile(process.argv[2], 'utf8'));
const reported = await call('POST', '/api/v1/transactions', transaction);
if (reported.status !== 201) {
  // error.code 给程序看；message 和 details（哪个字段、怎么改）给人看。
  const { code, message, details = [] } = reported.answer.error;
  console.error(`没有收下（${reported.status} ${code}）：${message}`);
  for (const { field, message: why } of details) console.error(`  ${field}：${why}`);
}
const refused = await call('GET', '/api/v1/system/refusals');
console.log(
  JSON.stringify({
    link: reported.answer.invitation?.link ?? null,
    qr: reported.answer.invitation?.qrSvg ?? null,
    refusals: refused.answer.refusals ?? [],
  }),
);
process.exitCode = reported.status === 201 ? 0 : 1;
