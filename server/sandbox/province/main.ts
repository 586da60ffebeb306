import { argumentsFrom } from '../common/options.js';
import { runProgram } from '../common/program.js';
import { OPTION_HELP, readOptions } from './options.js';
import { createProvince } from './server.js';

/** Settings that the launcher shares with the server under test; an argument wins over them. */
const given = argumentsFrom(process.env, {
  host: 'HOST',
  port: 'PORT',
  appKey: 'PROVINCE_APP_KEY',
  appCode: 'PROVINCE_APP_CODE',
  encoding: 'PROVINCE_ENCODING',
});
const mode = process.env.PROVINCE_SM4_MODE;

runProgram({ title: '省平台沙箱', help: OPTION_HELP, read: readOptions, create: createProvince }, [
  ...given,
  ...(mode ? ['--cipher', `sm4-${mode}`] : []),
  ...process.argv.slice(2),
]);
