/** WeChat shows pictures itself. */
export const Picture: (picture: { address: string; name: string }) => null = () => null;
