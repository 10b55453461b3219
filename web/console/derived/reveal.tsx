import { EyeOutlined } from '@ant-design/icons';
import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { ApiError, api, newKey } from '#web/api/client.ts';
import type { ProblemBody, RecordRow, Text } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { localProblemBody, ProblemAlert } from '../shared/problem-alert.tsx';
import type { AnyRecordType } from './types.ts';

interface Props {
  readonly type: AnyRecordType;
  readonly row: RecordRow;
  readonly name: string;
}

const words: Record<'open' | 'explain' | 'reason', Text> = {
  open: { zh: '查看原文', en: 'Show in full' },
  explain: { zh: '查看个人信息会记入存证，须写明理由。', en: 'Looking at personal data is recorded in the ledger and needs a reason.' },
  reason: { zh: '查看理由', en: 'Reason' },
};

/** A personal value stands masked. Looking at it is an act of its own, with a reason, kept like any other. */
export function Reveal({ type, row, name }: Props) {
  const { t, say } = useWords();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [value, setValue] = useState<string | null>(null);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);

  async function look(): Promise<void> {
    setPending(true);
    setProblem(null);
    try {
      const answer = await api.post<{ value: string | null }>(`/v1/${type.plural}/${row.id}/reveal`, { field: name, reason }, newKey());
      setValue(answer.value ?? t('common.none'));
      setOpen(false);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem : localProblemBody);
    } finally {
      setPending(false);
    }
  }

  const label = say(type.fields[name]?.label ?? { zh: name, en: name });
  return (
    <span className="row">
      <span className="number">{value ?? String(row[name])}</span>
      {value === null && (
        <Button
          type="text"
          size="small"
          className="screen"
          icon={<EyeOutlined />}
          aria-label={`${say(words.open)} ${label}`}
          onClick={() => setOpen(true)}
        />
      )}
      <Modal
        open={open}
        title={`${say(words.open)}：${label}`}
        okText={t('common.view')}
        onOk={() => void look()}
        onCancel={() => setOpen(false)}
        confirmLoading={pending}
      >
        {problem !== null && <ProblemAlert problem={problem} />}
        <p style={{ marginBottom: 12 }}>{say(words.explain)}</p>
        <label htmlFor={id}>{say(words.reason)}</label>
        <Input
          id={id}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => void look()}
        />
      </Modal>
    </span>
  );
}
