import { DeleteOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Text } from '#kernel/text.ts';
import { useWords } from '../../language/language.ts';
import { problemBodyOf } from '../../shared/problem-alert.tsx';
import { FileLink } from '../file-link.tsx';
import { ariaOf, type FieldOfKind, type InputProps } from './input-props.ts';

interface Job {
  readonly file: File;
  readonly percent: number;
  readonly failed: Text | null;
}

const acceptable = {
  image: 'image/*',
  video: 'video/*',
  audio: 'audio/*',
  document: '.pdf,.doc,.docx,.xls,.xlsx,.ofd,.txt',
} as const;

function idsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** Uploads while the rest of the form is filled in; the value is the list of ids that have arrived. */
export function FilesInput(props: InputProps<FieldOfKind<'files'>>) {
  const { t, say } = useWords();
  const { field, onChange, disabled } = props;
  const [jobs, setJobs] = useState<readonly Job[]>([]);
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const stop = useRef(new AbortController());
  const picker = useRef<HTMLInputElement>(null);
  const ids = idsOf(props.value);
  const arrived = useRef(ids);
  arrived.current = ids;

  useEffect(() => {
    const controller = new AbortController();
    stop.current = controller;
    return () => controller.abort();
  }, []);

  function update(file: File, change: Partial<Job> | null): void {
    setJobs((known) =>
      change === null ? known.filter((job) => job.file !== file) : known.map((job) => (job.file === file ? { ...job, ...change } : job)),
    );
  }

  async function send(file: File): Promise<void> {
    update(file, { failed: null, percent: 0 });
    try {
      // The protocol's client comes when the first file does.
      const { upload } = await import('#web/api/upload.ts');
      const id = await upload(file, (percent) => update(file, { percent }), stop.current.signal);
      update(file, null);
      setNames((known) => ({ ...known, [id]: file.name }));
      arrived.current = [...arrived.current, id];
      onChange(arrived.current);
    } catch (error) {
      const { text, details } = problemBodyOf(error);
      update(file, { failed: details[0]?.text ?? text });
    }
  }

  function pick(files: FileList | null): void {
    const room = field.most - ids.length - jobs.length;
    const chosen = [...(files ?? [])].slice(0, Math.max(0, room)).map((file) => ({ file, percent: 0, failed: null }));
    setJobs((known) => [...known, ...chosen]);
    for (const { file } of chosen) void send(file);
    if (picker.current !== null) picker.current.value = '';
  }

  return (
    <div className="stack" style={{ gap: 8 }}>
      <input
        ref={picker}
        type="file"
        hidden
        multiple={field.most > 1}
        accept={field.accept?.map((kind) => acceptable[kind]).join(',')}
        onChange={(event) => pick(event.target.files)}
      />
      <Button
        id={props.id}
        {...ariaOf(props)}
        icon={<UploadOutlined />}
        disabled={disabled || ids.length + jobs.length >= field.most}
        danger={props.invalid}
        onClick={() => picker.current?.click()}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('form.upload')} {ids.length}/{field.most}
      </Button>
      <ul className="plain stack" style={{ gap: 6 }} aria-live="polite">
        {ids.map((id) => (
          <li key={id} className="row">
            <PaperClipOutlined aria-hidden />
            <span className="grow">
              <FileLink id={id} name={names[id] ?? props.labels[id]?.zh} />
            </span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`${t('common.remove')} ${names[id] ?? ''}`}
              disabled={disabled}
              onClick={() => onChange(ids.filter((each) => each !== id))}
            />
          </li>
        ))}
        {jobs.map((job) => (
          <li key={`${job.file.name}${job.file.size}${job.file.lastModified}`} className="row">
            <span className="grow">
              {job.file.name}
              {job.failed !== null ? (
                <div className="alarm">{say(job.failed)}</div>
              ) : (
                <Progress percent={job.percent} size="small" aria-label={job.file.name} />
              )}
            </span>
            {job.failed !== null && (
              <Button size="small" onClick={() => void send(job.file)}>
                {t('common.retry')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
