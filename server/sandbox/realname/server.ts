import type { Server } from 'node:http';
import { CERTIFICATES } from '../common/certificates.js';
import { FaultSwitches } from '../common/faults.js';
import { page } from '../common/page.js';
import { html, json, Refused, type Reply } from '../common/reply.js';
import { createSandbox, objectOf, type Call } from '../common/server.js';
import { SignatureCheck } from '../common/signature.js';
import type { RealNameOptions } from './options.js';
import { Register } from './register.js';

/** A refusal names the field, never what stood in it. */
function refuse(field: string, message: string): never {
  throw new Refused(json({ code: 'FIELD_INVALID', field, message }, 400));
}

function fieldsOf(body: string, required: string[], optional: string[] = []): Record<string, string> {
  const given = objectOf(body);
  for (const field of Object.keys(given))
    if (!required.includes(field) && !optional.includes(field)) refuse(field, '没有这个字段');
  for (const field of [...required, ...optional]) {
    const value = given[field];
    if (value === undefined && optional.includes(field)) continue;
    if (typeof value !== 'string' || value.trim() === '' || value.length > 100)
      refuse(field, '应为1到100个字的文字');
  }
  return given as Record<string, string>;
}

/** GB 11643, GB 32100 and the shapes of the other documents, before anybody is looked up. */
function checkNumber(field: string, certType: string, number: string): void {
  const certificate = Object.hasOwn(CERTIFICATES, certType) ? CERTIFICATES[certType] : undefined;
  if (!certificate) refuse('certType', '不在证件类型代码表内');
  const wrong = certificate.check(number);
  if (wrong) refuse(field, wrong);
}

function person(register: Register, { body }: Call): Reply {
  const { name = '', certType = '', certNumber = '' } = fieldsOf(body, ['name', 'certType', 'certNumber']);
  checkNumber('certNumber', certType, certNumber);
  return json({ result: register.person(name, certNumber) });
}

function business(register: Register, { body }: Call): Reply {
  const both = ['representativeName', 'representativeCertNumber'];
  const given = fieldsOf(body, ['uscc', 'name'], both);
  const { uscc = '', name = '', representativeName, representativeCertNumber } = given;
  // It looks into the register, which has codes of before 2016 whose last sign does not compute.
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(uscc)) refuse('uscc', '应为18位统一社会信用代码');
  if ((representativeName === undefined) !== (representativeCertNumber === undefined))
    refuse('representativeName', '法定代表人的姓名和证件号码要一起给');
  if (representativeName === undefined || representativeCertNumber === undefined)
    return json(register.business(uscc, name, null));
  checkNumber('representativeCertNumber', '111', representativeCertNumber);
  return json(
    register.business(uscc, name, { name: representativeName, certNumber: representativeCertNumber }),
  );
}

/** The stand-in for a real-name check, not yet listening. It logs nothing of what it is asked. */
export function createRealName(options: RealNameOptions): Server {
  const signature = new SignatureCheck('realname', options);
  const register = new Register(options.demo);
  const signed =
    (handler: (register: Register, call: Call) => Reply) =>
    (call: Call): Reply => {
      signature.check(call);
      return handler(register, call);
    };
  return createSandbox({
    peer: {
      'POST /realname/v1/persons': signed(person),
      'POST /realname/v1/businesses': signed(business),
    },
    own: {
      'POST /__sandbox/persons': ({ body }) => {
        register.addPerson(objectOf(body));
        return json(register.counts());
      },
      'POST /__sandbox/businesses': ({ body }) => {
        register.addBusiness(objectOf(body));
        return json(register.counts());
      },
      'DELETE /__sandbox/persons': () => {
        register.clear();
        return json(register.counts());
      },
      'GET /__sandbox/': () => html(rulesPage(options.demo)),
    },
    faults: new FaultSwitches({}),
  });
}

function rulesPage(demo: boolean): string {
  const rule = demo
    ? '号码校验通过的都算相符；姓名以“不符”“查无”结尾的得到那个结果，企业名称以“注销”结尾的算已注销。'
    : '只认登记过的人和企业。';
  return page(
    '实名核验沙箱',
    false,
    `<h1>实名核验沙箱</h1><p class="quiet">这不是真的实名核验，是演示和测试用的替身，不记下问过谁。</p>
<ol><li><p>${rule}</p></li></ol>
<p class="quiet">程序用：<code>POST /__sandbox/persons</code> · <code>POST /__sandbox/businesses</code> · <code>/__sandbox/faults</code></p>`,
  );
}
