import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../language/language.ts';

const places: Readonly<Record<string, string>> = { w: '/', h: '/hidden-dangers', e: '/enterprises', m: '/map', p: '/ledger' };

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

function focusFirst(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

/** Single letters never act while somebody types or a dialogue is open. */
export function Shortcuts() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);

  useEffect(() => {
    let armed = 0;
    function pressed(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role=dialog]') !== null)
        return;
      const went = places[event.key];
      if (armed > event.timeStamp && went !== undefined) {
        armed = 0;
        void navigate(went);
        return;
      }
      armed = event.key === 'g' ? event.timeStamp + 1500 : 0;
      if (event.key === '?') setHelp(true);
      if (event.key === '/') {
        event.preventDefault();
        focusFirst('[data-search] input, input[data-search]');
      }
      if (event.key === 'n') focusFirst('[data-create]');
    }
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [navigate]);

  const then = t('keys.then');
  const rows: readonly (readonly [string, string])[] = [
    ['/', t('keys.search')],
    ['n', t('keys.create')],
    [`g ${then} w`, t('keys.goWork')],
    [`g ${then} h`, t('keys.goDangers')],
    [`g ${then} e`, t('keys.goEnterprises')],
    [`g ${then} m`, t('keys.goMap')],
    [`g ${then} p`, t('keys.goProof')],
    ['?', t('keys.help')],
  ];
  return (
    <Modal open={help} title={t('keys.title')} footer={null} onCancel={() => setHelp(false)} width={420}>
      <dl className="plain stack">
        {rows.map(([keys, what]) => (
          <div key={keys} className="row between">
            <dd>{what}</dd>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
