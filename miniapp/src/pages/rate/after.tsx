/** A phone shows nothing until there is something to ask. */
export const After = () => null;
