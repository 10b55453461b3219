import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, InputNumber, Select } from 'antd';
import { useId, useState } from 'react';
import { useSearchParams } from 'react-router';
import { catalogue } from '#modules/catalogue.ts';
import { api } from '#web/api/client.ts';
import type { InclusionProof, Labels, ProofAnswer, SignedHead } from '#web/api/types.ts';
import { type Checked, checkProof } from '#web/proof/check.ts';
import { historyQuery } from '../../derived/queries.ts';
import { typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { formatMoment, formatNumber } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { ProofView } from './proof-view.tsx';
import './proof.css';

interface Wanted {
  readonly type: string;
  readonly id: string;
  readonly version: number;
}

type Answer = { readonly pending: true } | { readonly pending: false; readonly proof: InclusionProof; readonly checked: Checked };

async function fetchProof(wanted: Wanted, signal: AbortSignal): Promise<Answer> {
  const answer = await api.get<ProofAnswer>('/v1/ledger/proof', { ...wanted }, signal);
  if (answer.status === 'pending') return { pending: true };
  return { pending: false, proof: answer.proof, checked: await checkProof(answer.proof) };
}

function WantedForm({
  wanted,
  busy,
  onAsk,
}: {
  readonly wanted: Wanted;
  readonly busy: boolean;
  readonly onAsk: (wanted: Wanted) => void;
}) {
  const { t, say } = useWords();
  const prefix = useId();
  const [typed, setTyped] = useState(wanted);
  return (
    <form
      className="panel proof-form screen"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.id.trim() !== '') onAsk({ ...typed, id: typed.id.trim() });
      }}
    >
      <div>
        <label htmlFor={`${prefix}type`}>{t('proof.type')}</label>
        <Select
          id={`${prefix}type`}
          style={{ width: '100%' }}
          value={typed.type}
          options={catalogue.map((type) => ({ value: type.name, label: say(type.label) }))}
          onChange={(type) => setTyped({ ...typed, type })}
        />
      </div>
      <div>
        <label htmlFor={`${prefix}id`}>{t('proof.id')}</label>
        <Input
          id={`${prefix}id`}
          data-search=""
          className="number"
          value={typed.id}
          maxLength={64}
          onChange={(event) => setTyped({ ...typed, id: event.target.value })}
        />
      </div>
      <div>
        <label htmlFor={`${prefix}version`}>{t('proof.version')}</label>
        <InputNumber
          id={`${prefix}version`}
          style={{ width: '100%' }}
          min={1}
          precision={0}
          value={typed.version}
          onChange={(version) => setTyped({ ...typed, version: version ?? 1 })}
        />
      </div>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('proof.check')}
      </Button>
    </form>
  );
}

function Heads() {
  const { t, language } = useWords();
  const { data } = useQuery({
    queryKey: ['heads'],
    queryFn: ({ signal }) => api.get<{ items: readonly SignedHead[] }>('/v1/ledger/heads', { limit: 10 }, signal),
  });
  if (data === undefined) return null;
  return (
    <section className="panel">
      <h2>{t('proof.heads')}</h2>
      {data.items.length === 0 && <p className="muted">{t('proof.noHeads')}</p>}
      <ul className="plain">
        {data.items.map(({ head }) => (
          <li key={head.size} className="row" style={{ padding: '4px 0', alignItems: 'baseline' }}>
            <span className="number" style={{ minWidth: 90 }}>
              {formatNumber(head.size, language)}
            </span>
            <span className="number muted">{formatMoment(head.at, true)}</span>
            <span className="mono grow">{head.root}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The names in the act come with the record's history; without it the codes stand as they are. */
function useLabels({ type, id }: Wanted): Labels {
  const known = typeByName(type);
  const { data } = useQuery({
    queryKey: ['proof', 'labels', type, id],
    queryFn: ({ client }) => (known === undefined ? null : client.fetchQuery(historyQuery(known, id))),
    enabled: known !== undefined && id !== '',
  });
  return data?.labels ?? {};
}

export function ProofPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const wanted: Wanted = {
    type: search.get('type') ?? 'hidden-danger',
    id: search.get('id') ?? '',
    version: Math.max(1, Math.trunc(Number(search.get('version') ?? '1')) || 1),
  };
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['proof', wanted],
    queryFn: ({ signal }) => fetchProof(wanted, signal),
    enabled: wanted.id !== '',
    staleTime: 0,
  });
  const labels = useLabels(wanted);
  return (
    <>
      <PageHead title={t('proof.title')} note={t('proof.intro')} />
      <WantedForm
        key={JSON.stringify(wanted)}
        wanted={wanted}
        busy={isFetching}
        onAsk={(next) => {
          if (JSON.stringify(next) === JSON.stringify(wanted)) void refetch();
          else setSearch({ type: next.type, id: next.id, version: String(next.version) });
        }}
      />
      {wanted.id === '' && <p className="muted">{t('proof.recent')}</p>}
      {error !== null && <LoadFailure error={error} retry={() => void refetch()} />}
      {wanted.id !== '' && data === undefined && error === null && <Loading />}
      {data?.pending === true && <Alert type="info" showIcon title={t('proof.pending')} />}
      {data?.pending === false && error === null && <ProofView proof={data.proof} checked={data.checked} labels={labels} />}
      <Heads />
    </>
  );
}
