/**
 * The headers of a file that somebody else may have made: saved, never shown as a page of ours, and where a browser shows it
 * all the same, without scripts and without our origin. Beside them stands `nosniff`, which every answer carries.
 * @param name as a person reads it; @param plain the same for programs that know Latin letters only
 */
export const asDownload = (name: string, plain: string): Record<string, string> => ({
  'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded(name)}`,
  'content-security-policy': "sandbox; default-src 'none'",
});

/** RFC 5987: some signs that addresses may hold, a header may not. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
