import type { KeyRing } from '#kernel/ledger/keys.ts';
import type { Progress } from './http/desk/progress-route.ts';
import { platformRoutes } from './http/platform-routes.ts';
import type { App, Services } from './http/services.ts';
import type { Messenger } from './messages.ts';
import type { Platform } from './platform.ts';
import { portalRoutes } from './portal/routes.ts';

/** What a server process holds ready for its routes. */
export interface Holdings {
  readonly platform: Platform;
  readonly keys: KeyRing;
  readonly messenger: Messenger;
  readonly progress?: () => Progress;
}

const idle: Progress = { running: false, done: 0, total: 0, text: null };

/** Everything that is served: the API and the public pages. */
export async function everyRoute(
  app: App,
  services: Services,
  { platform, keys, messenger, progress = () => idle }: Holdings,
): Promise<void> {
  const monotonic = () => performance.now();
  platformRoutes(app, platform, { keys, files: services.files, messenger, progress, monotonic });
  await portalRoutes(app, services, { platform, keys, monotonic });
}
