import '../server/launch/lib/check-node.mjs';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { demoTransaction, signedFetch } from '../server/launch/lib/business-system.mjs';
import { dataDirPath, runningStart } from '../server/launch/lib/preflight.mjs';
import { fail, say } from '../server/launch/lib/say.mjs';

/**
 * `npm run smoke`: one rating all the way through a running system, over HTTP alone, as its peers would do it; prints
 * each step and ends with exit code 1 at the first that fails. BASE_URL, SANDBOX_URL, APP_KEY and APP_SECRET say which
 * system; without them it is the `npm start` that is running on this machine.
 */
const LEVEL = 2;
const OPTION = '209';
const ARRIVES_WITHIN_MS = 180_000;

async function whichSystem() {
  const run = await runningStart(dataDirPath());
  const { BASE_URL, SANDBOX_URL, APP_KEY, APP_SECRET } = process.env;
  const system = {
    baseUrl: (BASE_URL ?? run?.localUrl ?? 'http://localhost:8080').replace(/\/$/, ''),
    sandboxUrl: (SANDBOX_URL ?? run?.provinceUrl ?? '').replace(/\/$/, ''),
    businessSystem: {
      appKey: APP_KEY ?? run?.businessSystem.appKey,
      secret: APP_SECRET ?? run?.businessSystem.secret,
    },
  };
  if (!system.sandboxUrl || !system.businessSystem.appKey || !system.businessSystem.secret) {
    fail(
      '没有找到正在运行的 npm start。请先运行它，或设 BASE_URL、SANDBOX_URL、APP_KEY、APP_SECRET 说明检查哪一个。',
    );
  }
  return system;
}

/** The JSON of an answer with one of the right statuses; anything else ends the run with what was said instead. */
async function read(response, ...statuses) {
  const text = await response.text();
  if (!statuses.includes(response.status)) {
    throw new Error(
      `${response.url} 回答 ${response.status}，应为 ${statuses.join(' 或 ')}：${text.slice(0, 500)}`,
    );
  }
  return text ? JSON.parse(text) : undefined;
}

function postJson(url, body) {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function must(truth, sentence) {
  if (!truth) throw new Error(sentence);
}

let count = 0;
const step = (line) => say(`${String(++count).padStart(2)}. ${line}`);

async function invite({ baseUrl, businessSystem }) {
  const transaction = await demoTransaction();
  const reported = await signedFetch(baseUrl, businessSystem, 'POST', '/api/v1/transactions', transaction);
  const { invitation } = await read(reported, 201);
  step(`业务系统报送了办件 ${transaction.projectNo}，得到评价链接 ${invitation.link}`);
  const page = await read(await fetch(`${baseUrl}/api/v1/invitations/${invitation.token}`), 200);
  must(page.state === 'open', `评价页应当可以评，现在是 ${page.state}`);
  step(`评价页打开了：${page.place}，${page.title}`);
  return { transaction, invitation };
}

async function rateTwice({ baseUrl }, invitation) {
  const rating = { intakeId: randomUUID(), invitation: invitation.token, level: LEVEL };
  const receipt = await read(await postJson(`${baseUrl}/api/v1/ratings`, rating), 200, 201);
  step(`评了“${receipt.levelName}”，收到回执 ${receipt.number}`);
  const again = await read(await postJson(`${baseUrl}/api/v1/ratings`, rating), 200, 201);
  must(again.number === receipt.number, `同一次评价重发，回执应相同，却得到 ${again.number}`);
  step('同一次评价重发一遍，回执没有变');
  const other = await postJson(`${baseUrl}/api/v1/ratings`, { ...rating, intakeId: randomUUID() });
  must(other.status >= 400 && other.status < 500, `用过的邀请再评一次应被拒绝，却回答 ${other.status}`);
  step('用过的邀请再评一次，被拒绝了');
  return receipt;
}

async function explain({ baseUrl }, receipt) {
  const details = {
    accessKey: receipt.accessKey,
    detailsId: randomUUID(),
    options: [OPTION],
    text: '等了两个小时。',
  };
  await read(await postJson(`${baseUrl}/api/v1/ratings/${receipt.number}/details`, details), 200, 201);
  step('补充了原因，附在评价后面');
}

async function arriveAtProvince({ sandboxUrl }, transaction) {
  const address = `${sandboxUrl}/__sandbox/ratings?projectNo=${encodeURIComponent(transaction.projectNo)}`;
  const until = Date.now() + ARRIVES_WITHIN_MS;
  let arrived = [];
  while (arrived.length === 0 && Date.now() < until) {
    await pause(500);
    arrived = await read(await fetch(address), 200);
  }
  must(arrived.length === 1, `省里应收到 1 条，${ARRIVES_WITHIN_MS / 1000} 秒内收到 ${arrived.length} 条`);
  const [{ fields, evaluateUnid }] = arrived;
  must(fields.alternate === String(LEVEL), `省里收到的等级应为 ${LEVEL}，却是 ${fields.alternate}`);
  must(fields.appraisald?.includes(OPTION), `省里收到的选项应含 ${OPTION}，却是 ${fields.appraisald}`);
  must(fields.certKey === transaction.applicant.certNumber, '省里收到的证件号与办件申请人不符');
  step(`省系统收到了，只有一条，等级和原因都对，省里的编号 ${evaluateUnid}`);
}

async function main() {
  const system = await whichSystem();
  say(`检查 ${system.baseUrl}`);
  const ready = await fetch(`${system.baseUrl}/readyz`).catch((error) => {
    throw new Error(`${system.baseUrl} 连不上（${error.cause?.code ?? error.message}），请先运行 npm start`);
  });
  await read(ready, 200);
  step('服务和数据库都在');
  const { transaction, invitation } = await invite(system);
  const receipt = await rateTwice(system, invitation);
  await explain(system, receipt);
  await arriveAtProvince(system, transaction);
  say('\n整条路走通了。');
}

main().catch((error) => fail(`走不通：${error.message}`));
