import { argumentsFrom } from '../common/options.js';
import { runProgram } from '../common/program.js';
import { OPTION_HELP, readOptions } from './options.js';
import { createSms } from './server.js';

/** Settings that the launcher shares with the server under test; an argument wins over them. */
const given = argumentsFrom(process.env, {
  host: 'HOST',
  port: 'PORT',
  key: 'SMS_KEY',
  secret: 'SMS_SECRET',
});

runProgram({ title: '短信沙箱', help: OPTION_HELP, read: readOptions, create: createSms }, [
  ...given,
  ...process.argv.slice(2),
]);
