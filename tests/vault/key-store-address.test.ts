import { ConfigError, readConfig } from '../../server/src/config/config.js';

const keyStoreOf = (MONGODB_URI: string, KEYSTORE_URI?: string) =>
  readConfig({ MONGODB_URI, KEYSTORE_URI }).keyStoreUri;

describe('where the wrapped data keys live (FA-3.3-c)', () => {
  test.each([
    ['mongodb://127.0.0.1:27017/haochaping', 'mongodb://127.0.0.1:27017/haochaping_keys'],
    ['mongodb://a:1,b:2,c:3/hcp?replicaSet=rs0', 'mongodb://a:1,b:2,c:3/hcp_keys?replicaSet=rs0'],
    ['mongodb://127.0.0.1:27017', 'mongodb://127.0.0.1:27017/test_keys'],
    ['mongodb+srv://u:p@db.example/hcp', 'mongodb+srv://u:p@db.example/hcp_keys?authSource=hcp'],
    ['mongodb://u:p@h/hcp?authSource=admin&tls=true', 'mongodb://u:p@h/hcp_keys?authSource=admin&tls=true'],
  ])('beside %s it is %s', (main, keys) => {
    expect(keyStoreOf(main)).toBe(keys);
  });

  test('a named one is taken as it is, and the main database itself is refused', () => {
    expect(keyStoreOf('mongodb://h/a', 'mongodb://k/b')).toBe('mongodb://k/b');
    expect(() => keyStoreOf('mongodb://h/a', 'mongodb://h/a')).toThrow(ConfigError);
  });
});
