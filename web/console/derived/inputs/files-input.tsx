import { DeleteOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { useWords } from '../../language/language.ts';
import { FileLink } from '../file-link.tsx';
import { ariaOf, type FieldOfKind, type InputProps } from './input-props.ts';
import { type UploadJob, useUploads } from './use-uploads.ts';

const acceptable = {
  image: 'image/*',
  video: 'video/*',
  audio: 'audio/*',
  document: '.pdf,.docx,.xlsx,.pptx,.ofd',
} as const;

function idsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function JobLine({ job, onRetry }: { readonly job: UploadJob; readonly onRetry: () => void }) {
  const { t, say } = useWords();
  return (
    <li className="row">
      <span className="grow">
        {job.file.name}
        {job.failed === null ? (
          <Progress percent={job.percent} size="small" aria-label={job.file.name} />
        ) : (
          <div className="alarm">{say(job.failed)}</div>
        )}
      </span>
      {job.failed !== null && (
        <Button size="small" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </li>
  );
}

/** Uploads while the rest of the form is filled in; the value is the list of ids that have arrived. */
export function FilesInput(props: InputProps<FieldOfKind<'files'>>) {
  const { t } = useWords();
  const { field, onChange, disabled } = props;
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const picker = useRef<HTMLInputElement>(null);
  const ids = idsOf(props.value);
  // Two files may arrive before the form is drawn again: each is added to what arrived, not to what was drawn.
  const arrived = useRef(ids);
  arrived.current = ids;
  const { jobs, begin, retry } = useUploads((id, name) => {
    setNames((known) => ({ ...known, [id]: name }));
    arrived.current = [...arrived.current, id];
    onChange(arrived.current);
  });
  const room = field.most - ids.length - jobs.length;

  return (
    <div className="stack" style={{ gap: 8 }}>
      <input
        ref={picker}
        type="file"
        style={{ display: 'none' }}
        multiple={field.most > 1}
        accept={field.accept?.map((kind) => acceptable[kind]).join(',')}
        onChange={(event) => {
          begin([...(event.target.files ?? [])].slice(0, Math.max(0, room)));
          event.target.value = '';
        }}
      />
      <Button
        id={props.id}
        {...ariaOf(props)}
        icon={<UploadOutlined />}
        disabled={disabled || room <= 0}
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
              <FileLink id={id} name={names[id]} />
            </span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`${t('common.remove')} ${names[id] ?? id.slice(0, 8)}`}
              disabled={disabled}
              onClick={() => onChange(ids.filter((each) => each !== id))}
            />
          </li>
        ))}
        {jobs.map((job) => (
          <JobLine key={`${job.file.name}${job.file.size}${job.file.lastModified}`} job={job} onRetry={() => retry(job.file)} />
        ))}
      </ul>
    </div>
  );
}
