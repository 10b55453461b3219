import { rule } from '#kernel/lifecycle/rule.ts';
import { fields } from './fields.ts';
import { openDangers, survivor } from './needs.ts';

export const survivorIsAnother = rule(fields, 'survivor-is-another', {
  zh: '不能并入自身',
  en: 'An enterprise cannot be merged into itself',
  field: 'merged_into',
  holds: ({ id, input }) => input.merged_into !== id,
});

export const survivorIsOpen = rule(fields, 'survivor-is-open', {
  zh: '并入的档案须在册（未注销、未被合并）',
  en: 'The enterprise that stays must itself be on the register',
  field: 'merged_into',
  holds: (context) => {
    const other = survivor.of(context);
    if (other === undefined) return 'unknown';
    return other !== null && (other.state === 'active' || other.state === 'unassigned');
  },
});

export const noOpenDangers = rule(fields, 'no-open-dangers', {
  zh: '还有未销号的隐患，不能注销',
  en: 'It still has hidden dangers that are not closed',
  source: '安全生产法 第四十一条',
  holds: (context) => {
    const open = openDangers.of(context);
    return open === undefined ? 'unknown' : open.length === 0;
  },
});
