import { FilePdfOutlined, FileWordOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { withQuery } from '#web/api/client.ts';
import { useWords } from '../language/language.ts';

interface Props {
  readonly path: string;
  readonly name: string;
}

/** The paper as a file, in the two formats that offices pass on. */
export function PaperLinks({ path, name }: Props) {
  const { t } = useWords();
  return (
    <>
      <Button icon={<FileWordOutlined aria-hidden />} href={withQuery(path, { format: 'docx' })} aria-label={`${t('papers.word')} ${name}`}>
        {t('papers.word')}
      </Button>
      <Button icon={<FilePdfOutlined aria-hidden />} href={withQuery(path, { format: 'pdf' })} aria-label={`${t('papers.pdf')} ${name}`}>
        {t('papers.pdf')}
      </Button>
    </>
  );
}
