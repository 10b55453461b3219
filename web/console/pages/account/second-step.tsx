import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/language.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { Authenticator } from './authenticator.tsx';
import { factorsQuery } from './factors.ts';
import { Passkeys } from './passkeys.tsx';
import { CodesOnce, RecoveryCodes } from './recovery-codes.tsx';
import '../../derived/derived.css';
import './account.css';

/** One's own second factors, wherever they are set up. */
export function SecondStep() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(factorsQuery);
  const [codes, setCodes] = useState<readonly string[]>([]);
  if (data === undefined) return error === null ? <Loading rows={3} /> : <LoadFailure error={error} retry={() => void refetch()} />;
  const present = data.authenticatorSince !== null || data.passkeys.length > 0;
  return (
    <>
      <p className="muted" style={{ marginBottom: 12 }}>
        {t('factor.intro')}
      </p>
      <ul className="plain cards">
        <Authenticator since={data.authenticatorSince} onCodes={setCodes} />
        <Passkeys passkeys={data.passkeys} onCodes={setCodes} />
        {present && <RecoveryCodes left={data.recoveryCodesLeft} onCodes={setCodes} />}
      </ul>
      {codes.length > 0 && <CodesOnce codes={codes} onClose={() => setCodes([])} />}
    </>
  );
}
