import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import type { Keys } from '../../../keys.js';
import { masterSealedField, openSystemSecret, sealSystemSecret } from '../../vault/index.js';
import { DeviceModel, type DeviceRecord } from './model.js';

/** An uncompressed point of P-256, a nonce, and the tag of AES-GCM. */
const POINT = 65;
const NONCE = 12;
const TAG = 16;

const contextOf = (deviceId: string) => `rating-device:${deviceId}`;

/** What opens the envelopes of all devices, for the rotation of the master key. */
export const deviceSealKeys = masterSealedField<DeviceRecord>({
  name: '评价器的封装密钥',
  model: DeviceModel,
  field: 'sealKey.sealedPrivate',
  contextOf,
});

/** A fresh pair for one binding of one device: whoever opens a lost device finds only what it was sealed with. */
export function makeSealKey(keys: Keys, deviceId: string): NonNullable<DeviceRecord['sealKey']> {
  const pair = createECDH('prime256v1');
  return {
    publicPoint: pair.generateKeys('base64url'),
    sealedPrivate: sealSystemSecret(keys, contextOf(deviceId), pair.getPrivateKey('base64url')),
  };
}

/**
 * Opens what a device sealed: ECDH on P-256 with the point it made for this envelope alone, HKDF-SHA256 (RFC 5869) with
 * that point as salt, AES-256-GCM over `device/envelope`.
 * @returns the JSON within; null for what was sealed to another key, for another envelope, or is damaged
 */
export function openEnvelope(
  keys: Keys,
  device: Pick<DeviceRecord, '_id' | 'sealKey'>,
  { id, sealed }: { id: string; sealed: string },
): unknown {
  if (!device.sealKey) return null;
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < POINT + NONCE + TAG) return null;
  const point = bytes.subarray(0, POINT);
  const nonce = bytes.subarray(POINT, POINT + NONCE);
  try {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(
      openSystemSecret(keys, contextOf(device._id), device.sealKey.sealedPrivate),
      'base64url',
    );
    const key = hkdfSync('sha256', pair.computeSecret(point), point, 'haochaping rating device', 32);
    const cipher = createDecipheriv('aes-256-gcm', Buffer.from(key), nonce);
    cipher.setAAD(Buffer.from(`${device._id}/${id}`));
    cipher.setAuthTag(bytes.subarray(-TAG));
    const plain = Buffer.concat([cipher.update(bytes.subarray(POINT + NONCE, -TAG)), cipher.final()]);
    return JSON.parse(plain.toString('utf8'));
  } catch {
    // A point that is none, a tag that does not fit, words that are no JSON: all of them are no envelope of ours.
    return null;
  }
}
