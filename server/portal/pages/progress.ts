import { clockText } from '#kernel/clock/zone.ts';
import type { Statement } from '#kernel/database/sql.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import { dataCorrection } from '#modules/net/data-correction/record.ts';
import { submit } from '../forms.ts';
import { framed } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { addressOf, type Text } from '../language.ts';
import { choiceOf, dayText, organisationOf, textOf } from '../names.ts';
import type { Page } from '../page.ts';
import type { Asked } from '../parts.ts';
import type { Found } from '../read.ts';
import { readReceipt, receiptHash } from '../receipt.ts';
import { facts } from '../table.ts';

const { fields, lifecycle } = dataCorrection;

const words = {
  title: { zh: '信息更正的办理进度', en: 'Progress of a report' },
  lead: { zh: '凭提交报告时得到的回执号查看，不需要登录。', en: 'By the receipt that you got when you sent the report; without a log-in.' },
  receipt: { zh: '回执号', en: 'Receipt' },
  help: { zh: '20 位字母和数字，连字符可以不输', en: 'Twenty letters and digits; the hyphens may be left out' },
  find: { zh: '查看进度', en: 'Look' },
  none: { zh: '没有这个回执号，请核对后再输入', en: 'There is no such receipt; check it and try again' },
  fresh: {
    zh: '已收到您的报告。请记下回执号或保存本页地址：它只在这里显示，丢失后无法找回。',
    en: 'Your report has been received. Write the receipt down or keep the address of this page: it is shown here only and cannot be recovered.',
  },
  state: { zh: '办理状态', en: 'State' },
  due: { zh: '应办时间（北京时间）', en: 'Due by (China time)' },
  late: { zh: '（已逾期，系统已自动催办）', en: ' (late; the office is being reminded)' },
} as const satisfies Record<string, Text>;

const text = `select state, matter, office, filed_on, accepted_on, answer, answered_on, due_at, desk is not null as open from data_correction where receipt_hash = $1`;

/** The receipt is the right to look: nobody else's role sees these rows from outside. Neither the statement nor who made it is answered. */
function statement(receipt: string): Statement {
  return { name: 'portal.progress', text, values: [receiptHash(receipt)] };
}

function progressFacts(row: Found, receipt: string, { language, platform }: Asked): Html {
  const label = (name: keyof typeof fields) => fields[name].label[language];
  const state = lifecycle.states[String(row.state) as keyof typeof lifecycle.states]; // the table holds the type's own states
  const due = row.due_at instanceof Date && row.open === true ? row.due_at : null;
  const late = due !== null && due < platform.clock.now();
  return facts([
    [words.receipt[language], html`<strong class="mono">${receipt}</strong>`],
    [words.state[language], html`<strong>${state?.label[language]}</strong>`],
    [label('matter'), choiceOf(fields.matter.options, row.matter, language)],
    [label('office'), organisationOf(platform.reference, row.office, language)],
    [label('filed_on'), dayText(row.filed_on)],
    ...(due === null
      ? []
      : [[words.due[language], html`${clockText(due)}${late ? html`<span class="alarm">${words.late[language]}</span>` : null}`] as const]),
    ...(row.accepted_on === null ? [] : [[label('accepted_on'), dayText(row.accepted_on)] as const]),
    ...(row.answer === null
      ? []
      : [
          [label('answer'), html`<div class="text">${textOf(row.answer)}</div>`] as const,
          [label('answered_on'), dayText(row.answered_on)] as const,
        ]),
  ]);
}

function askForm({ language }: Asked, typed: string, wrong: boolean): Html {
  return html`<form class="ask" method="get" action="${addressOf(language, '/corrections')}">
<div><label for="receipt">${words.receipt[language]}</label><p class="help" id="help">${words.help[language]}</p>
<input id="receipt" name="receipt" maxlength="40" autocomplete="off" spellcheck="false" value="${typed}" aria-describedby="help${wrong ? ' wrong' : ''}"${wrong ? html` aria-invalid="true"` : null}>
${wrong ? html`<p class="wrong" id="wrong">${words.none[language]}</p>` : null}</div>
${submit(words.find[language])}</form>`;
}

/** How far a report has come. `typed` is what was given as its receipt, '' for the form alone; `fresh` says that it has just been sent. */
export async function progressPage(asked: Asked, typed: string, fresh: boolean): Promise<Page> {
  const { platform, language } = asked;
  const receipt = readReceipt(typed);
  const [found] = receipt === null ? [] : await look(platform.database, systemActor, [statement(receipt)]);
  const row = found?.rows[0];
  const body =
    row === undefined || receipt === null
      ? html`<p class="lead">${words.lead[language]}</p><section>${askForm(asked, typed, typed !== '')}</section>`
      : html`${fresh ? html`<p class="note" role="status">${words.fresh[language]}</p>` : null}<section>${progressFacts(row, receipt, asked)}</section>`;
  return framed({
    language,
    section: null,
    path: row === undefined ? '/corrections' : `/corrections?receipt=${typed}`,
    title: words.title[language],
    body,
    moment: platform.clock.now(),
    status: row === undefined && typed !== '' ? 404 : 200,
    unlisted: true,
  });
}
