import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import { useWords } from '../language/language.ts';

interface Props {
  readonly type: string;
  readonly id: string;
  readonly version: number;
}

/** The way from an act to its proof. */
export function ProofLink({ type, id, version }: Props) {
  const { t } = useWords();
  return (
    <Link
      className="screen proof-link"
      to={`/ledger?type=${type}&id=${id}&version=${version}`}
      aria-label={t('record.proofOf', { version })}
    >
      <SafetyCertificateOutlined aria-hidden /> {t('record.proof')}
    </Link>
  );
}
