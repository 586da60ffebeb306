import { networkKey } from '../../server/src/http/network.js';

// What counts as one network, wherever calls are counted by address.

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7'],
  ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
  ['2001:0DB8:0000:0001:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['1.2.3.4:5555', '1.2.3.4'],
  ['[2001:db8:0:1::1]:5555', '2001:db8:0:1::/64'],
  ['"1.2.3.4:5555"', '1.2.3.4'],
  ['::ffff:1.2.3.4:5555', '1.2.3.4'],
  ['2001:db8:0:1:0:0:0:1:5555', '2001:db8:0:1::/64'],
  ['[::ffff:203.0.113.7]', '203.0.113.7'],
  ['', ''],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, key) => expect(networkKey(address)).toBe(key));

test('neighbours in two networks are two', () =>
  expect(networkKey('2001:db8:0:1::1')).not.toBe(networkKey('2001:db8:0:2::1')));
