export const preview = {
  hint: '试一试，什么都不会记下。',
  tap: '点一张脸，看看接着问什么。',
};
