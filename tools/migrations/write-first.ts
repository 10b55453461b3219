import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS } from '#kernel/database/root.ts';
import { schemaText } from '#server/schema.ts';

// Before the first release there is one migration, and it is what the definitions say.
writeFileSync(join(MIGRATIONS, '0001-foundation.sql'), schemaText());
