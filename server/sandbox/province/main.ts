import type { AddressInfo } from 'node:net';
import { OPTION_HELP, readOptions, type ProvinceOptions } from './options.js';
import { createProvince } from './server.js';

/** Settings that the launcher shares with the server under test; an argument wins over them. */
const FROM_ENVIRONMENT: Readonly<Partial<Record<keyof ProvinceOptions, string>>> = {
  host: 'HOST',
  port: 'PORT',
  appKey: 'PROVINCE_APP_KEY',
  appCode: 'PROVINCE_APP_CODE',
  encoding: 'PROVINCE_ENCODING',
};

function argumentsFrom(environment: NodeJS.ProcessEnv): string[] {
  const named = Object.entries(FROM_ENVIRONMENT).flatMap(([name, variable]) => {
    const value = environment[variable];
    return value ? [`--${name}`, value] : [];
  });
  const mode = environment.PROVINCE_SM4_MODE;
  return mode ? [...named, '--cipher', `sm4-${mode}`] : named;
}

/** The provincial sandbox as a program: `main.ts --port N`, one JSON line when ready, ends on SIGTERM or SIGINT. */
function start(options: ProvinceOptions): void {
  const server = createProvince(options);
  server.once('error', (error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? '端口被占用，请用 --port 换一个' : error.message;
    console.error(`省平台沙箱没能监听 ${options.host}:${options.port}：${why}`);
    process.exitCode = 1;
  });
  server.listen(options.port, options.host, () => {
    const { port } = server.address() as AddressInfo;
    console.log(JSON.stringify({ event: 'listening', port, pid: process.pid }));
  });
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

if (process.argv.includes('--help')) {
  for (const [name, meaning] of Object.entries(OPTION_HELP)) console.log(`--${name}  ${meaning}`);
} else {
  try {
    start(readOptions([...argumentsFrom(process.env), ...process.argv.slice(2)]));
  } catch (error) {
    console.error(`省平台沙箱没能启动：${(error as Error).message}`);
    process.exitCode = 1;
  }
}
