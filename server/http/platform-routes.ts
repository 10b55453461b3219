import type { FileDeps } from '#kernel/files/deps.ts';
import type { KeyRing } from '#kernel/ledger/keys.ts';
import type { Messenger } from '#server/messages.ts';
import type { Platform } from '#server/platform.ts';
import { archiveRoute } from './desk/archive-route.ts';
import { ledgerRoutes } from './desk/ledger-routes.ts';
import { mapRoutes } from './desk/map-routes.ts';
import { parameterRoute } from './desk/parameter-route.ts';
import { type Progress, progressRoute } from './desk/progress-route.ts';
import { reformRoute } from './desk/reform-route.ts';
import { workbenchRoutes } from './desk/workbench-route.ts';
import { importRoutes } from './imports/routes.ts';
import { messageAdministrationRoutes } from './messages/administration-routes.ts';
import { messageRoutes } from './messages/message-routes.ts';
import { messageSettingsRoutes } from './messages/settings-routes.ts';
import { webhookRoutes } from './messages/webhook-routes.ts';
import { recordRoutes } from './records/routes.ts';
import { searchRoute } from './search/search-route.ts';
import type { App } from './services.ts';

/** Everything under /v1 that stands on the platform: the derived routes of all record types, and the pages' own. */
export function platformRoutes(
  app: App,
  platform: Platform,
  parts: {
    keys: KeyRing;
    files: FileDeps;
    messenger: Pick<Messenger, 'channels' | 'guard'>;
    progress: () => Progress;
    monotonic: () => number;
  },
): void {
  const labels = recordRoutes(app, platform, parts.files, parts.monotonic);
  workbenchRoutes(app, platform, labels);
  mapRoutes(app, platform);
  archiveRoute(app, platform, labels);
  reformRoute(app, platform, labels);
  searchRoute(app, platform, labels);
  ledgerRoutes(app, platform, parts.keys);
  parameterRoute(app, platform);
  importRoutes(app, platform, labels);
  progressRoute(app, parts.progress);
  messageRoutes(app, platform, labels);
  messageSettingsRoutes(app, platform);
  messageAdministrationRoutes(app, platform, labels, parts.messenger.channels);
  webhookRoutes(app, platform, labels, parts.messenger.guard);
}
