import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { escapeXml } from './document.js';

export type Operation =
  'getSaveEvaluation' | 'getEvaluationSupplement' | 'getEvaluationDetail' | 'getSaveEvaluationUrl';

const ENVELOPE_NS = 'http://schemas.xmlsoap.org/soap/envelope/';
const SERVICE_NS = 'http://webServiceInterface.cms.linewell.com';

/** One SOAP 1.1 request; the token stands in the SOAP header, as the gateway wants it. */
export function buildEnvelope(operation: Operation, token: string, appKey: string, xmlStr: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?>` +
    `<soapenv:Envelope xmlns:soapenv="${ENVELOPE_NS}" xmlns:web="${SERVICE_NS}">` +
    `<soapenv:Header><Authorization>Basic ${escapeXml(token)}</Authorization></soapenv:Header>` +
    `<soapenv:Body><web:${operation}><appKey>${escapeXml(appKey)}</appKey><xmlStr>${xmlStr}</xmlStr></web:${operation}></soapenv:Body>` +
    `</soapenv:Envelope>`
  );
}

/** What the province answered: its own code inside `<Case>`, or a SOAP fault. */
export type Answer =
  | { kind: 'case'; code: string; message: string; data: Readonly<Record<string, string>> }
  | { kind: 'fault'; code: string; message: string };

/** Raised when an answer is neither a `<Case>` nor a fault, so that nobody can say what became of the request. */
export class UnreadableAnswer extends Error {}

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: true,
  htmlEntities: true,
});

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(xml: string): Node {
  if (/<!DOCTYPE/i.test(xml)) throw new UnreadableAnswer('答复里有 DOCTYPE');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw new UnreadableAnswer(`答复不是 XML：${valid.err.msg}`);
  const root: unknown = parser.parse(xml);
  return isNode(root) ? root : {};
}

/** The node at the end of a path of element names. */
function descend(node: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((at, name) => (isNode(at) ? at[name] : undefined), node);
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Reads an answer envelope. The result element's name is not fixed† (`return` or `<operation>Return`): the one child counts.
 * @throws UnreadableAnswer
 */
export function readAnswer(operation: Operation, xml: string): Answer {
  const body = descend(parse(xml), 'Envelope', 'Body');
  const fault = descend(body, 'Fault');
  if (fault !== undefined) {
    return {
      kind: 'fault',
      code: text(descend(fault, 'faultcode')),
      message: text(descend(fault, 'faultstring')),
    };
  }
  const response = descend(body, `${operation}Response`);
  const [result, ...others] = isNode(response) ? Object.values(response) : [];
  if (typeof result !== 'string' || others.length > 0) throw new UnreadableAnswer('答复里没有结果');
  return readCase(result);
}

function readCase(xml: string): Answer {
  const root = descend(parse(xml), 'Case');
  const code = text(descend(root, 'code'));
  if (code === '') throw new UnreadableAnswer('答复里没有 code');
  const data = descend(root, 'data');
  const entries = isNode(data)
    ? Object.entries(data).map(([name, value]) => [name, text(value)] as const)
    : [];
  return { kind: 'case', code, message: text(descend(root, 'message')), data: Object.fromEntries(entries) };
}
