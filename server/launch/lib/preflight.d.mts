/** The command that serves to phones in the same network, at the port of now. */
export function phoneCommand(address: string, port: number): string;
