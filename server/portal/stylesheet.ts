import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '#kernel/database/root.ts';

const parts = ['frame', 'text', 'narrow-and-print'];
const text = parts.map((name) => readFileSync(join(ROOT, 'server/portal/style', `${name}.css`), 'utf8')).join('\n');
const hash = createHash('sha256').update(text).digest('base64url').slice(0, 12);

/** The one stylesheet; its address carries a hash of its content, so that browsers keep it for good. */
export const stylesheet = { text, address: `/public/style-${hash}.css` } as const;
