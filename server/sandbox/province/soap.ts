import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { HttpRefusal } from '../common/reply.js';
import { Refusal, SoapFault } from './errors.js';
import { OPERATION_FIELDS, type CaseFields, type Operation } from './fields.js';

const ENVELOPE_NS = 'http://schemas.xmlsoap.org/soap/envelope/';
export const SERVICE_NS = 'http://webServiceInterface.cms.linewell.com';
/** Operations the real interface has and this sandbox does not speak yet. */
const KNOWN_ELSEWHERE = ['getEvaluationList'];

type Node = Record<string, unknown>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
});

function parse(xml: string, wrong: (why: string) => Error): Node {
  if (/<!DOCTYPE/i.test(xml)) throw wrong('不接受 DOCTYPE');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw wrong(`第${valid.err.line}行：${valid.err.msg}`);
  return parser.parse(xml) as Node;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Child elements as [prefix, local name, content]; a name that stands twice has an array as content. */
function children(node: Node): [string, string, unknown][] {
  return Object.entries(node)
    .filter(([name]) => !name.startsWith('@') && name !== '#text' && !name.startsWith('?'))
    .map(([name, content]) => {
      const [prefix, local] = name.includes(':') ? name.split(':', 2) : ['', name];
      return [prefix ?? '', local ?? '', content];
    });
}

function only(node: Node, what: string): [string, string, unknown] {
  const [first, ...rest] = children(node);
  if (!first || rest.length > 0) throw new SoapFault('Client', `${what}应恰有一个元素`);
  return first;
}

const textOf = (content: unknown): string | null => {
  if (typeof content === 'string') return content;
  if (isNode(content) && children(content).length === 0)
    return typeof content['#text'] === 'string' ? content['#text'] : '';
  return null;
};

/** Namespace a prefix stands for, looked up from the inside outwards. */
function namespaceOf(prefix: string, scopes: Node[]): unknown {
  const attribute = prefix === '' ? '@xmlns' : `@xmlns:${prefix}`;
  return scopes.find((scope) => attribute in scope)?.[attribute];
}

export interface SoapRequest {
  operation: Operation;
  token: string;
  appKey: string;
  xmlStr: string;
}

/**
 * Reads one envelope: SOAP 1.1, `Authorization` in its header, one operation of the service's namespace with exactly
 * the parameters `appKey` and `xmlStr`.
 * @throws SoapFault naming what is wrong · HttpRefusal when the token is not there.
 */
export function readEnvelope(xml: string): SoapRequest {
  const document = parse(xml, (why) => new SoapFault('Client', `请求不是规范的 XML：${why}`));
  const [envelopePrefix, envelopeName, envelope] = only(document, '文档');
  if (envelopeName !== 'Envelope' || !isNode(envelope)) throw new SoapFault('Client', '根元素应为 Envelope');
  if (namespaceOf(envelopePrefix, [envelope]) !== ENVELOPE_NS) {
    throw new SoapFault('VersionMismatch', `信封命名空间应为 ${ENVELOPE_NS}（SOAP 1.1）`);
  }
  const parts = new Map(children(envelope).map(([, name, content]) => [name, content]));
  const body = parts.get('Body');
  if (!isNode(body)) throw new SoapFault('Client', '信封里没有 Body');
  const [prefix, name, call] = only(body, 'Body ');
  if (!isNode(call)) throw new SoapFault('Client', `${name} 没有参数`);
  if (namespaceOf(prefix, [call, body, envelope]) !== SERVICE_NS) {
    throw new SoapFault('Client', `${name} 的命名空间应为 ${SERVICE_NS}`);
  }
  return {
    operation: readOperation(name),
    token: readToken(parts.get('Header')),
    ...readParameters(name, call),
  };
}

/** The operation by name; one that this sandbox lacks is a fault that names it. */
export function readOperation(name: string): Operation {
  if (name in OPERATION_FIELDS) return name as Operation;
  throw new SoapFault('Client', KNOWN_ELSEWHERE.includes(name) ? `沙箱没有实现 ${name}` : `没有操作 ${name}`);
}

function readToken(header: unknown): string {
  const entries = isNode(header) ? children(header) : [];
  const value = textOf(entries.find(([, name]) => name === 'Authorization')?.[2]);
  const token = value === null ? undefined : /^Basic (\S+)$/.exec(value.trim())?.[1];
  if (!token)
    throw new HttpRefusal(400, 'SOAP 头里没有 Authorization: Basic <token>', 'access_token_invalid');
  return token;
}

function readParameters(operation: string, call: Node): { appKey: string; xmlStr: string } {
  const given = new Map(children(call).map(([, name, content]) => [name, textOf(content)]));
  const appKey = given.get('appKey');
  const xmlStr = given.get('xmlStr');
  if (typeof appKey !== 'string' || typeof xmlStr !== 'string' || given.size !== 2) {
    throw new SoapFault('Client', `${operation} 的参数应恰为 appKey、xmlStr，各一个`);
  }
  return { appKey, xmlStr };
}

/**
 * Reads the decrypted document. Blank elements count as absent.
 * @throws Refusal when it is not one flat `<Case>` in the character set agreed on.
 */
export function readCase(xml: string, encoding: string): CaseFields {
  const wrong = (why: string): Refusal => new Refusal('document', why);
  const declared = /^<\?xml version="1\.0" encoding="([A-Za-z0-9-]+)"\?>/.exec(xml)?.[1];
  if (declared?.toLowerCase() !== encoding)
    throw wrong(`文档应以 XML 声明开头，encoding 为 ${encoding.toUpperCase()}`);
  const [[, root, content] = ['', '', null], ...rest] = children(parse(xml, wrong));
  if (root !== 'Case' || rest.length > 0 || !isNode(content)) throw wrong('根元素应为 Case');
  const fields = new Map<string, string>();
  for (const [, name, value] of children(content)) {
    const text = textOf(value);
    if (text === null) throw new Refusal('format', `字段 ${name} 应恰有一个，且只含文字`, name);
    if (text.trim() !== '') fields.set(name, text);
  }
  return fields;
}

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** `<Case>` as the province answers it. */
export function caseAnswer(code: string, message: string, data: Readonly<Record<string, string>>): string {
  const inside = Object.entries(data).map(([name, value]) => `<${name}>${escape(value)}</${name}>`);
  return `<Case><code>${escape(code)}</code><message>${escape(message)}</message><data>${inside.join('')}</data></Case>`;
}

const envelopeOf = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${ENVELOPE_NS}"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

export function answerEnvelope(operation: Operation, answer: string): string {
  return envelopeOf(
    `<ns1:${operation}Response xmlns:ns1="${SERVICE_NS}"><return>${escape(answer)}</return></ns1:${operation}Response>`,
  );
}

export function faultEnvelope(fault: SoapFault): string {
  return envelopeOf(
    `<soapenv:Fault><faultcode>soapenv:${fault.faultCode}</faultcode><faultstring>${escape(fault.message)}</faultstring></soapenv:Fault>`,
  );
}
