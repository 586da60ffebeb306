import { z } from 'zod';

/** The header that carries a receipt's key: whoever holds it reads, and adds to, what the receipt is for. */
export const RECEIPT_KEY = z.looseObject({ 'x-receipt-key': z.string().min(16).max(64) });
