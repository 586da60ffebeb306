/** Reads words aloud on a button; WeChat has no voice without a plugin, so there is no button there. */
export const ReadAloud: (words: { text: string }) => null = () => null;
