const text = new TextEncoder();

const toBase64url = (bytes: Uint8Array): string => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const [unpadded = ''] = btoa(binary).split('=');
  return unpadded.replace(/\+/g, '-').replace(/\//g, '_');
};

const fromBase64url = (encoded: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(encoded.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

/**
 * Seals what somebody said, so that nobody who opens the device reads it: ECDH on P-256 with a point made for this
 * envelope alone, HKDF-SHA256 (RFC 5869) with that point as salt, AES-256-GCM over `device/envelope`.
 * @param sealKey the server's point (base64url), told when the device was bound
 * @returns base64url of point, nonce and ciphertext
 */
export async function seal(
  said: unknown,
  { sealKey, deviceId, envelopeId }: { sealKey: string; deviceId: string; envelopeId: string },
): Promise<string> {
  const { subtle } = crypto;
  const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
  const theirs = await subtle.importKey('raw', fromBase64url(sealKey), curve, false, []);
  const own = await subtle.generateKey(curve, true, ['deriveBits']);
  const point = new Uint8Array(await subtle.exportKey('raw', own.publicKey));
  const secret = await subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256);
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info: text.encode('haochaping rating device') },
    await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']),
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const cipher = new Uint8Array(
    await subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: text.encode(`${deviceId}/${envelopeId}`) },
      key,
      text.encode(JSON.stringify(said)),
    ),
  );
  const whole = new Uint8Array(point.length + nonce.length + cipher.length);
  whole.set(point);
  whole.set(nonce, point.length);
  whole.set(cipher, point.length + nonce.length);
  return toBase64url(whole);
}
