import { CheckCircleFilled, CloseCircleFilled, DownloadOutlined, InfoCircleFilled } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import type { InclusionProof, Labels } from '#web/api/types.ts';
import { toHex } from '#web/proof/bytes.ts';
import type { Checked } from '#web/proof/check.ts';
import { EntryView } from '../../derived/history.tsx';
import { typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { FactList } from '../../shared/fact-list.tsx';
import { formatMoment, formatNumber } from '../../shared/format.ts';
import { entryOf } from './entry-of.ts';

interface Props {
  readonly proof: InclusionProof;
  readonly checked: Checked;
  readonly labels: Labels;
}

export function Verdict({ checked }: { readonly checked: Checked }) {
  const { t } = useWords();
  if (checked.outcome === 'holds')
    return <Alert type="success" showIcon icon={<CheckCircleFilled />} role="status" title={t('proof.ok')} />;
  if (checked.outcome === 'unable')
    return <Alert type="info" showIcon icon={<InfoCircleFilled />} role="status" title={t('proof.cannot')} />;
  return <Alert type="error" showIcon icon={<CloseCircleFilled />} role="alert" title={t('proof.bad')} />;
}

/** What was done, in words first, then the very text that is hashed. */
function TheAct({ proof, labels }: Pick<Props, 'proof' | 'labels'>) {
  const { t } = useWords();
  const entry = entryOf(proof.entry);
  const type = entry === null ? undefined : typeByName(entry.type);
  return (
    <section className="panel">
      <h2>{t('proof.act')}</h2>
      {entry !== null && type !== undefined && <EntryView type={type} entry={entry} labels={labels} />}
      <details style={{ marginTop: 12 }}>
        <summary>{t('proof.original')}</summary>
        <pre className="mono proof-original">{proof.entry}</pre>
      </details>
    </section>
  );
}

function Path({ checked }: { readonly checked: Checked }) {
  const { t } = useWords();
  return (
    <ol className="proof-path">
      {checked.turns.map((turn, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a path have no other identity
        <li key={at}>
          <div className="muted">
            {t('proof.step', { step: at + 1 })}（{t(`proof.${turn.side}`)}）<span className="mono">{toHex(turn.sibling)}</span>
          </div>
          <div className="mono">→ {toHex(turn.result)}</div>
        </li>
      ))}
    </ol>
  );
}

function Place({ proof, checked }: Pick<Props, 'proof' | 'checked'>) {
  const { t, language } = useWords();
  return (
    <section className="panel stack">
      <h2 style={{ margin: 0 }}>{t('proof.place')}</h2>
      <FactList
        facts={[
          {
            key: 'index',
            label: t('proof.index'),
            wide: true,
            value: <span className="number">{formatNumber(proof.index, language)}</span>,
          },
          {
            key: 'size',
            label: t('proof.size'),
            wide: true,
            value: <span className="number">{formatNumber(proof.head.size, language)}</span>,
          },
          { key: 'hash', label: t('proof.algorithm'), wide: true, value: proof.head.algorithm === 'sm3' ? 'SM3 (GB/T 32905)' : 'SHA-256' },
          { key: 'leaf', label: t('proof.leaf'), wide: true, value: <span className="mono">{proof.leaf}</span> },
        ]}
      />
      <details>
        <summary>
          {t('proof.path')}（{proof.path.length}）
        </summary>
        <p className="muted" style={{ margin: '8px 0' }}>
          {t('proof.pathHelp')}
        </p>
        <Path checked={checked} />
      </details>
    </section>
  );
}

function Head({ proof, checked }: Pick<Props, 'proof' | 'checked'>) {
  const { t } = useWords();
  const words = { valid: t('proof.signedOk'), invalid: t('proof.signedBad'), unknown: t('proof.signedUnknown') };
  const tone = { valid: 'good', invalid: 'alarm', unknown: 'muted' };
  return (
    <section className="panel stack">
      <h2 style={{ margin: 0 }}>{t('proof.head')}</h2>
      <FactList
        facts={[
          { key: 'root', label: t('proof.root'), wide: true, value: <span className="mono">{proof.head.root}</span> },
          { key: 'at', label: t('proof.sealedAt'), wide: true, value: <span className="number">{formatMoment(proof.head.at, true)}</span> },
          {
            key: 'signature',
            label: t('proof.signature'),
            wide: true,
            value: (
              <>
                <strong className={tone[checked.signature]}>{words[checked.signature]}</strong>
                <div className="mono muted">
                  {proof.signature.scheme} {proof.signature.value}
                </div>
              </>
            ),
          },
          { key: 'key', label: t('proof.key'), wide: true, value: <span className="mono">{proof.signature.key}</span> },
        ]}
      />
    </section>
  );
}

function fileNameOf(proof: InclusionProof): string {
  const entry = entryOf(proof.entry);
  return entry === null ? 'anwang-proof.json' : `anwang-proof-${entry.type}-${entry.id}-${entry.version}.json`;
}

function saveBundle(proof: InclusionProof): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(proof, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(proof);
  link.click();
  URL.revokeObjectURL(url);
}

function Yourself({ proof }: { readonly proof: InclusionProof }) {
  const { t } = useWords();
  const steps: readonly string[] = t('proof.selfSteps', { returnObjects: true });
  return (
    <section className="panel">
      <h2>{t('proof.self')}</h2>
      <ol className="proof-steps">
        {steps.map((step, at) => (
          <li key={step}>
            {step}
            {at === 0 && (
              <div style={{ margin: '8px 0' }}>
                <Button icon={<DownloadOutlined />} onClick={() => saveBundle(proof)}>
                  {t('proof.bundle')}
                </Button>
              </div>
            )}
            {at === 2 && <pre className="mono proof-original">node tools/verify/verify.mjs {fileNameOf(proof)}</pre>}
          </li>
        ))}
      </ol>
    </section>
  );
}

export function ProofView({ proof, checked, labels }: Props) {
  return (
    <>
      <Verdict checked={checked} />
      <TheAct proof={proof} labels={labels} />
      <Place proof={proof} checked={checked} />
      <Head proof={proof} checked={checked} />
      <Yourself proof={proof} />
    </>
  );
}
