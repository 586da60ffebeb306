import { argumentsFrom } from '../common/options.js';
import { runProgram } from '../common/program.js';
import { OPTION_HELP, readOptions } from './options.js';
import { createRealName } from './server.js';

/** Settings that the launcher shares with the server under test; an argument wins over them. */
const given = argumentsFrom(process.env, {
  host: 'HOST',
  port: 'PORT',
  key: 'REALNAME_KEY',
  secret: 'REALNAME_SECRET',
});

runProgram({ title: '实名核验沙箱', help: OPTION_HELP, read: readOptions, create: createRealName }, [
  ...given,
  ...process.argv.slice(2),
]);
