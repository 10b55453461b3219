import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Input, Modal } from 'antd';
import { useState } from 'react';
import { roles } from '#kernel/scope/roles.ts';
import { api, newKey } from '#web/api/client.ts';
import type { HeldPost, PersonView } from '#web/api/types.ts';
import { useWords } from '../../language/language.ts';
import { useOrganisationName, useRegionName } from '../../session/names.ts';
import { useSession } from '../../session/session.tsx';
import { dayOf } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { problemBodyOf } from '../../shared/problem-alert.tsx';
import { AppointDrawer } from './appoint-drawer.tsx';
import { AskReset, WaitingResets } from './factor-resets.tsx';
import { actorOfSession, givableRoles } from './post-fields.ts';
import './people.css';
import '../../derived/derived.css';
import { Mark } from '../../shared/mark.tsx';

function hasEnded(post: HeldPost): boolean {
  return post.validTo !== null && post.validTo <= dayOf(new Date());
}

function PostView({ post, onEnd }: { readonly post: HeldPost; readonly onEnd: (() => void) | null }) {
  const { t, say } = useWords();
  const region = useRegionName(post.region);
  const organisation = useOrganisationName(post.organisation);
  const ended = hasEnded(post);
  return (
    <li className={`person-post ${ended ? 'muted' : ''}`}>
      <div className="grow">
        <div className="row" style={{ gap: 6 }}>
          <span>{say(post.title)}</span>
          {post.roles.map((role) => (
            <Mark key={role}>{say(roles[role])}</Mark>
          ))}
          {ended && <Mark>{t('people.ended')}</Mark>}
        </div>
        <div className="muted">
          {[organisation, region].filter((each) => each !== null).join(' · ')}{' '}
          <span className="number">
            {t('people.since')} {post.validFrom}
            {post.validTo !== null && ` ${t('people.until')} ${post.validTo}`}
          </span>
        </div>
      </div>
      {!ended && onEnd !== null && (
        <Button size="small" onClick={onEnd}>
          {t('people.end')}
        </Button>
      )}
    </li>
  );
}

interface LineProps {
  readonly person: PersonView;
  readonly mayAppoint: boolean;
  readonly mayReset: boolean;
  readonly onAppoint: () => void;
  readonly onEnd: (post: HeldPost) => void;
  readonly onReset: () => void;
  readonly onResetFactors: () => void;
}

function PersonLine({ person, mayAppoint, mayReset, onAppoint, onEnd, onReset, onResetFactors }: LineProps) {
  const { t } = useWords();
  return (
    <li>
      <div className="row between">
        <span className="row">
          <span className="card-title">{person.name}</span>
          <span className="muted number">{person.phone}</span>
          {person.disabled && <Mark tone="warning">{t('people.locked')}</Mark>}
        </span>
        <span className="row">
          {mayAppoint && (
            <Button size="small" aria-haspopup="dialog" onClick={onAppoint}>
              {t('people.appoint')}
            </Button>
          )}
          {mayReset && (
            <>
              <Button size="small" aria-haspopup="dialog" onClick={onReset}>
                {t('people.reset')}
              </Button>
              <Button size="small" aria-haspopup="dialog" onClick={onResetFactors}>
                {t('reset.ask')}
              </Button>
            </>
          )}
        </span>
      </div>
      <ul className="plain">
        {person.posts.map((post) => (
          <PostView key={post.id} post={post} onEnd={mayAppoint ? () => onEnd(post) : null} />
        ))}
      </ul>
    </li>
  );
}

