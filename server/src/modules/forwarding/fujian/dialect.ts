import type {
  ForwardableRating,
  LookUpOutcome,
  MissingField,
  NaturalKey,
  PageAddressOutcome,
  Prepared,
  ProvinceDialect,
  ProvinceDocument,
  PushOutcome,
  RateableService,
} from '../dialect.js';
import { encryptDocument } from './cipher.js';
import { encodeCase } from './document.js';
import { buildEnvelope, readAnswer, UnreadableAnswer, type Answer, type Operation } from './envelope.js';
import { PERSONAL_FIELDS } from './fields.js';
import { naturalKeyFields, toProvinceRating, toProvinceService } from './mapping.js';
import type { FujianSettings } from './settings.js';
import { TokenClient, TokenError } from './token.js';
import { Transport, TransportError, type HttpAnswer } from './transport.js';

type CaseAnswer = Extract<Answer, { kind: 'case' }>;
/** `unavailable`: certainly not carried out. `unknown`: nobody can say. */
type CallResult = CaseAnswer | { kind: 'unknown' | 'unavailable'; message: string };

/** The Fujian interface (domain §6) as its public clients implemented it, against one province. */
export class FujianDialect implements ProvinceDialect {
  readonly name = 'fujian';
  readonly capabilities = { lookUp: true, pageAddress: true, handlingResults: false };
  private readonly transport: Transport;
  private readonly tokens: TokenClient;

  constructor(
    private readonly settings: FujianSettings,
    now: () => number,
  ) {
    this.transport = new Transport(settings.baseUrl, settings.timeoutMs);
    this.tokens = new TokenClient(settings, this.transport, now);
  }

  prepare(rating: ForwardableRating): Prepared {
    return toProvinceRating(rating, this.settings);
  }

  async push(document: ProvinceDocument): Promise<PushOutcome> {
    const answer = await this.call('getSaveEvaluation', document.fields);
    if (answer.kind !== 'case') return answer;
    const { code } = answer;
    const message = withoutPersonalData(answer.message, document.fields);
    const { success, duplicate, retry } = this.settings.answerCodes;
    if (duplicate.includes(code)) return { kind: 'duplicate', code, message };
    if (retry.includes(code)) return { kind: 'unavailable', message: `${code} ${message}` };
    if (!success.includes(code)) return { kind: 'rejected', code, message };
    const evaluateUnid = answer.data.evaluateUnid ?? '';
    return evaluateUnid === ''
      ? { kind: 'unknown', message: '省平台说成功，却没有给 evaluateUnid' }
      : { kind: 'accepted', evaluateUnid };
  }

  /** Whatever is not a clear yes or no is `unavailable`: nothing may be sent again on a guess. */
  async lookUp(key: NaturalKey): Promise<LookUpOutcome> {
    const answer = await this.call('getEvaluationDetail', naturalKeyFields(key));
    if (answer.kind !== 'case') return { kind: 'unavailable', message: answer.message };
    const { success, absent } = this.settings.answerCodes;
    const { evaluateUnid = '', alternate, assessTime } = answer.data;
    if (absent.includes(answer.code)) return { kind: 'absent' };
    if (!success.includes(answer.code))
      return { kind: 'unavailable', message: `${answer.code} ${answer.message}` };
    if (evaluateUnid === '') return { kind: 'absent' };
    return { kind: 'found', evaluateUnid, level: alternate ?? null, assessTime: assessTime ?? null };
  }

  async pageAddress(
    service: RateableService,
  ): Promise<PageAddressOutcome | { kind: 'held'; missing: MissingField[] }> {
    const { fields, missing } = toProvinceService(service, this.settings);
    if (missing.length > 0) return { kind: 'held', missing };
    const answer = await this.call('getSaveEvaluationUrl', fields);
    if (answer.kind !== 'case') return { kind: 'unavailable', message: answer.message };
    const { code, message, data } = answer;
    if (!this.settings.answerCodes.success.includes(code)) return { kind: 'rejected', code, message };
    // The address goes straight into a browser: only the web's own schemes are let through.
    const url = data.url ?? '';
    return URL.canParse(url) && /^https?:/i.test(url)
      ? { kind: 'address', url }
      : { kind: 'unavailable', message: '省平台给的评价页地址不是网址' };
  }

  async close(): Promise<void> {
    await this.transport.close();
  }

  /**
   * One operation, its token and a second try included, within one time limit: a worker's lease must outlast three of them.
   * A refused token is replaced once, since the gateway refuses before anything is carried out.
   */
  private async call(operation: Operation, fields: ProvinceDocument['fields']): Promise<CallResult> {
    const xmlStr = encryptDocument(encodeCase(fields, this.settings.encoding), this.settings);
    const limit = AbortSignal.timeout(this.settings.timeoutMs);
    const first = await this.attempt(operation, xmlStr, limit);
    const last = first === 'token_refused' ? await this.attempt(operation, xmlStr, limit) : first;
    return last === 'token_refused' ? { kind: 'unavailable', message: '省平台不认刚刚给的令牌' } : last;
  }

  private async attempt(
    operation: Operation,
    xmlStr: string,
    limit: AbortSignal,
  ): Promise<CallResult | 'token_refused'> {
    let token: string;
    try {
      token = await this.tokens.get(limit);
    } catch (error) {
      if (error instanceof TokenError || error instanceof TransportError) {
        return { kind: 'unavailable', message: error.message };
      }
      throw error;
    }
    try {
      const answer = await this.post(
        operation,
        buildEnvelope(operation, token, this.settings.appKey, xmlStr),
        limit,
      );
      if (answer.status === 400 && answer.errorCode === 'access_token_invalid') {
        this.tokens.discard(token);
        return 'token_refused';
      }
      return readHttpAnswer(operation, answer);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      return { kind: error.sent ? 'unknown' : 'unavailable', message: error.message };
    }
  }

  private post(operation: Operation, envelope: string, limit: AbortSignal): Promise<HttpAnswer> {
    const action = this.settings.soapAction === 'operation' ? operation : '';
    const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` };
    return this.transport.post(
      this.settings.paths.operation.replace('{operation}', operation),
      headers,
      envelope,
      limit,
    );
  }
}

/** A province may repeat in its answer what it did not like: personal values are cut out before anybody keeps it. */
function withoutPersonalData(message: string, fields: ProvinceDocument['fields']): string {
  return fields
    .filter(([name, value]) => PERSONAL_FIELDS.includes(name) && value.length > 1)
    .reduce((text, [, value]) => text.replaceAll(value, '＊＊＊'), message);
}

/**
 * What an HTTP answer says about the operation. A `Client` fault and any 4xx concern the envelope and the gateway, not the
 * rating, which nobody has decrypted yet: certainly not kept. A 5xx may come from a gateway whose inner side did its work.
 */
function readHttpAnswer(operation: Operation, { status, body, errorCode }: HttpAnswer): CallResult {
  if (status >= 400 && status < 500) {
    return {
      kind: 'unavailable',
      message: `省平台网关拒绝（HTTP ${status}${errorCode ? ` ${errorCode}` : ''}）`,
    };
  }
  try {
    const answer = readAnswer(operation, body);
    if (answer.kind === 'case' && status === 200) return answer;
    if (answer.kind === 'fault') {
      const kind = /(?:^|:)Client$/.test(answer.code) ? 'unavailable' : 'unknown';
      return { kind, message: `SOAP ${answer.code}：${answer.message}` };
    }
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    if (status === 200) return { kind: 'unknown', message: error.message };
  }
  return { kind: 'unknown', message: `省平台出错（HTTP ${status}）` };
}
