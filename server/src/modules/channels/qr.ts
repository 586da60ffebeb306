import QRCode from 'qrcode';

/** Level M: a scratched or folded print still reads. The quiet zone of four modules is what the standard asks for. */
const OPTIONS = { errorCorrectionLevel: 'M', margin: 4 } as const;

export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { ...OPTIONS, type: 'svg' });
}

/** 512 px: sharp at 4 cm in print. */
export function qrPng(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, { ...OPTIONS, type: 'png', width: 512 });
}
