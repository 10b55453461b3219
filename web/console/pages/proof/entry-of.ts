import type { Entry } from '#web/api/types.ts';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The hashed text read as an entry, or null when it is none: it is shown byte for byte in any case. */
export function entryOf(text: string): Entry | null {
  try {
    const body: unknown = JSON.parse(text);
    if (!isRecord(body) || typeof body.verb !== 'string' || typeof body.type !== 'string' || typeof body.at !== 'string') return null;
    if (typeof body.id !== 'string' || typeof body.version !== 'number' || !isRecord(body.actor)) return null;
    const { actor } = body;
    const word = (value: unknown) => (typeof value === 'string' ? value : '');
    return {
      type: body.type,
      id: body.id,
      version: body.version,
      at: body.at,
      verb: body.verb,
      from: typeof body.from === 'string' ? body.from : null,
      to: word(body.to),
      actor: { person: word(actor.person), post: word(actor.post), org: word(actor.org), region: word(actor.region) },
      set: isRecord(body.set) ? body.set : {},
      input: isRecord(body.input) ? body.input : {},
      because: [],
    };
  } catch {
    return null;
  }
}
