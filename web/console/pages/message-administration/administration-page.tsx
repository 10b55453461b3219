import { Segmented } from 'antd';
import { useState } from 'react';
import { useWords } from '../../language/language.ts';
import { useSession } from '../../session/session.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { Channels } from './channels.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { Templates } from './templates.tsx';
import { Webhooks } from './webhooks.tsx';

/** Channels, what left by them, what messages say, and the addresses of machines: each for the roles that answer for it. */
export function MessageAdministrationPage() {
  const { t } = useWords();
  const { post } = useSession();
  const may = (...roles: readonly string[]) => post.roles.some((role) => roles.includes(role));
  const looks = post.reader === 'officer' && may('administrator', 'auditor');
  const parts = [
    ...(looks ? (['channels', 'log', 'templates'] as const) : []),
    ...(may('administrator', 'enterprise-head') ? (['webhooks'] as const) : []),
  ];
  const [chosen, setChosen] = useState(parts[0]);
  if (chosen === undefined) return <PageHead title={t('messaging.title')} note={t('messaging.nobody')} />;
  return (
    <>
      <PageHead title={t('messaging.title')} note={t(`messaging.help.${chosen}`)} />
      <section className="panel stack" aria-label={t('messaging.title')}>
        <div style={{ overflowX: 'auto' }}>
          <Segmented
            aria-label={t('messaging.title')}
            value={chosen}
            onChange={setChosen}
            options={parts.map((part) => ({ value: part, label: t(`messaging.part.${part}`) }))}
          />
        </div>
        {chosen === 'channels' && <Channels mayTest={may('administrator')} />}
        {chosen === 'log' && <DeliveryLog />}
        {chosen === 'templates' && <Templates />}
        {chosen === 'webhooks' && <Webhooks />}
      </section>
    </>
  );
}
