import type { Text } from '#standards/explained.ts';

export type { Because, Explained, Text } from '#standards/explained.ts';

export type Language = keyof Text;
