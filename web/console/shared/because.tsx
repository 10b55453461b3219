import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import type { Because } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { Mark } from './mark.tsx';

function Reason({ because }: { readonly because: Because }) {
  const { t, say } = useWords();
  const inputs = Object.entries(because.inputs ?? {});
  return (
    <li>
      <div>{say(because.text)}</div>
      {inputs.length > 0 && (
        <div className="muted">
          {t('record.whyInputs')}：{inputs.map(([name, value]) => `${name} = ${value ?? t('common.none')}`).join('，')}
        </div>
      )}
      {because.source !== undefined && (
        <div className="muted">
          {t('record.whySource')}：{because.source}
        </div>
      )}
      <div className="row muted">
        <span className="mono">{because.rule}</span>
        {because.status === 'unverified' && (
          <Mark tone="warning" title={t('common.unverifiedHelp')}>
            {t('common.unverified')}
          </Mark>
        )}
      </div>
    </li>
  );
}

/** Inside the page's landmark, where a screen reader looks for it. */
function mainOf(button: HTMLElement): HTMLElement {
  return button.closest('main') ?? document.body;
}

/** Nothing computed stands without its reason: rule, inputs, article, and whether the figure has been compared with the official text. */
export function Why({ because, about }: { readonly because: readonly Because[]; readonly about: string }) {
  const { t } = useWords();
  if (because.length === 0) return null;
  const content = (
    <ul className="plain because-list">
      {because.map((each) => (
        <Reason key={`${each.rule}${each.text.en}`} because={each} />
      ))}
    </ul>
  );
  return (
    <Popover trigger="click" title={`${t('record.whyTitle')}：${about}`} content={content} placement="bottom" getPopupContainer={mainOf}>
      <Button
        type="link"
        size="small"
        className="why screen"
        icon={<QuestionCircleOutlined />}
        aria-label={`${t('record.why')} ${about}`}
        aria-haspopup="dialog"
      >
        {t('record.why')}
      </Button>
    </Popover>
  );
}
