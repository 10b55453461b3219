import { FileExcelOutlined, InboxOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { newKey, withQuery } from '#web/api/client.ts';
import { beginImport } from '#web/api/imports.ts';
import { useWords } from '../../language/language.ts';
import { ProblemAlert, problemBodyOf } from '../../shared/problem-alert.tsx';

function isSheet(file: File): boolean {
  return /\.(xlsx|csv)$/i.test(file.name);
}

interface FilePickProps {
  readonly file: File | null;
  readonly onFile: (file: File | null) => void;
}

function FilePick({ file, onFile }: FilePickProps) {
  const { t } = useWords();
  return (
    <Upload.Dragger
      accept=".xlsx,.csv"
      maxCount={1}
      fileList={file === null ? [] : [{ uid: 'one', name: file.name, size: file.size }]}
      // Sent with the rest of the form, not by itself.
      beforeUpload={(picked) => {
        onFile(picked);
        return false;
      }}
      onRemove={() => onFile(null)}
    >
      <p className="import-drop-icon">
        <InboxOutlined />
      </p>
      <p>{t('imports.drop')}</p>
      <p className="muted">{t('imports.dropHelp')}</p>
    </Upload.Dragger>
  );
}

/** Hands a sheet in: for which register, which file, from where. */
export function BeginImport({ types }: { readonly types: readonly AnyRecordType[] }) {
  const { t, say, language } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const type = types.find((each) => each.plural === search.get('type')) ?? types[0];
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState('');
  const [fault, setFault] = useState<'imports.fileMissing' | 'imports.fileWrong' | null>(null);
  const begin = useMutation({
    mutationFn: ({ plural, picked, key }: { plural: string; picked: File; key: string }) => beginImport(plural, picked, source.trim(), key),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['imports'] });
      await navigate(`/imports/${id}`);
    },
  });
  if (type === undefined) return null;

  function submit(): void {
    if (file === null || type === undefined) setFault('imports.fileMissing');
    else if (isSheet(file)) begin.mutate({ plural: type.plural, picked: file, key: newKey() });
    else setFault('imports.fileWrong');
  }

  return (
    <Form layout="vertical" onFinish={submit} className="import-begin">
      {begin.error !== null && <ProblemAlert problem={problemBodyOf(begin.error)} />}
      <div className="import-begin-fields">
        <Form.Item label={t('imports.type')} htmlFor="import-type">
          <Select
            id="import-type"
            value={type.plural}
            options={types.map((each) => ({ value: each.plural, label: say(each.label) }))}
            onChange={(plural) => setSearch({ type: plural }, { replace: true })}
          />
        </Form.Item>
        <Form.Item
          label={
            language === 'zh' ? `${t('imports.source')}（${t('common.optional')}）` : `${t('imports.source')} (${t('common.optional')})`
          }
          htmlFor="import-source"
          extra={t('imports.sourceHelp')}
        >
          <Input id="import-source" maxLength={80} value={source} onChange={(event) => setSource(event.target.value)} />
        </Form.Item>
        <Button
          icon={<FileExcelOutlined />}
          href={withQuery(`/v1/${type.plural}/import/template.xlsx`, { language })}
          download=""
          className="import-template"
        >
          {t('imports.template')}
        </Button>
      </div>
      <Form.Item {...(fault === null ? {} : { validateStatus: 'error' as const, help: <span role="alert">{t(fault)}</span> })}>
        <FilePick
          file={file}
          onFile={(picked) => {
            setFile(picked);
            setFault(picked !== null && !isSheet(picked) ? 'imports.fileWrong' : null);
          }}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={begin.isPending}>
        {t('imports.start')}
      </Button>
    </Form>
  );
}
