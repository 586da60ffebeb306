/** The city's own, beside its counties. */
export const CITY = { code: '350400', name: '三明市（市里）' };
