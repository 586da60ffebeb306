import { argumentsFrom } from '../common/options.js';
import { runProgram } from '../common/program.js';
import { OPTION_HELP, readOptions } from './options.js';
import { createSso } from './server.js';

/** Settings that the launcher shares with the server under test; an argument wins over them. */
const given = argumentsFrom(process.env, {
  host: 'HOST',
  port: 'PORT',
  clientId: 'SSO_CLIENT_ID',
  clientSecret: 'SSO_CLIENT_SECRET',
});

runProgram({ title: '统一身份认证沙箱', help: OPTION_HELP, read: readOptions, create: createSso }, [
  ...given,
  ...process.argv.slice(2),
]);
