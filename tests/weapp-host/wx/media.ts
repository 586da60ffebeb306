import { Failure, settling, type WxFunctions } from './call.js';
import type { Files } from './files.js';
import type { Privacy } from './privacy.js';

/** Pictures. There is no album here: a spec writes a file and mocks what is chosen, as in DevTools. */
export function mediaFunctions(files: Files, privacy: Privacy): WxFunctions {
  const choose = (name: string) => async (): Promise<object> => {
    await privacy.require(name);
    throw new Failure('cancel');
  };
  const known = (path: unknown) => void (String(path).startsWith('wxfile://') && files.read(String(path)));
  return settling({
    chooseMedia: choose('chooseMedia'),
    chooseImage: choose('chooseImage'),
    compressImage: ({ src }) => {
      known(src);
      return { tempFilePath: src };
    },
    getImageInfo: ({ src }) => {
      known(src);
      return { path: src, type: 'png', orientation: 'up' };
    },
    previewImage: ({ urls }) => {
      if (!Array.isArray(urls) || urls.length === 0)
        throw new Failure('parameter error: parameter.urls should be Array');
    },
  });
}
