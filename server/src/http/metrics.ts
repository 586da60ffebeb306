import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Figures for operators, at `/metrics`. */
export class Metrics {
  readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'operation' | 'status'>;
  readonly effects: Counter<'source' | 'kind' | 'outcome'>;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'http_request_seconds',
      help: 'Time to answer a request, in seconds',
      labelNames: ['method', 'operation', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [this.registry],
    });
    this.effects = new Counter({
      name: 'effects_total',
      help: 'Effects the worker has run, by outcome (done, later, failed, dead)',
      labelNames: ['source', 'kind', 'outcome'],
      registers: [this.registry],
    });
  }

  observeRequest(method: string, operation: string, status: number, seconds: number): void {
    this.requests.observe({ method, operation, status: String(status) }, seconds);
  }

  /** A figure that is computed when somebody looks. */
  gauge(name: string, help: string, read: () => Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }
}
