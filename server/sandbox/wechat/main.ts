import { argumentsFrom } from '../common/options.js';
import { runProgram } from '../common/program.js';
import { OPTION_HELP, readOptions } from './options.js';
import { createWeChat } from './server.js';

/** Settings that the launcher shares with the server under test; an argument wins over them. */
const given = argumentsFrom(process.env, {
  host: 'HOST',
  port: 'PORT',
  appId: 'WECHAT_APP_ID',
  appSecret: 'WECHAT_APP_SECRET',
  officialAppId: 'OFFICIAL_APP_ID',
  officialAppSecret: 'OFFICIAL_APP_SECRET',
});

runProgram({ title: '微信沙箱', help: OPTION_HELP, read: readOptions, create: createWeChat }, [
  ...given,
  ...process.argv.slice(2),
]);
