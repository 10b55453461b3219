import type { FileDeps } from '#kernel/files/deps.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Platform } from '#server/platform.ts';
import type { App } from '../services.ts';
import { actRoutes } from './act-routes.ts';
import { exportRoute } from './export-route.ts';
import { historyRoute } from './history-route.ts';
import { type Labeller, labeller } from './labels.ts';
import { listRoutes } from './list-routes.ts';
import { oneRoute } from './one-route.ts';
import { paperRoutes } from './paper-routes.ts';
import type { RecordParts } from './parts.ts';
import { rowSchema } from './schemas.ts';

/** The derived API: every route of every record type follows from its definition. */
export function recordRoutes(app: App, platform: Platform, files: FileDeps, monotonic: () => number): Labeller {
  const { database, catalogue, reference } = platform;
  const labels = labeller({ database, catalogue, reference, monotonic });
  for (const type of catalogue.all) routesOf(app, type, { platform, labels, files });
  return labels;
}

function routesOf(app: App, type: AnyRecordType, parts: RecordParts): void {
  app.addSchema(rowSchema(type));
  listRoutes(app, type, parts);
  exportRoute(app, type, parts);
  oneRoute(app, type, parts);
  historyRoute(app, type, parts);
  paperRoutes(app, type, parts);
  actRoutes(app, type, parts);
}
