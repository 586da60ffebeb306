/**
 * The time of the server, as far as this device has heard of it. A phone set to the wrong day must not make a rating
 * that was kept offline look older or newer than it is.
 */
let aheadMs = 0;

/** Learns from the `Date` header of an answer; it is exact to a second, so small differences are left alone. */
export function learnTime(date: string | undefined): void {
  const told = date ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(told)) return;
  const difference = told - Date.now();
  aheadMs = Math.abs(difference) < 5000 ? 0 : difference;
}

/** Now, by the server's clock where it has been heard, else by this device's. */
export function now(): Date {
  return new Date(Date.now() + aheadMs);
}
