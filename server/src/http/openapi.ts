import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  extendZodWithOpenApi,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ErrorBody } from '@haochaping/shared/contracts';
import type { Actor } from './actor.js';
import type { Route } from './route.js';

extendZodWithOpenApi(z);

/** The API description (OpenAPI 3.1), made from the route declarations alone. */
export function openApiDocument(routes: Route[]): ReturnType<OpenApiGeneratorV31['generateDocument']> {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'staff', {
    type: 'apiKey',
    in: 'cookie',
    name: 'staff_session',
    description: '工作人员登录；写操作另带 X-CSRF-Token',
  });
  registry.registerComponent('securitySchemes', 'evaluator', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      '群众登录；小程序带 Authorization: Bearer，网页带 Cookie evaluator_session，写操作另带 X-CSRF-Token',
  });
  registry.registerComponent('securitySchemes', 'businessSystem', {
    type: 'apiKey',
    in: 'header',
    name: 'X-Signature',
    description:
      'HMAC-SHA256(密钥, 方法\\n路径\\n时间戳\\n随机串\\n内容的SHA-256)，另带 X-App-Key、X-Timestamp（毫秒）、X-Nonce',
  });
  registry.registerComponent('securitySchemes', 'ratingDevice', {
    type: 'http',
    scheme: 'Device',
    description: '评价器：Authorization: Device <编号>.<绑定时得到的密钥>',
  });
  registry.registerComponent('securitySchemes', 'smsGateway', {
    type: 'apiKey',
    in: 'header',
    name: 'X-Sms-Signature',
    description:
      '短信网关：HMAC-SHA256(密钥, 方法\\n路径\\n时间戳\\n随机串\\n内容的SHA-256)，另带 X-Sms-Key、X-Sms-Timestamp（秒）、X-Sms-Nonce',
  });
  for (const declared of routes) registry.registerPath(pathOf(declared));
  return new OpenApiGeneratorV31(registry.definitions, { sortComponents: 'alphabetically' }).generateDocument(
    {
      openapi: '3.1.0',
      info: {
        title: '三明市政务服务“好差评”',
        version: '1',
        description: '由路由声明生成；每个出错的回答都是同一个形状 Error。',
      },
      servers: [{ url: '/' }],
    },
  );
}

function pathOf(declared: Route): RouteConfig {
  const { input, policy, limit } = declared;
  const content = input.raw
    ? Object.fromEntries(
        input.raw.contentTypes.map((type) => [
          type,
          { schema: { type: 'string' as const, format: 'binary' } },
        ]),
      )
    : input.body
      ? { 'application/json': { schema: input.body } }
      : undefined;
  return {
    method: declared.method,
    path: declared.path,
    operationId: declared.operationId,
    summary: declared.summary,
    tags: [...declared.tags],
    description: `谁可以用：${policy.name}。限流：每个${limit.by === 'network' ? '网络地址' : '调用方'} ${limit.seconds} 秒 ${limit.points} 次。`,
    security: securityOf(policy.authenticate),
    request: {
      ...(input.params ? { params: input.params as never } : {}),
      ...(input.query ? { query: input.query as never } : {}),
      ...(input.headers ? { headers: input.headers as never } : {}),
      ...(content ? { body: { required: true, content: content } } : {}),
    },
    responses: {
      ...Object.fromEntries(
        Object.entries(declared.responses).map(([status, spec]) => [status, responseOf(spec)]),
      ),
      default: {
        description: '没有办成：说明发生了什么、该怎么做',
        content: { 'application/json': { schema: ErrorBody } },
      },
    },
  };
}

function securityOf(kind: Actor['kind']): Record<string, string[]>[] {
  if (kind === 'anyone') return [];
  return kind === 'visitor' ? [{}, { evaluator: [] }] : [{ [kind]: [] }];
}

function responseOf(spec: Route['responses'][number]) {
  if (spec.body)
    return { description: spec.description, content: { 'application/json': { schema: spec.body } } };
  if (spec.contentType)
    return {
      description: spec.description,
      content: Object.fromEntries(
        [spec.contentType].flat().map((type) => [type, { schema: { type: 'string' as const } }]),
      ),
    };
  return { description: spec.description };
}