/** Shown once, to be handed over; nobody can look it up again. */
function OneTimePassword({ password, onClose }: { readonly password: string; readonly onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  async function copy(): Promise<void> {
    // The clipboard is there on secure addresses only; elsewhere the password is read off the screen.
    await navigator.clipboard?.writeText(password);
    void message.success(t('common.copied'));
  }
  return (
    <Modal
      open
      title={t('people.oneTime')}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={[
        ...('clipboard' in navigator
          ? [
              <Button key="copy" onClick={() => void copy()}>
                {t('common.copy')}
              </Button>,
            ]
          : []),
        <Button key="close" type="primary" onClick={onClose}>
          {t('common.close')}
        </Button>,
      ]}
    >
      <p className="one-time mono">{password}</p>
      <p className="muted">{t('people.oneTimeHelp')}</p>
    </Modal>
  );
}

interface PeoplePageAnswer {
  readonly items: readonly PersonView[];
  readonly next: string | null;
}

function usePeople(q: string) {
  return useInfiniteQuery({
    queryKey: ['people', q],
    queryFn: ({ pageParam, signal }) => api.get<PeoplePageAnswer>('/v1/people', { q, cursor: pageParam, limit: 20 }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

type Open =
  | { readonly what: 'appoint'; readonly person: PersonView | null }
  | { readonly what: 'password'; readonly password: string }
  | { readonly what: 'factors'; readonly person: PersonView };

/** The two acts that need no form, each after a question. */
function usePersonActs(onPassword: (password: string) => void) {
  const { t, say } = useWords();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['people'] });
  const fail = (error: unknown) => void message.error(say(problemBodyOf(error).details[0]?.text ?? problemBodyOf(error).text));
  return {
    refresh,
    end: (post: HeldPost) =>
      modal.confirm({
        title: `${t('people.end')}：${say(post.title)}`,
        content: t('people.endConfirm'),
        onOk: () => api.post(`/v1/posts/${post.id}/end`, { version: post.version }, newKey()).then(refresh, fail),
      }),
    reset: (person: PersonView) =>
      modal.confirm({
        title: `${t('people.reset')}：${person.name}`,
        content: t('people.resetConfirm'),
        onOk: () =>
          api
            .post<{ password: string }>(`/v1/people/${person.id}/password`, undefined, newKey())
            .then(({ password }) => onPassword(password), fail),
      }),
  };
}

interface FoundProps {
  readonly q: string;
  readonly line: (person: PersonView) => React.ReactNode;
}

function Found({ q, line }: FoundProps) {
  const { t } = useWords();
  const people = usePeople(q);
  const items = people.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {people.error !== null && items.length === 0 && <LoadFailure error={people.error} retry={() => void people.refetch()} />}
      {people.isPending && <Loading rows={8} />}
      {people.data !== undefined && items.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('people.empty')} />}
      <ul className="plain cards">{items.map(line)}</ul>
      {people.hasNextPage && (
        <Button loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
          {t('record.more')}
        </Button>
      )}
    </>
  );
}

function Search({ onSearch }: { readonly onSearch: (q: string) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  return (
    <search>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(typed.trim());
        }}
      >
        <Input
          data-search=""
          allowClear
          style={{ width: 240 }}
          aria-label={t('people.name')}
          placeholder={t('people.name')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="primary" htmlType="submit">
          {t('common.query')}
        </Button>
      </form>
    </search>
  );
}

export function PeoplePage() {
  const { t } = useWords();
  const session = useSession();
  const [q, setQ] = useState('');
  const [open, setOpen] = useState<Open | null>(null);
  const acts = usePersonActs((password) => setOpen({ what: 'password', password }));
  const mayAppoint = givableRoles(actorOfSession(session)).length > 0;
  const mayReset = session.post.roles.includes('security-officer');
  const add = (
    <Button type="primary" data-create aria-haspopup="dialog" onClick={() => setOpen({ what: 'appoint', person: null })}>
      {t('people.add')}
    </Button>
  );

  function appointed(password: string | null): void {
    setOpen(password === null ? null : { what: 'password', password });
    void acts.refresh();
  }

  return (
    <>
      <PageHead title={t('people.title')} actions={mayAppoint && add} />
      {(mayReset || session.post.roles.includes('administrator')) && <WaitingResets />}
      <section className="panel stack" aria-label={t('people.title')}>
        <Search onSearch={setQ} />
        <Found
          q={q}
          line={(person) => (
            <PersonLine
              key={person.id}
              person={person}
              mayAppoint={mayAppoint}
              mayReset={mayReset}
              onAppoint={() => setOpen({ what: 'appoint', person })}
              onEnd={acts.end}
              onReset={() => acts.reset(person)}
              onResetFactors={() => setOpen({ what: 'factors', person })}
            />
          )}
        />
      </section>
      {open?.what === 'appoint' && <AppointDrawer person={open.person} onClose={() => setOpen(null)} onDone={appointed} />}
      {open?.what === 'factors' && <AskReset person={open.person} onClose={() => setOpen(null)} />}
      {open?.what === 'password' && <OneTimePassword password={open.password} onClose={() => setOpen(null)} />}
    </>
  );
}
