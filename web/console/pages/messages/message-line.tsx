import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Tooltip } from 'antd';
import { Link } from 'react-router';
import { acknowledgeMessage, type Message, type MessageItem, messagesChanged, readMessage } from '#web/api/messages.ts';
import type { Labels } from '#web/api/types.ts';
import { typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { formatMoment } from '../../shared/format.ts';
import { Mark } from '../../shared/mark.tsx';
import { problemBodyOf } from '../../shared/problem-alert.tsx';
import './messages.css';

/** What to do with a message; a failure is told where it was asked for. */
function useMessageAct(act: (id: string) => Promise<unknown>) {
  const { say } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => messagesChanged(client),
    onError: (error) => void message.error(say(problemBodyOf(error).details[0]?.text ?? problemBodyOf(error).text)),
  });
}

/** The record's page, where there is a record that has one. */
export function pathOf({ record_type, record_id }: MessageItem): string | null {
  const plural = record_type === null ? undefined : typeByName(record_type)?.plural;
  return plural === undefined || record_id === null ? null : `/${plural}/${record_id}`;
}

export function ItemText({ item, onOpen }: { readonly item: MessageItem; readonly onOpen?: () => void }) {
  const { say } = useWords();
  const path = pathOf(item);
  if (path === null) return <span>{say(item.text)}</span>;
  return (
    <Link to={path} onClick={onOpen}>
      {say(item.text)}
    </Link>
  );
}

export function AcknowledgeButton({ id, may }: { readonly id: string; readonly may: boolean }) {
  const { t } = useWords();
  const { mutate, isPending } = useMessageAct(acknowledgeMessage);
  const button = (
    <Button size="small" type="primary" loading={isPending} disabled={!may} onClick={() => mutate(id)}>
      {t('messages.acknowledge')}
    </Button>
  );
  return may ? button : <Tooltip title={t('messages.cannot')}>{button}</Tooltip>;
}

const tones = { info: 'neutral', warning: 'warning', urgent: 'alarm' } as const;

function Standing({ message, labels }: { readonly message: Message; readonly labels: Labels }) {
  const { t, say } = useWords();
  if (!message.must_acknowledge) return null;
  if (message.acknowledged_at === null) return <Mark tone="alarm">{t('messages.mustAcknowledge')}</Mark>;
  const name = labels[message.acknowledged_by ?? ''];
  const words = name === undefined ? t('messages.acknowledged') : t('messages.acknowledgedBy', { name: say(name) });
  return (
    <span className="good">
      {words} <span className="number">{formatMoment(message.acknowledged_at)}</span>
    </span>
  );
}

interface Props {
  readonly message: Message;
  readonly labels: Labels;
  readonly mayAcknowledge: boolean;
  /** In the box of what one's own office sent. */
  readonly sent?: boolean;
  /** Few words, no details: in the drawer and on the workbench. */
  readonly brief?: boolean;
  readonly onDetails?: (id: string) => void;
}

function Items({ message, brief, open }: { readonly message: Message; readonly brief: boolean; readonly open: () => void }) {
  const { t, say } = useWords();
  const [first] = message.items;
  if (message.count === 1 && first !== undefined) return <ItemText item={first} onOpen={open} />;
  return (
    <>
      <span className="message-many">{say(message.text)}</span>
      <ul className="plain message-items">
        {message.items.slice(0, brief ? 2 : 5).map((item) => (
          <li key={item.id}>
            <ItemText item={item} onOpen={open} />
          </li>
        ))}
      </ul>
      {!brief && message.count > message.items.length && (
        <span className="muted">{t('messages.first', { count: message.items.length })}</span>
      )}
    </>
  );
}

/** One message: what it says, what it is about, and what is to be done with it. */
export function MessageLine({ message, labels, mayAcknowledge, sent = false, brief = false, onDetails }: Props) {
  const { t, say } = useWords();
  const read = useMessageAct(readMessage);
  const open = message.must_acknowledge && message.acknowledged_at === null;
  const fresh = !sent && !message.read;
  return (
    <li className={fresh ? 'message fresh' : 'message'}>
      <div className="row muted">
        <span className="number">{formatMoment(message.latest_at)}</span>
        <Mark tone={tones[message.severity]}>{say(message.kind_label)}</Mark>
        <Standing message={message} labels={labels} />
        {fresh && <span className="unseen">{t('messages.unread')}</span>}
        {sent && (
          <span>
            {t('messages.to')} {say(labels[message.desk] ?? { zh: message.desk, en: message.desk })}
          </span>
        )}
      </div>
      <div className="message-body">
        <Items message={message} brief={brief} open={() => fresh && read.mutate(message.id)} />
      </div>
      <div className="row">
        {open && !sent && <AcknowledgeButton id={message.id} may={mayAcknowledge} />}
        {fresh && !open && (
          <Button size="small" loading={read.isPending} onClick={() => read.mutate(message.id)}>
            {t('messages.markRead')}
          </Button>
        )}
        {onDetails !== undefined && (
          <Button size="small" type="link" onClick={() => onDetails(message.id)}>
            {t('messages.details')}
          </Button>
        )}
        {open && !brief && message.acknowledge_by !== null && (
          <span className="muted">{t('messages.until', { moment: formatMoment(message.acknowledge_by) })}</span>
        )}
      </div>
    </li>
  );
}
