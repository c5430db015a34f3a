import { z } from '../zod.ts';

/** A record's local integer key. Never leaves the laptop; the world knows records by UUID. */
export const recordId = z.int().positive();

/** The replication vector at which a form was read (docs/protocol.md §4, lag); opaque to screens. */
export const formSeen = z.string().max(8000);

/** A calendar day in KST, `YYYY-MM-DD`. */
export const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** One line as typed: normalised and judged by the record's own rules, so only its length is bounded here. */
export const line = z.string().max(400);

/** Longer free text as typed. */
export const longText = z.string().max(20_000);

/** So many fields a form has at most, and so long is a field's name. */
export const mostKeys = 200;
export const longestKey = 40;

/** Values by field name. Which names there are, the record's own reader knows; here a page is held to what a form can be. */
export function byField<T extends z.ZodType>(value: T) {
  return z
    .record(z.string().max(longestKey), value)
    .refine((values) => Object.keys(values).length <= mostKeys, `more than ${mostKeys} fields`);
}

export const nothing = z.object({}).strict();

/** A window into a list: rows [offset, offset + limit). */
export const pageOf = { offset: z.int().min(0).max(10_000_000), limit: z.int().min(1).max(200) };

export const direction = z.enum(['asc', 'desc']);

/** A page of a list; `asOf` is the store's change counter, so that a screen knows whether pages belong together. */
export function listOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), total: z.int(), asOf: z.int() });
}
